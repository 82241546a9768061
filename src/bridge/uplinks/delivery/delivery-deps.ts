import type { Clock } from '../../../clock/index.ts';
import type { Connection } from '../../connections/connection.ts';
import type { ConnectionLimits } from '../../connections/connection-limits.ts';
import type { CumulocityClient } from '../../cumulocity/cumulocity-client.ts';
import type { DeviceRegistry } from '../../cumulocity/device-registry.ts';
import type { Mapper } from '../../cumulocity/mapper.ts';
import type { DriverHost } from '../../drivers/driver-host.ts';
import type { EventLog } from '../../events/event.ts';
import type { Logger } from '../../logger.ts';
import type { AppendLog } from '../../storage/storage.ts';
import type { RoutedUplink } from '../uplink-log.ts';
import type { Outcome } from './job.ts';
import type { Positions } from './positions.ts';

/** What a connection's delivery stands on, whatever its settings. */
export interface DeliveryDeps {
  readonly connectionId: string;
  readonly clock: Clock;
  readonly log: AppendLog<RoutedUplink>;
  readonly positions: Positions;
  readonly drivers: DriverHost;
  readonly mapper: Mapper;
  readonly events: EventLog;
  readonly logger: Logger;
  readonly limits: ConnectionLimits;
  /** Told of each uplink what became of it. */
  readonly onOutcome: (devEui: string, outcome: Outcome) => void;
}

/** What belongs to an open link. */
export interface DeliveryLink {
  /** Its name is the present one: it may change while the link is open. */
  readonly connection: Pick<Connection, 'id' | 'name' | 'configuration'>;
  readonly client: CumulocityClient;
  readonly registry: DeviceRegistry;
  readonly signal: AbortSignal;
}
