export { control } from './control.ts';
export { changeObjects } from './json.ts';
export { controlNames, loadControl } from './load-control.ts';
export type { WireMessage, WireRequest, WireSpec } from './wire.ts';
