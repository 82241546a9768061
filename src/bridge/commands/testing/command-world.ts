import { createVirtualClock, isoTime, type VirtualClock } from '../../../clock/index.ts';
import { createRandom } from '../../../random/index.ts';
import { bridgeConfigSchema } from '../../bridge-config.ts';
import type { Connection } from '../../connections/connection.ts';
import { connection } from '../../connections/testing/world.ts';
import { createCumulocityClient } from '../../cumulocity/cumulocity-client.ts';
import { createDeviceRegistry } from '../../cumulocity/device-registry.ts';
import { FakePlatform } from '../../cumulocity/testing/fake-platform.ts';
import { type DevEui, devEuiSchema } from '../../dev-eui.ts';
import type { Device } from '../../devices/device.ts';
import { createBuiltInDrivers } from '../../drivers/index.ts';
import type { EventLog } from '../../events/event.ts';
import { createRouter } from '../../flows/router.ts';
import { createMemoryStorage, type MemoryStorage } from '../../storage/memory-storage.ts';
import { LinkBroken } from '../../uplinks/delivery/link-broken.ts';
import { type CommandPorts, createCommandPorts } from '../command-ports.ts';
import { type Commands, createCommands } from '../commands.ts';
import { FakeOperations } from './fake-operations.ts';

export const START = Date.UTC(2026, 0, 31, 12);
export const DEV_EUI = devEuiSchema.parse('0018B20000000B20');
export const OTHER_EUI = devEuiSchema.parse('0018B20000000B21');

type Published = { readonly topic: string; readonly fields: Readonly<Record<string, unknown>> };

/** An open link of which the test decides when it closes. */
export interface TestLink {
  close(): Promise<void>;
  /** Why it ended; undefined while it is open. */
  readonly ended: () => unknown;
}

export interface CommandWorld {
  readonly clock: VirtualClock;
  readonly platform: FakePlatform;
  readonly operations: FakeOperations;
  readonly published: Published[];
  readonly events: Parameters<EventLog['add']>[0][];
  readonly outcomes: string[];
  /** What came of the network's reports. */
  readonly reports: string[];
  /** `acknowledge`: what comes of a downlink that the broker was handed. */
  readonly broker: { connected: boolean; acknowledge: () => Promise<void> };
  /** Warnings of the log. */
  readonly warnings: string[];
  readonly devices: Map<string, Device>;
  readonly connections: Map<string, Connection>;
  commands: Commands;
  /** Opens the link of a connection, by its id. */
  open(id?: string): Promise<TestLink>;
  /** A bridge of its own on what is stored: after a restart. */
  restart(): void;
  /** Hands a report of the network over. */
  report(root: 'Sent' | 'Rejected', fields: Readonly<Record<string, unknown>>): Promise<void>;
  /** The correlation id of the nth downlink. */
  correlation(nth: number): string;
}

/** A world with one connection, `1`, to which two Elsys devices are assigned: managed objects 11 and 12. */
export function createCommandWorld(
  ports: Partial<CommandPorts> = {},
  configuration: Readonly<Record<string, unknown>> = {},
): CommandWorld {
  const clock = createVirtualClock({ start: START });
  const platform = new FakePlatform();
  const operations = new FakeOperations(platform, () => isoTime(clock.now()));
  const random = createRandom('commands');
  const connections = new Map([['1', connection(configuration)]]);
  const devices = new Map<string, Device>();
  const published: Published[] = [];
  const events: CommandWorld['events'] = [];
  const outcomes: string[] = [];
  const reports: string[] = [];
  const broker: CommandWorld['broker'] = { connected: true, acknowledge: async () => {} };
  const warnings: string[] = [];
  let storage: MemoryStorage = createMemoryStorage();
  const addDevice = (devEui: DevEui, managedObject: string) => {
    const model = { producerId: 'elsys', moduleId: 'ers', version: '1' };
    devices.set(devEui, { devEui, tags: [], connectionIds: ['1'], driverCfg: { model } });
    platform.bind('c8y_Serial', devEui, managedObject, { type: 'iotFlow_LorawanDevice' });
  };
  addDevice(DEV_EUI, '11');
  addDevice(OTHER_EUI, '12');

  const create = () => {
    storage = storage.reopened();
    return createCommands({
      clock,
      storage,
      recorder: { record: () => {} },
      logger: { debug: () => {}, info: () => {}, warn: (_, text) => warnings.push(text), error: () => {} },
      events: { add: (event) => events.push(event) },
      drivers: createBuiltInDrivers(),
      router: createRouter(),
      routing: {
        flows: () => [],
        assignments: (devEui) => devices.get(devEui)?.connectionIds ?? [],
        connectionExists: (id) => connections.has(id),
      },
      devices: { find: (devEui) => devices.get(devEui) },
      findConnection: (id) => connections.get(id),
      broker: {
        connected: () => broker.connected,
        publish: async (topic, payload) => {
          published.push({ topic, fields: JSON.parse(payload).DevEUI_downlink });
          await broker.acknowledge();
        },
      },
      ports: { ...createCommandPorts((length) => random.bytes(length)), ...ports },
      settings: bridgeConfigSchema.parse({ api: { clientSecret: 'correct horse' } }).commands,
      onReport: (kind) => reports.push(kind),
      onOutcome: (id, devEui, outcome) => outcomes.push(`${id} ${devEui} ${outcome}`),
    });
  };

  const world: CommandWorld = {
    clock,
    platform,
    operations,
    published,
    events,
    outcomes,
    reports,
    broker,
    warnings,
    devices,
    connections,
    commands: create(),
    open: async (id = '1') => {
      const definition = connections.get(id) ?? connection({}, { id });
      const controller = new AbortController();
      const client = createCumulocityClient({
        http: operations,
        account: definition.configuration,
        timeouts: { connectMs: 1000, headersMs: 1000, bodyMs: 1000 },
        signal: () => controller.signal,
      });
      const registry = createDeviceRegistry({
        client,
        clock,
        events: { add: (event) => events.push(event) },
        connection: definition,
        createDevices: true,
      });
      let ended: unknown;
      const running = world.commands
        .run({ connection: definition, client, registry, signal: controller.signal })
        .catch((error: unknown) => {
          ended = error;
        });
      await clock.settle();
      return {
        close: async () => {
          controller.abort(new LinkBroken('aborted', 'closed by the test'));
          await running;
        },
        ended: () => ended,
      };
    },
    restart: () => {
      world.commands.close();
      world.commands = create();
    },
    report: (root, fields) =>
      world.commands.report(`DevEUI_downlink_${root}`, { DevEUI: DEV_EUI, FPort: 5, ...fields }),
    correlation: (nth) => String(published[nth]?.fields.CorrelationID),
  };
  return world;
}
