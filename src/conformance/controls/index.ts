export { changeApi } from './api.ts';
export { definesConnection, namedConnection, withBody, withConfiguration } from './connections-api.ts';
export { control } from './control.ts';
export { changeBody, changeDocument, changeObjects, isRecord, type JsonObject } from './json.ts';
export { controlNames, loadControl } from './load-control.ts';
export { changePoints, readUnitAs } from './points.ts';
export { changeStored } from './stored.ts';
export type { WireMessage, WireRequest, WireSpec } from './wire.ts';
