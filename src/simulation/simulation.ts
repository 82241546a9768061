import { createTraffic, type Device } from '../../mocks/lorawan/index.ts';
import type { Clock } from '../clock/index.ts';
import { createRandom } from '../random/index.ts';
import { DeliveryLedger, type LedgerState } from './delivery-ledger.ts';
import { PlatformReader } from './platform-reader.ts';
import { createRealWorld, type RealWorld, type RealWorldPorts } from './real-world.ts';
import { createConnection } from './set-up-connection.ts';
import { openWorldView, type ViewedWorld } from './world-view/index.ts';

export interface SimulationOptions {
  readonly seed: string;
  /** The tool's version, for captures. */
  readonly tool: string;
  readonly devices: number;
  /** How often each device sends, in milliseconds of the simulation's time. */
  readonly everyMs: number;
  /** How many times faster than outside its time passes. */
  readonly speed: number;
  readonly bridge: 'in-process' | 'process';
  readonly tls: boolean;
  readonly ports: RealWorldPorts;
  readonly brokerUrl?: string;
  /** Port of the view for people (0: any free one); there is none unless it is given. */
  readonly viewPort?: number;
}

/** Where a person reaches the parts of a running simulation. */
export interface SimulationAddresses {
  readonly managementApi: string;
  readonly broker: string;
  /** The twin as the bridge reaches it. */
  readonly platform: string;
  /** The twin in plain HTTP, for curl and a browser. */
  readonly platformPlain: string;
  /** The view of the whole world, where one was asked for. */
  readonly view?: string;
}

export interface SimulationStatus extends LedgerState {
  /** Uplinks that could not be handed to the broker. */
  readonly unsent: number;
  /** Why Cumulocity could not be looked into this time: a fault that somebody set strikes lookers as well. */
  readonly trouble?: string;
}

/** A whole world at work: devices that send by themselves, and a connection that carries them to Cumulocity. */
export interface Simulation {
  readonly world: RealWorld;
  readonly addresses: SimulationAddresses;
  readonly connection: { readonly id: string; readonly name: string };
  /** Looks into Cumulocity and tells how far the uplinks have come. */
  status(): Promise<SimulationStatus>;
  /** Ends the traffic and waits until every frame has arrived, or for `withinMs`; tells what is wrong with which frame. */
  finish(withinMs: number): Promise<readonly string[]>;
  /** Ends everything, whatever is under way. */
  stop(): Promise<void>;
}

/**
 * What a simulation keeps while it lasts, so that its memory stays flat: a frame can be checked as long as the network
 * remembers it and the twin holds it.
 */
const KEEP = {
  uplinks: 10_000,
  envelopes: 2_000,
  twin: { measurements: 20_000, events: 20_000, alarms: 5_000, operations: 5_000, journal: 2_000 },
};

/** How long the status line waits for Cumulocity. */
const PATIENCE_MS = 2_000;

/** Starts a world on this machine's sockets, sets up its Cumulocity connection and lets the devices send. */
export async function startSimulation(options: SimulationOptions): Promise<Simulation> {
  const world = await createRealWorld({
    seed: options.seed,
    run: `simulation ${options.seed}`,
    time: 'real',
    speed: options.speed,
    bridge: options.bridge,
    tls: options.tls,
    ports: options.ports,
    keep: KEEP,
    config: { log: { level: 'info' } },
    ...(options.brokerUrl === undefined ? {} : { brokerUrl: options.brokerUrl }),
  });
  try {
    return await setUp(world, options);
  } catch (error) {
    await world.stop();
    throw error;
  }
}

async function setUp(world: RealWorld, options: SimulationOptions): Promise<Simulation> {
  const { clock, network, twin } = world;
  const plain = await twin.listen({ from: 'operator' });
  const connection = await createConnection(world, 'Cumulocity twin');
  const traffic = createTraffic({
    network,
    clock,
    random: createRandom(options.seed).fork('traffic'),
    devices: options.devices,
    everyMs: options.everyMs,
  });
  for (const { devEui } of traffic.devices) await connection.assign(devEui);
  await connection.opened();
  const ledger = new DeliveryLedger(new PlatformReader(twin, world.admin));
  const unwatch = network.watch((uplink) => ledger.add(uplink));
  traffic.start();
  await greet(traffic.devices);
  const status = async (): Promise<SimulationStatus> => {
    const trouble = await looked(clock, (signal) => ledger.look(signal));
    const state = { ...ledger.state(), unsent: traffic.counts().failed };
    return trouble === undefined ? state : { ...state, trouble };
  };
  const addresses = {
    managementApi: world.addresses.managementApi,
    broker: world.addresses.brokerUrl,
    platform: world.addresses.twinUrl,
    platformPlain: plain.url,
  };
  const view =
    options.viewPort === undefined
      ? undefined
      : await openWorldView(viewedWorld(world, addresses, options, status), options.viewPort);

  return {
    world,
    connection,
    addresses: view === undefined ? addresses : { ...addresses, view: view.url },
    status,
    finish: async (withinMs) => {
      await traffic.stop();
      await world
        .eventually(
          'all frames to arrive',
          async () => ((await ledger.look()).inFlight === 0 ? true : undefined),
          withinMs,
        )
        .catch(() => undefined);
      return ledger.audit(network.sent());
    },
    stop: async () => {
      await view?.close();
      unwatch();
      await traffic.stop();
      await world.stop();
    },
  };
}

function viewedWorld(
  world: RealWorld,
  addresses: SimulationAddresses,
  { seed, tool }: Pick<SimulationOptions, 'seed' | 'tool'>,
  status: () => Promise<SimulationStatus>,
): ViewedWorld {
  const { journal, network, twin, account, admin, time } = world;
  return {
    origin: { tool, seed },
    journal,
    network,
    twin,
    account,
    admin,
    random: createRandom(seed).fork('world view'),
    places: [
      { label: 'Console of the bridge', href: new URL('/console', addresses.managementApi).href },
      { label: 'Device management', href: `${addresses.platformPlain}/apps/devicemanagement` },
      { label: 'Documentation of the API', href: `${addresses.managementApi}/docs` },
    ],
    platformUrl: addresses.platformPlain,
    ...(time === undefined ? {} : { time }),
    status: async () => {
      const { sent, delivered, inFlight, faults, unsent } = await status();
      return { sent, delivered, inFlight, failed: faults.length + unsent };
    },
  };
}

/** Looks for a while, and says what kept it from seeing. */
async function looked(
  clock: Clock,
  look: (signal: AbortSignal) => Promise<unknown>,
): Promise<string | undefined> {
  const stop = new AbortController();
  const timer = clock.timer('look into Cumulocity', PATIENCE_MS, () =>
    stop.abort(new Error('Cumulocity does not answer')),
  );
  try {
    await look(stop.signal);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    timer.cancel();
  }
}

/** The first device sends at once, so that nobody waits a whole period for a sign of life. */
async function greet([first]: readonly Device[]): Promise<void> {
  await first?.send({ temperature: 20.5 });
}
