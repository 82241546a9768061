export {
  type AdapterAnswer,
  type AdapterContext,
  type BridgeAdapter,
  createHttpCall,
  createManagementPort,
  deviceEntry,
  deviceIn,
  firstDescription,
  type HttpCall,
  type KnownDeviation,
  type Ledger,
  type LoadedDescription,
  loadDescription,
  type ManagementPort,
  openLedger,
  type TargetDescription,
  TargetError,
} from './external/index.ts';
export { NotOnThisTarget } from './not-on-this-target.ts';
export { REFERENCE_CAPABILITIES } from './reference.ts';
export { type ApiRequest, type ApiResponse, CAPABILITIES, type Capability, type Target } from './target.ts';
