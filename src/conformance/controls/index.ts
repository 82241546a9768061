export { control } from './control.ts';
export { changeBody, changeDocument, changeObjects } from './json.ts';
export { controlNames, loadControl } from './load-control.ts';
export { changePoints, readUnitAs } from './points.ts';
export type { WireMessage, WireRequest, WireSpec } from './wire.ts';
