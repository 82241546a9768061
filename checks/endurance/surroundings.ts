import { rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createMqttProxy } from '../../mocks/broker/index.ts';
import { createTraffic, type Device, type Traffic } from '../../mocks/lorawan/index.ts';
import type { Clock } from '../../src/clock/index.ts';
import { createRandom } from '../../src/random/index.ts';
import {
  createConnection,
  createRealWorld,
  type MadeConnection,
  PlatformReader,
  type RealWorld,
} from '../../src/simulation/index.ts';
import type { BrokerUnderTest } from './broker-under-test.ts';
import { REPORT_TIMEOUT } from './commanding.ts';
import { type Contents, readContents } from './contents.ts';
import { FrameLedger } from './frame-ledger.ts';
import { createMosquitto, findMosquitto } from './mosquitto.ts';
import { askProbe, type ProbeSample, probeFlags } from './probe.ts';

export interface SurroundingsOptions {
  readonly clock: Clock;
  readonly seed: string;
  /** Name of the run in the recording. */
  readonly run: string;
  readonly broker: 'mosquitto' | 'embedded';
  readonly devices: number;
  /** How often each device sends, in milliseconds. */
  readonly everyMs: number;
  /** Makes {@link EnduranceSurroundings.probe} work. */
  readonly probed?: boolean;
  /** Called right after the bridge has acknowledged a message, before the broker gets to know it. */
  readonly onAcknowledged?: () => void;
  /** Called right before a message is handed to the bridge. */
  readonly onHanded?: () => void;
}

/** A whole network, broker, bridge and Cumulocity, with a listener on the wire between broker and bridge. */
export interface EnduranceSurroundings {
  readonly world: RealWorld;
  readonly broker: BrokerUnderTest;
  readonly ledger: FrameLedger;
  readonly traffic: Traffic;
  /** Devices that can be sent commands: the others send so often that their windows never open. */
  readonly listening: readonly Device[];
  readonly connection: MadeConnection;
  /** A folder of the run's own, gone in the end. */
  readonly directory: string;
  /** Measurements that Cumulocity holds: one a frame, when all is well. */
  storedMeasurements(): number;
  /** Measurements and events that Cumulocity holds: when it grows, the bridge delivers. */
  storedRecords(): number;
  /** What Cumulocity holds of each frame. */
  contents(): Promise<Contents>;
  /** What the bridge's process uses. @throws Error unless `probed` was wanted and the bridge runs */
  probe(): Promise<ProbeSample>;
  /** Ends everything. @returns what was left behind */
  close(): Promise<readonly string[]>;
}

type End = () => unknown;

/** The run can't be judged: something that it needs is missing. */
export class CannotRun extends Error {
  override readonly name = 'CannotRun';
}

/** Frames, measurements and events that a long run may make before the twin lets go of the oldest. */
const MOST_RECORDS = 5_000_000;

/** @throws CannotRun when the broker is not installed */
export async function createSurroundings(options: SurroundingsOptions): Promise<EnduranceSurroundings> {
  const { clock, seed, run } = options;
  const endings: End[] = [];
  const end = async () => {
    for (let one = endings.pop(); one !== undefined; one = endings.pop()) await one();
  };
  try {
    const directory = await temporaryFolder(endings);
    const probeSocket = join(directory, 'probe.sock');
    const brokerPort = await freePort();
    const mosquitto = options.broker === 'mosquitto' ? mosquittoAt(clock, directory, brokerPort) : undefined;
    if (mosquitto !== undefined) {
      endings.push(() => mosquitto.stop('in-good-order'));
      await mosquitto.start();
    }
    const ledger = new FrameLedger(clock);
    const proxy = await createMqttProxy({
      upstream: { port: brokerPort },
      listener: {
        onHanded: (message) => {
          ledger.handed(message);
          options.onHanded?.();
        },
        onAcknowledged: (message) => {
          ledger.acknowledgedBy(message);
          options.onAcknowledged?.();
        },
        onStrayAcknowledgement: () => ledger.noteStrange(),
        onUnreadable: () => ledger.noteStrange(),
      },
    });
    endings.push(() => proxy.close());
    const world = await createRealWorld({
      seed,
      run,
      time: 'real',
      bridge: 'process',
      tls: false,
      ...(options.probed === true ? { nodeFlags: probeFlags(probeSocket) } : {}),
      ...(mosquitto === undefined ? {} : { brokerUrl: `mqtt://127.0.0.1:${brokerPort}` }),
      ports: { broker: brokerPort },
      keep: {
        uplinks: 1,
        envelopes: 1000,
        twin: { measurements: MOST_RECORDS, events: MOST_RECORDS, journal: 1000 },
      },
      config: {
        broker: { url: proxy.url },
        // A silent platform is to cost seconds, not minutes.
        cumulocity: CUMULOCITY_LIMITS,
        commands: { reportTimeout: REPORT_TIMEOUT },
        reconnect: { jitter: 0 },
        log: { level: 'info' },
      },
    });
    endings.push(() => world.stop());
    const connection = await createConnection(world, 'Endurance');
    const random = createRandom(seed);
    const { network } = world;
    const devices = Array.from({ length: options.devices }, (_, index) =>
      network.addDevice({
        // Positions cost three requests each, so they are the smaller part.
        codec: index % 4 === 3 ? 'adeunis-field-test' : 'elsys-ers',
        deviceClass: isAlwaysListening(index) ? 'C' : 'A',
      }),
    );
    const traffic = createTraffic({
      network,
      clock: world.clock,
      random: random.fork('traffic'),
      devices,
      everyMs: options.everyMs,
    });
    endings.push(() => traffic.stop());
    for (const { devEui } of traffic.devices) await connection.assign(devEui);
    await connection.opened();
    endings.push(network.watch((uplink) => ledger.add(uplink)));
    const tenant = () => world.twin.stats().tenants[world.account.tenantId];
    const reader = new PlatformReader(world.twin, world.admin);
    return {
      world,
      broker: mosquitto ?? embedded(world, brokerPort),
      ledger,
      traffic,
      listening: devices.filter((_, index) => isAlwaysListening(index)),
      connection,
      directory,
      storedMeasurements: () => tenant()?.measurements.held ?? 0,
      storedRecords: () => (tenant()?.measurements.held ?? 0) + (tenant()?.events.held ?? 0),
      contents: () => readContents(reader, ledger.frames()),
      probe: () => askProbe(probeSocket),
      close: async () => {
        // Frames that wait for a broker that is away are cut off by the end of the world.
        const stopped = traffic.stop();
        const left = await world.stop();
        await stopped;
        await end();
        return left;
      },
    };
  } catch (error) {
    await end();
    throw error;
  }
}

/** Which devices are of class C (LoRaWAN 1.0.3, section 17). */
const isAlwaysListening = (index: number) => index % 4 === 0;

const CUMULOCITY_LIMITS = { connectTimeout: 2000, headersTimeout: 3000, bodyTimeout: 3000 };

function mosquittoAt(clock: Clock, directory: string, port: number): BrokerUnderTest {
  const program = findMosquitto();
  if (program !== undefined) return createMosquitto({ clock, program, directory, port });
  throw new CannotRun(
    'mosquitto is not installed, and the run needs a broker that keeps its sessions. Install it (Debian: apt-get install mosquitto; macOS: brew install mosquitto) or take --broker embedded, which proves less.',
  );
}

/** The world's own broker: it goes away and comes back, but forgets nothing as one that is killed would. */
function embedded({ broker }: Pick<RealWorld, 'broker'>, port: number): BrokerUnderTest {
  return { name: 'the embedded broker', port, stop: () => broker.stop(), start: () => broker.start() };
}

async function temporaryFolder(endings: End[]): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'iot-flow-tck-'));
  const onExit = () => rmSync(directory, { recursive: true, force: true });
  process.once('exit', onExit);
  endings.push(async () => {
    await rm(directory, { recursive: true, force: true });
    process.off('exit', onExit);
  });
  return directory;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise<void>((resolve) => server.close(() => resolve()));
  if (address === null || typeof address === 'string') throw new Error('The system gave no port.');
  return address.port;
}
