import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { stringify } from 'yaml';
import { z } from 'zod';
import type { BridgeConfigInput } from '../bridge/index.ts';
import { REFERENCE_CAPABILITIES } from '../conformance/targets/index.ts';
import type { BridgeHost } from './recorded-target.ts';
import { sendOverHttp } from './send-over-http.ts';

export interface ProcessHostOptions {
  /** Settings of the bridge; they go into a file that only the owner can read. */
  readonly config: BridgeConfigInput;
  readonly credentials: BridgeHost['credentials'];
  /** A folder of the world's own: settings and data live there. */
  readonly directory: string;
  /** Flags of Node itself, for whoever looks into the process. */
  readonly nodeFlags?: readonly string[];
}

const COMMAND = fileURLToPath(new URL('../cli/bin.mjs', import.meta.url));
const readySchema = z.object({ ready: z.literal(true), port: z.number() });

/** Runs the reference bridge as a process of its own, as `iot-flow-tck bridge` does. */
export function createProcessHost(options: ProcessHostOptions): BridgeHost {
  const settings = join(options.directory, 'bridge.yaml');
  const log: string[] = [];
  // Pages that are open come back to where they were: a bridge that is started again listens there.
  let taken = options.config.api?.port ?? 0;
  let running: { readonly child: ChildProcess; readonly origin: string } | undefined;

  const origin = () => {
    if (running === undefined) throw new Error('The bridge is not running: start it first.');
    return running.origin;
  };

  return {
    kind: 'process',
    capabilities: REFERENCE_CAPABILITIES,
    credentials: options.credentials,
    log: () => log.join(''),
    origin,
    send: async (request) => sendOverHttp(origin())(request),
    start: async () => {
      if (running !== undefined) return;
      const { config } = options;
      const told = stringify({ ...config, api: { ...config.api, port: taken } });
      await writeFile(settings, told, { mode: 0o600 });
      await chmod(settings, 0o600);
      const flags = options.nodeFlags ?? [];
      const child = spawn(process.execPath, [...flags, COMMAND, 'bridge', '--config', settings, '--json'], {
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      // Whatever ends this process, no bridge stays behind.
      const onExit = () => child.kill('SIGKILL');
      process.once('exit', onExit);
      child.once('exit', () => process.off('exit', onExit));
      child.stderr.setEncoding('utf8').on('data', (text: string) => void log.push(text));
      const port = await portOf(child, () => log.join(''));
      taken = port;
      running = { child, origin: `http://127.0.0.1:${port}` };
    },
    stop: async (how) => {
      const child = running?.child;
      running = undefined;
      if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill(how === 'killed' ? 'SIGKILL' : 'SIGTERM');
      await ended;
    },
  };
}

/** The port that the process tells when it is ready. @throws Error with its log when it ends before */
async function portOf(child: ChildProcess, log: () => string): Promise<number> {
  if (child.stdout === null) throw new Error('The bridge was started without standard output.');
  const lines = createInterface({ input: child.stdout });
  const first = once(lines, 'line').then(([line]) => readySchema.parse(JSON.parse(String(line))).port);
  const ended = once(child, 'exit').then(([code, signal]) => {
    throw new Error(`The bridge ended before it was ready (${code ?? signal}). Its log:\n${log()}`);
  });
  // Whichever comes second is of no interest any more.
  ended.catch(() => undefined);
  try {
    return await Promise.race([first, ended]);
  } finally {
    lines.close();
    child.stdout.resume();
  }
}
