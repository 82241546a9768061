import { type Clock, createVirtualClock, isoTime, type VirtualClock } from '../../../clock/index.ts';
import { createRandom } from '../../../random/index.ts';
import type { Commands } from '../../commands/commands.ts';
import { createDeviceRegistry } from '../../cumulocity/device-registry.ts';
import { createMapper, type Mapper } from '../../cumulocity/mapper.ts';
import { FakePlatform } from '../../cumulocity/testing/fake-platform.ts';
import { createBuiltInDrivers } from '../../drivers/index.ts';
import type { BridgeEvent, EventLog } from '../../events/event.ts';
import type { Route } from '../../flows/route.ts';
import type { Logger } from '../../logger.ts';
import { createMemoryStorage } from '../../storage/memory-storage.ts';
import type { Storage } from '../../storage/storage.ts';
import { documentOf } from '../../uplinks/document-of.ts';
import { readMessage } from '../../uplinks/read-message.ts';
import { bytesOf, uplinkDocument } from '../../uplinks/testing/documents.ts';
import type { Uplink } from '../../uplinks/uplink.ts';
import { openUplinkLog } from '../../uplinks/uplink-log.ts';
import type { Connection } from '../connection.ts';
import type { ConnectionLimits } from '../connection-limits.ts';
import { cumulocityConfigurationSchema } from '../cumulocity-configuration.ts';
import { createReconnectPolicy } from '../reconnect-policy.ts';
import { createSupervisor, type RunningSupervisor } from '../running-supervisor.ts';

export const START = Date.UTC(2026, 0, 31, 12);

type ToldEvent = Parameters<EventLog['add']>[0];

interface LogLine {
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  readonly fields: Readonly<Record<string, unknown>>;
  readonly message: string;
}

export interface ConnectionWorld {
  readonly clock: VirtualClock;
  readonly platform: FakePlatform;
  readonly storage: Storage;
  readonly events: ToldEvent[];
  /** Lines of the log. */
  readonly lines: LogLine[];
  supervisor: RunningSupervisor;
  /** Appends uplinks to the log, routed to the given connections. */
  uplinks(
    uplinks: readonly Uplink[],
    connectionIds?: readonly string[],
    route?: Partial<Route>,
  ): Promise<void>;
  /** A supervisor of its own on the same storage: the bridge after a restart. */
  restart(): void;
  state(id?: string): string;
  types(): BridgeEvent['type'][];
}

export function createConnectionWorld(
  limits: Partial<ConnectionLimits> = {},
  mapper: Mapper = createMapper(),
  storage: Storage = createMemoryStorage(),
): ConnectionWorld {
  const clock = createVirtualClock({ start: START });
  const platform = new FakePlatform();
  const events: ToldEvent[] = [];
  const lines: LogLine[] = [];
  const at =
    (level: LogLine['level']): Logger['info'] =>
    (fields, message) => {
      lines.push({ level, fields, message });
    };
  const log = openUplinkLog(storage);
  const secure = createRandom('test secrets');
  const create = () =>
    createSupervisor({
      clock,
      storage,
      secureRandom: (length) => secure.bytes(length),
      http: platform,
      drivers: createBuiltInDrivers(),
      mapper,
      createRegistry: createDeviceRegistry,
      reconnect: createReconnectPolicy({ random: createRandom('test'), jitterMs: 0 }),
      recorder: { record: () => {} },
      logger: { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') },
      events: { add: (event) => events.push(event) },
      commands: noCommands(clock),
      // A bridge that ends here has no time: nobody moves the clock meanwhile.
      limits: { retryDelaysMs: [100, 200], closeMs: 0, ...limits },
    });
  const world: ConnectionWorld = {
    clock,
    platform,
    storage,
    events,
    lines,
    supervisor: create(),
    uplinks: async (uplinks, connectionIds = ['1'], route = {}) => {
      const routes = connectionIds.map((connectionId) => ({
        connectionId,
        driverId: 'actility:auto:1',
        ...route,
      }));
      await log.append(uplinks.map((uplink) => ({ uplink, document: documentOf(uplink), routes })));
      await clock.settle();
    },
    restart: () => {
      world.supervisor = create();
    },
    state: (id = '1') => world.supervisor.status(id).state,
    types: () => events.map(({ type }) => type),
  };
  return world;
}

/** Takes no operations: its run waits until the link is closed. */
function noCommands(clock: Clock): Commands {
  return {
    run: async ({ signal }) => {
      const closed = new Promise<never>((_, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason), { once: true });
      });
      return clock.wait('the link closes', closed);
    },
    report: async () => {},
    drop: async () => {},
    close: () => {},
  };
}

export function connection(
  configuration: Readonly<Record<string, unknown>> = {},
  more: Partial<Connection> = {},
): Connection {
  return {
    id: '1',
    connectorId: 'actility-cumulocity-iot',
    name: 'MODBUS',
    active: true,
    configuration: cumulocityConfigurationSchema.parse({
      hostName: 't1.example.com',
      tenantId: 't1',
      username: 'user',
      password: 'secret',
      ...configuration,
    }),
    ...more,
  };
}

/** A data frame of device `…0B20`, or of the given one, emitted at the world's start. */
export function uplink(fCntUp: number, fields: Readonly<Record<string, unknown>> = {}): Uplink {
  const document = uplinkDocument({ Time: isoTime(START), FCntUp: fCntUp, ...fields });
  const message = readMessage(bytesOf(document), isoTime(START));
  if (message.kind !== 'data') throw new Error(`not a data frame: ${JSON.stringify(message)}`);
  return message.uplink;
}
