import type { AppendLog } from '../storage/storage.ts';
import type { Positions } from '../uplinks/delivery/positions.ts';
import type { RoutedUplink } from '../uplinks/uplink-log.ts';
import type { ConnectionIdentities } from './connection-identities.ts';
import type { ConnectionLimits } from './connection-limits.ts';
import type { SupervisorDeps } from './running-supervisor.ts';

/** What a running connection stands on; the log and the positions are shared by all. */
export type LinkDeps = Omit<SupervisorDeps, 'limits' | 'storage' | 'secureRandom'> & {
  readonly limits: ConnectionLimits;
  readonly log: AppendLog<RoutedUplink>;
  readonly positions: Positions;
  readonly identities: ConnectionIdentities;
};
