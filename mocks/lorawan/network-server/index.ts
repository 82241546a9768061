export { customerDataOf, LRC_ID, type Operator } from './assemble.ts';
export { customerData, type Flavour, numbers, type Scalars, strings, time, upperHex } from './fields.ts';
export { inFlavour, joinInFlavour, uplinkInFlavour } from './flavour.ts';
export { NetworkServer, type TakenUplink } from './network-server.ts';
export type { DeviceClass } from './registration.ts';
export type { Session } from './session.ts';
export { timeWithOffset } from './time-with-offset.ts';
export type { JoinDocument, UplinkDocument } from './uplink-document.ts';
