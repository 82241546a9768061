import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BridgeConfig, type BridgeParts, defaultParts, openStore } from '../bridge/index.ts';
import { createRealClock, eventually, type RealClock } from '../clock/index.ts';
import { bridgeSettings } from './bridge-settings.ts';
import { BASE_PATH } from './call-management-api.ts';
import { createInProcessHost } from './in-process-host.ts';
import { createProcessHost } from './process-host.ts';
import { type BridgeHost, createRecordedTarget } from './recorded-target.ts';
import { createSurroundings, hex, type Surroundings } from './surroundings.ts';
import { Unforeseen } from './unforeseen.ts';
import { DEFAULT_PATIENCE_MS, type World } from './world.ts';
import type { WorldOptions } from './world-options.ts';

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
  readonly addresses: RealWorldAddresses;
}

export type RealWorldOptions = WorldOptions & {
  readonly ports?: RealWorldPorts;
  /** How many uplinks the network remembers. */
  readonly remembered?: number;
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
  const unforeseen = new Unforeseen();
  const clock = createRealClock({
    speed: options.speed ?? 1,
    onError: (error, timer) => unforeseen.note(error, `timer ${timer}`),
  });
  const around = await createSurroundings(clock, options);
  const directory = await mkdtemp(join(tmpdir(), 'iot-flow-tck-'));
  const { accounts, journal, twin, broker } = around;
  const tls = options.tls ?? true;
  const listening = await twin.listen({ tls, port: options.ports?.twin ?? 0 });
  const brokerUrl = options.brokerUrl ?? (await broker.listen({ port: options.ports?.broker ?? 0 })).url;
  const network = await around.openNetwork({ url: brokerUrl });
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
  const host = await createHost({ around, clock, config, options, directory, unforeseen, ca: listening.ca });
  const bridge = createRecordedTarget(host, clock, journal);
  await bridge.start();

  return {
    seed: options.seed,
    clock,
    journal,
    network,
    broker,
    twin,
    bridge,
    account: accounts.bridge,
    admin: accounts.admin,
    addresses: {
      managementApi: `${host.origin()}${BASE_PATH}`,
      brokerUrl,
      twinUrl: listening.url,
      ...(listening.ca === undefined ? {} : { ca: listening.ca }),
    },
    declareHost: () => {
      throw new Error('Only a virtual-time world can pretend how a host behaves.');
    },
    unexpected: () => unforeseen.all(),
    eventually: (what, check, withinMs = DEFAULT_PATIENCE_MS) => eventually(clock, what, check, { withinMs }),
    advance: () => {
      throw new Error('Time can be advanced in a virtual-time world only.');
    },
    stop: async () => {
      await bridge.stop('in-good-order');
      await around.close();
      await rm(directory, { recursive: true, force: true });
      return [
        ...clock.pending().map((name) => `timer ${name}`),
        ...broker.clients().map((id) => `MQTT client ${id}`),
      ];
    },
  };
}

interface HostParts {
  readonly around: Surroundings;
  readonly clock: RealClock;
  readonly config: BridgeConfig;
  readonly options: WorldOptions;
  readonly directory: string;
  readonly unforeseen: Unforeseen;
  readonly ca: string | undefined;
}

async function createHost(parts: HostParts): Promise<BridgeHost> {
  const { around, clock, config, options, directory, unforeseen, ca } = parts;
  const caFile = join(directory, 'ca.pem');
  if (ca !== undefined) await writeFile(caFile, ca);
  if (options.bridge === 'process') {
    const { cumulocity } = config;
    return createProcessHost({
      config: { ...config, cumulocity: ca === undefined ? cumulocity : { ...cumulocity, caFile } },
      credentials: config.api,
      directory,
    });
  }
  const log: string[] = [];
  const secure = around.random.fork('secure');
  const secureRandom = (length: number) => secure.bytes(length);
  return createInProcessHost({
    credentials: config.api,
    log: () => log.join(''),
    listen: config.api,
    parts: async (): Promise<BridgeParts> => {
      const note = (message: string) => void log.push(`${message}\n`);
      const store = await openStore({ config: config.storage, clock, secureRandom, note });
      const made = defaultParts(
        {
          config,
          clock,
          random: around.random.fork('bridge'),
          secureRandom,
          writeLog: (line) => void log.push(line),
          redactor: around.redactor,
          recorder: around.journal,
          ca: { cumulocity: ca },
        },
        { ...store, onUnexpected: (error, where) => unforeseen.note(error, where) },
      );
      return options.defect?.(made) ?? made;
    },
  });
}
