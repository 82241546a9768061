export type { PlatformAccount } from './account.ts';
export { createWorld } from './create-world.ts';
export { expectedSeries } from './expected-series.ts';
export type { HostBehaviour } from './hosts.ts';
export type { Platform } from './platform.ts';
export { PlatformReader, type ReadMeasurement } from './platform-reader.ts';
export { type ReachedTarget, reachTarget } from './reach-target.ts';
export { createRealWorld, type RealWorld } from './real-world.ts';
export { sendToPlatform } from './send-to-platform.ts';
export { createConnection, type MadeConnection } from './set-up-connection.ts';
export {
  type Simulation,
  type SimulationOptions,
  type SimulationStatus,
  startSimulation,
} from './simulation.ts';
export type { World } from './world.ts';
export type { BridgeSettings, WorldOptions } from './world-options.ts';
