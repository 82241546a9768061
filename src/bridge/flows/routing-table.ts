import type { DevEui } from '../dev-eui.ts';
import type { Flow } from './flow.ts';

/** What routing looks at, kept in memory and up to date by its owner: no I/O for an uplink. */
export interface RoutingTable {
  flows(): readonly Flow[];
  /** Ids of the connections that were assigned to the device itself. */
  assignments(devEui: DevEui): readonly string[];
  /** Says whether a connection of that id exists (a dangling reference routes nowhere). */
  connectionExists(connectionId: string): boolean;
}
