export { REFERENCE_CAPABILITIES } from './reference.ts';
export { type ApiRequest, type ApiResponse, CAPABILITIES, type Capability, type Target } from './target.ts';
