export type { TwinSeed } from './admin/index.ts';
export type { FaultPlan, ListedFault } from './faults/index.ts';
export type { JournalEntry, JournalFilter, NearMiss } from './journal/index.ts';
export type { TwinLimits } from './limits.ts';
export { type TwinAnswer, TwinHangUp, type TwinRequest } from './server/in-memory.ts';
export type { Listening, ListenOptions } from './server/listeners.ts';
export type { TenantInit, UserInit } from './server/tenants.ts';
export { createTwin, type Twin, type TwinOptions, type TwinStats } from './twin.ts';
export { UNSETTLED_DEFAULTS, type Unsettled } from './unsettled.ts';
