import {
  createMemoryStorage,
  createMqttConnector,
  defaultParts,
  type HttpTransport,
} from '../bridge/index.ts';
import { createVirtualClock } from '../clock/index.ts';
import { bridgeSettings } from './bridge-settings.ts';
import { commonParts } from './common-parts.ts';
import { Endings } from './endings.ts';
import { createHosts } from './hosts.ts';
import { createInProcessHost } from './in-process-host.ts';
import { postUplinks } from './post-uplinks.ts';
import { createRecordedTarget } from './recorded-target.ts';
import { createSurroundings } from './surroundings.ts';
import { createTestUplink } from './test-uplink.ts';
import { createTwinTransport } from './twin-transport.ts';
import { describeError, Unforeseen } from './unforeseen.ts';
import type { World } from './world.ts';
import type { WorldOptions } from './world-options.ts';

/** When virtual worlds begin: a Monday noon, far from any change of daylight saving. */
const START = Date.parse('2026-01-12T12:00:00.000Z');

/** Makes a world without sockets, in which time passes only when it is advanced. Costs milliseconds. */
export function createVirtualWorld(options: WorldOptions): Promise<World> {
  return Endings.guard((endings) => make(options, endings));
}

async function make(options: WorldOptions, endings: Endings): Promise<World> {
  const { defect = (parts) => parts, start = START } = options;
  const clock = createVirtualClock({ start });
  const around = await createSurroundings(clock, options);
  endings.add(() => around.close());
  const { random, accounts, redactor, journal, twin, broker } = around;
  const openStream = () => broker.openStream();
  const network = await around.openNetwork({ openStream });
  const hosts = createHosts([accounts.bridge.hostName]);
  const settings = bridgeSettings(random, {
    ...options.config,
    // No proxy cuts a long poll here, and days pass in a moment: seldom polls cost less.
    commands: { pollTimeout: '1h', lookEvery: '6h', ...options.config?.commands },
  });
  // No time passes here while a bridge ends.
  const config = { ...settings, cumulocity: { ...settings.cumulocity, closeTimeout: 0 } };
  const secure = random.fork('secure');
  const unforeseen = new Unforeseen();
  const log: string[] = [];
  let storage = createMemoryStorage();

  const transport: { readonly http?: HttpTransport } =
    options.http === 'documented-host'
      ? {}
      : { http: createTwinTransport({ clock, recorder: journal, hosts, twin }) };
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
            recorder: journal,
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
            testUplink: createTestUplink(network),
            onUnexpected: (error, where) => unforeseen.note(error, where),
          },
        ),
      );
    },
  });
  const bridge = createRecordedTarget(host, clock, journal);
  endings.add(() => bridge.stop('in-good-order'));
  await bridge.start();

  return {
    ...commonParts(around, options.seed),
    clock,
    virtualClock: clock,
    network,
    bridge,
    postUplinks: postUplinks(network, (request) => host.send(request), config),
    declareHost: (hostName, behaviour) => {
      hosts.declare(hostName, behaviour);
      // What is under way is lost as well, a poll that is held above all.
      around.twin.setReach(hostName, behaviour === 'cumulocity' ? 'in-reach' : 'refusing');
    },
    unexpected: () => [
      ...unforeseen.all(),
      ...clock.failures().map((error) => `a timer failed: ${describeError(error)}`),
      ...hosts.undeclaredCalls().map((name) => `the bridge called ${name}, a host that nobody declared`),
    ],
    advance: (ms) => clock.advance(ms),
    watch: (ms) => clock.advance(ms),
    stop: async () => {
      await endings.run();
      await clock.settle();
      return [
        ...clock.pending().map((name) => `timer ${name}`),
        ...clock.active(),
        ...broker.clients().map((id) => `MQTT client ${id}`),
      ];
    },
  };
}
