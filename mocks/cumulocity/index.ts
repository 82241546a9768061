export type { FaultPlan } from './faults/index.ts';
export type { JournalEntry, JournalFilter } from './journal/index.ts';
export type { TwinLimits } from './limits.ts';
export { type TwinAnswer, TwinHangUp, type TwinRequest, TwinTlsError } from './server/in-memory.ts';
export type { TenantInit } from './server/tenants.ts';
export { createTwin, type Twin, type TwinOptions } from './twin.ts';
