export type { ConnectionLimits } from './connection-limits.ts';
export { createReconnectPolicy } from './reconnect-policy.ts';
export { createSupervisor, type RunningSupervisor, type SupervisorDeps } from './running-supervisor.ts';
