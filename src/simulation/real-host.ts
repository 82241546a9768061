import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Network } from '../../mocks/lorawan/index.ts';
import { type BridgeConfig, defaultParts, openStore } from '../bridge/index.ts';
import type { RealClock } from '../clock/index.ts';
import { createInProcessHost } from './in-process-host.ts';
import { createProcessHost } from './process-host.ts';
import type { BridgeHost } from './recorded-target.ts';
import type { Surroundings } from './surroundings.ts';
import { createTestUplink } from './test-uplink.ts';
import type { Unforeseen } from './unforeseen.ts';
import type { WorldOptions } from './world-options.ts';

export interface RealHostParts {
  readonly around: Surroundings;
  readonly clock: RealClock;
  readonly config: BridgeConfig;
  readonly options: Pick<WorldOptions, 'bridge' | 'defect' | 'nodeFlags'>;
  /** A folder of the world's own. */
  readonly directory: string;
  readonly network: Network;
  readonly unforeseen: Unforeseen;
  /** PEM of the authority behind the twin's certificate. */
  readonly ca: string | undefined;
}

/** The host of a bridge that uses sockets and a disk: in this process, or in one of its own. */
export async function createRealHost(parts: RealHostParts): Promise<BridgeHost> {
  return parts.options.bridge === 'process' ? await ownProcess(parts) : thisProcess(parts);
}

async function ownProcess({
  config,
  directory,
  ca,
  options: { nodeFlags },
}: RealHostParts): Promise<BridgeHost> {
  const caFile = join(directory, 'ca.pem');
  if (ca !== undefined) await writeFile(caFile, ca);
  const { cumulocity } = config;
  return createProcessHost({
    config: { ...config, cumulocity: ca === undefined ? cumulocity : { ...cumulocity, caFile } },
    credentials: config.api,
    directory,
    ...(nodeFlags === undefined ? {} : { nodeFlags }),
  });
}

function thisProcess({ around, clock, config, options, network, unforeseen, ca }: RealHostParts): BridgeHost {
  const log: string[] = [];
  const secure = around.random.fork('secure');
  const secureRandom = (length: number) => secure.bytes(length);
  return createInProcessHost({
    credentials: config.api,
    log: () => log.join(''),
    listen: config.api,
    parts: async () => {
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
        {
          ...store,
          testUplink: createTestUplink(network),
          onUnexpected: (error, where) => unforeseen.note(error, where),
        },
      );
      return options.defect?.(made) ?? made;
    },
  });
}
