export type { PlatformAccount } from './account.ts';
export { createWorld } from './create-world.ts';
export type { HostBehaviour } from './hosts.ts';
export {
  type Simulation,
  type SimulationOptions,
  type SimulationStatus,
  startSimulation,
} from './simulation.ts';
export type { World } from './world.ts';
export type { BridgeSettings, WorldOptions } from './world-options.ts';
