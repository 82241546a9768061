export type { AdapterAnswer, AdapterContext, BridgeAdapter } from './adapter.ts';
export type { KnownDeviation, TargetDescription } from './description.ts';
export { TargetError } from './errors.ts';
export { firstDescription } from './first-description.ts';
export { createHttpCall, type HttpCall } from './http-call.ts';
export { deviceEntry, type Ledger, objectEntry, openLedger, partEntries, type Traces } from './ledger.ts';
export { type LoadedDescription, loadDescription } from './load-description.ts';
export { createManagementPort, type ManagementPort } from './management-port.ts';
export { readNamedFile } from './named-file.ts';
