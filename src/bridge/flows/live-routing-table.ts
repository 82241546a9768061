import type { Connections } from '../connections/connections.ts';
import type { DeviceDirectory } from '../devices/device-directory.ts';
import type { Flows } from './flows.ts';
import type { RoutingTable } from './routing-table.ts';

/** The routing table over what is defined now; all of it is in memory. */
export function createRoutingTable(
  flows: Pick<Flows, 'list'>,
  devices: Pick<DeviceDirectory, 'find'>,
  connections: Pick<Connections, 'find'>,
): RoutingTable {
  return {
    flows: () => flows.list(),
    assignments: (devEui) => devices.find(devEui)?.connectionIds ?? [],
    connectionExists: (connectionId) => connections.find(connectionId) !== undefined,
  };
}
