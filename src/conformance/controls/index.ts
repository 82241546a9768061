export { type Control, control, type Defect } from './control.ts';
export { changeObjects } from './json.ts';
export { controlNames, type LoadedControl, loadControl } from './load-control.ts';
export type { WireMessage, WireRequest, WireResponse, WireSpec } from './wire.ts';
