import type { Connections } from '../connections/connections.ts';
import type { DeviceDirectory } from '../devices/device-directory.ts';
import type { EventStore } from '../events/event-log.ts';
import type { Flows } from '../flows/flows.ts';
import type { BridgeParts } from '../parts.ts';

/** What the console stands on: the services that the management API stands on too. */
export type ConsoleDeps = Pick<
  BridgeParts,
  | 'config'
  | 'clock'
  | 'logger'
  | 'secureRandom'
  | 'drivers'
  | 'cipher'
  | 'storage'
  | 'onUnexpected'
  | 'testUplink'
> & {
  readonly connections: Connections;
  readonly flows: Flows;
  readonly devices: DeviceDirectory;
  readonly events: EventStore;
  readonly health: () => {
    readonly status: 'starting' | 'up' | 'closing';
    /** True while the broker of the uplinks is reached. */
    readonly broker: boolean;
  };
};
