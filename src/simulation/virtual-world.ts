import { connectMqtt, createBroker } from '../../mocks/broker/index.ts';
import { createTwin } from '../../mocks/cumulocity/index.ts';
import { createNetwork } from '../../mocks/lorawan/index.ts';
import {
  createMemoryStorage,
  createMqttConnector,
  defaultParts,
  type HttpTransport,
} from '../bridge/index.ts';
import { createVirtualClock, eventually } from '../clock/index.ts';
import { createRandom } from '../random/index.ts';
import { createJournal, createRedactor } from '../recording/index.ts';
import { createAccounts, tenantOf } from './account.ts';
import { bridgeSettings } from './bridge-settings.ts';
import { createHosts } from './hosts.ts';
import { createInProcessHost } from './in-process-host.ts';
import { NETWORK_CLIENT_ID, partyOf } from './party.ts';
import { createRecordedTarget } from './recorded-target.ts';
import { createTwinTransport } from './twin-transport.ts';
import type { World } from './world.ts';
import type { WorldOptions } from './world-options.ts';

/** When virtual worlds begin: a Monday noon, far from any change of daylight saving. */
const START = Date.parse('2026-01-12T12:00:00.000Z');

const MINUTE_MS = 60_000;

/** Makes a world without sockets, in which time passes only when it is advanced. Costs milliseconds. */
export async function createVirtualWorld(options: WorldOptions): Promise<World> {
  const { seed, run, scenario, defect = (parts) => parts } = options;
  const clock = createVirtualClock({ start: START });
  const random = createRandom(seed);
  const accounts = createAccounts(random);
  const config = bridgeSettings(random, options.config);
  const redactor = createRedactor({ secrets: [accounts.bridge.password, accounts.admin.password] });
  const recorder = createJournal({ clock, run, redactor, ...(scenario === undefined ? {} : { scenario }) });

  const twin = createTwin({ clock, recorder, random });
  twin.addTenant(tenantOf(accounts));
  const hosts = createHosts([accounts.bridge.hostName]);
  const broker = await createBroker({ clock, recorder, parties: partyOf });
  const openStream = () => broker.openStream();
  const mqtt = await connectMqtt({ clock, openStream, clientId: NETWORK_CLIENT_ID });
  const network = createNetwork({ clock, random: random.fork('network'), recorder, mqtt });

  const unforeseen: string[] = [];
  const log: string[] = [];
  let storage = createMemoryStorage();
  const secure = random.fork('secure');
  const transport: { readonly http?: HttpTransport } =
    options.http === 'documented-host' ? {} : { http: createTwinTransport({ clock, recorder, hosts, twin }) };
  const host = createInProcessHost({
    credentials: config.api,
    log: () => log.join(''),
    parts: () => {
      // The handle of the bridge before this one is closed: a bridge that was killed can't write any more.
      storage = storage.reopened();
      return defect(
        defaultParts(
          {
            config,
            clock,
            random: random.fork('bridge'),
            secureRandom: (length) => secure.bytes(length),
            writeLog: (line) => void log.push(line),
            redactor,
            recorder,
          },
          {
            ...transport,
            storage,
            mqtt: createMqttConnector({
              clock,
              broker: { openStream },
              clientId: config.broker.clientId,
              keepaliveSeconds: 0,
            }),
            onUnexpected: (error, where) => void unforeseen.push(`${where}: ${describe(error)}`),
          },
        ),
      );
    },
  });
  const bridge = createRecordedTarget(host, clock, recorder);
  await bridge.start();

  return {
    seed,
    clock,
    virtualClock: clock,
    journal: recorder,
    network,
    broker,
    twin,
    bridge,
    account: accounts.bridge,
    admin: accounts.admin,
    declareHost: (hostName, behaviour) => hosts.declare(hostName, behaviour),
    unexpected: () => [
      ...unforeseen,
      ...clock.failures().map((error) => `a timer failed: ${describe(error)}`),
      ...hosts.undeclaredCalls().map((name) => `the bridge called ${name}, a host that nobody declared`),
    ],
    eventually: (what, check, withinMs = MINUTE_MS) => eventually(clock, what, check, { withinMs }),
    advance: (ms) => clock.advance(ms),
    stop: async () => {
      await bridge.stop('in-good-order');
      await mqtt.close();
      await broker.close();
      await twin.close();
      await clock.settle();
      return [
        ...clock.pending().map((name) => `timer ${name}`),
        ...clock.active(),
        ...broker.clients().map((id) => `MQTT client ${id}`),
      ];
    },
  };
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
