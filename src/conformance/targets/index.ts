export {
  type AdapterAnswer,
  type AdapterContext,
  type BridgeAdapter,
  createHttpCall,
  createManagementPort,
  deviceEntry,
  firstDescription,
  type HttpCall,
  type KnownDeviation,
  type Ledger,
  type LoadedDescription,
  loadDescription,
  type ManagementPort,
  objectEntry,
  openLedger,
  partEntries,
  readNamedFile,
  type TargetDescription,
  TargetError,
  type Traces,
} from './external/index.ts';
export { NotOnThisTarget } from './not-on-this-target.ts';
export { REFERENCE_CAPABILITIES } from './reference.ts';
export { type ApiRequest, type ApiResponse, CAPABILITIES, type Capability, type Target } from './target.ts';
