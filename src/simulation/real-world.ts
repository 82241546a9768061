import { rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Twin } from '../../mocks/cumulocity/index.ts';
import { createRealClock, type RealClock } from '../clock/index.ts';
import { NotOnThisTarget } from '../conformance/targets/index.ts';
import type { Journal } from '../recording/index.ts';
import { bridgeSettings } from './bridge-settings.ts';
import { BASE_PATH } from './call-management-api.ts';
import { commonParts } from './common-parts.ts';
import { Endings } from './endings.ts';
import { playOnSockets } from './hosts.ts';
import { postUplinks } from './post-uplinks.ts';
import { createRealHost } from './real-host.ts';
import { createRecordedTarget } from './recorded-target.ts';
import { createSurroundings, hex, type Keep } from './surroundings.ts';
import { Unforeseen } from './unforeseen.ts';
import { createUnhurriedTime } from './unhurried-time.ts';
import type { World } from './world.ts';
import type { WorldOptions } from './world-options.ts';

/** In scenarios written for virtual time, all in milliseconds: how long to wait where a step names no limit, */
const SETTLE_MS = 20_000;
/** the longest that is let pass because a scenario says so, */
const LONGEST_SPAN_MS = 10_000;
/** how long it is watched that something does not happen, */
const WATCHED_MS = 1_000;
/** how long nothing goes over the wires when all that was to happen at once has happened, */
const PAUSE_MS = 150;
/** and how long that is waited for where something always goes on. */
const LONGEST_BUSTLE_MS = 2_000;

/** Ports that are not left to chance. */
export interface RealWorldPorts {
  readonly api?: number;
  readonly broker?: number;
  readonly twin?: number;
}

/** Where the parts of a real-time world can be reached from outside. */
export interface RealWorldAddresses {
  /** With the base path. */
  readonly managementApi: string;
  readonly brokerUrl: string;
  readonly twinUrl: string;
  /** PEM of the authority behind an https twin. */
  readonly ca?: string;
}

export interface RealWorld extends World {
  readonly twin: Twin;
  readonly addresses: RealWorldAddresses;
  /** Absent where the bridge is a process of its own, with the machine's clock. */
  readonly time?: Pick<RealClock, 'speed' | 'setSpeed'>;
}

export type RealWorldOptions = WorldOptions & {
  readonly ports?: RealWorldPorts;
  readonly keep?: Keep;
  /** How many times faster than outside time passes; not for a bridge in a process of its own. */
  readonly speed?: number;
};

/**
 * Makes a world on sockets of this machine: twin over TLS (or in plain), broker over TCP, the bridge with its own
 * HTTP, MQTT and store on disk, in this process or in one of its own.
 */
export async function createRealWorld(options: RealWorldOptions): Promise<RealWorld> {
  if (options.bridge === 'process' && (options.speed ?? 1) !== 1) {
    throw new Error('A bridge in a process of its own lives in real time: leave speed at 1.');
  }
  return Endings.guard((endings) => make(options, endings));
}

async function make(options: RealWorldOptions, endings: Endings): Promise<RealWorld> {
  const unforeseen = new Unforeseen();
  const clock = createRealClock({
    speed: options.speed ?? 1,
    onError: (error, timer) => unforeseen.note(error, `timer ${timer}`),
  });
  const around = await createSurroundings(clock, options);
  endings.add(() => around.close());
  const directory = await temporaryFolder(endings);
  const { accounts, journal, twin, broker } = around;
  const tls = options.tls ?? true;
  const listening = await twin.listen({ tls, port: options.ports?.twin ?? 0 });
  const brokerUrl = options.brokerUrl ?? (await broker.listen({ port: options.ports?.broker ?? 0 })).url;
  const network = await around.openNetwork({ url: brokerUrl, shared: options.brokerUrl !== undefined });
  const config = bridgeSettings(around.random, {
    ...options.config,
    api: { port: options.ports?.api ?? 0, ...options.config?.api },
    broker: {
      url: brokerUrl,
      clientId: `iot-flow-bridge-${hex(around.random.fork('bridge'))}`,
      ...options.config?.broker,
    },
    storage: { directory: join(directory, 'data'), ...options.config?.storage },
    cumulocity: {
      hosts: { [accounts.bridge.hostName]: { address: '127.0.0.1', port: listening.port, tls } },
      allowedHosts: [],
      ...options.config?.cumulocity,
    },
  });
  const host = await createRealHost({
    around,
    clock,
    config,
    options,
    directory,
    network,
    unforeseen,
    ca: listening.ca,
  });
  const bridge = createRecordedTarget(host, clock, journal);
  endings.add(() => bridge.stop('in-good-order'));
  await bridge.start();
  let wasOutOfReach = false;

  return {
    ...commonParts(around, options.seed),
    twin,
    clock,
    ...(options.bridge === 'process' ? {} : { time: clock }),
    network,
    bridge,
    postUplinks: postUplinks(network, (request) => host.send(request), config),
    addresses: {
      managementApi: `${host.origin()}${BASE_PATH}`,
      brokerUrl,
      twinUrl: listening.url,
      ...(listening.ca === undefined ? {} : { ca: listening.ca }),
    },
    declareHost: (hostName, behaviour) => {
      if (hostName.toLowerCase() !== accounts.bridge.hostName.toLowerCase()) {
        throw new NotOnThisTarget('Of all hosts, the bridge in this world knows that of the platform only.');
      }
      wasOutOfReach ||= behaviour !== 'cumulocity';
      playOnSockets(twin, hostName, behaviour);
    },
    ...(options.unhurried
      ? unhurried(clock, journal, () => wasOutOfReach || twin.faults.list().length > 0)
      : strict),
    unexpected: () => unforeseen.all(),
    stop: async () => {
      await endings.run();
      return [
        ...clock.pending().map((name) => `timer ${name}`),
        ...broker.clients().map((id) => `MQTT client ${id}`),
      ];
    },
  };
}

/** What scenarios that are meant for real time don't ask for. */
const strict: Pick<World, 'advance' | 'watch'> = {
  advance: () => {
    throw new Error('Time can be advanced in a virtual-time world only.');
  },
  watch: () => {
    throw new Error('Time can be advanced in a virtual-time world only.');
  },
};

/** The same for scenarios that were written for virtual time, and tell what they can't be shown without. */
function unhurried(
  clock: RealClock,
  journal: Journal,
  /** Whether Cumulocity fails, or could not be reached for a while. */
  hasTrouble: () => boolean,
): Pick<World, 'eventually' | 'advance' | 'watch' | 'quiet'> {
  return {
    ...createUnhurriedTime({
      clock,
      usualMs: () => SETTLE_MS,
      passesMs: LONGEST_SPAN_MS,
      quietMs: WATCHED_MS,
      // Attempts of a connection are minutes apart.
      mayTakeLonger: () =>
        hasTrouble()
          ? `Cumulocity failed for a while, and what the bridge does then was awaited for ${SETTLE_MS / 1000} seconds only.`
          : undefined,
    }),
    quiet: async () => {
      const end = clock.now() + LONGEST_BUSTLE_MS;
      const isQuiet = () => clock.now() - Date.parse(journal.all().at(-1)?.time ?? '') > PAUSE_MS;
      while (!isQuiet() && clock.now() < end) await clock.sleep(PAUSE_MS / 4, { name: 'until it is quiet' });
    },
  };
}

/** A folder that is gone when the world is stopped, and also when the process ends before. */
async function temporaryFolder(endings: Endings): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'iot-flow-tck-'));
  const onExit = () => rmSync(directory, { recursive: true, force: true });
  process.once('exit', onExit);
  endings.add(async () => {
    await rm(directory, { recursive: true, force: true });
    process.off('exit', onExit);
  });
  return directory;
}
