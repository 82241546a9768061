import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { stringify } from 'yaml';
import { z } from 'zod';
import { type Child, ended, pidOf } from './child.ts';
import type { Contestant, Surroundings } from './contestant.ts';

const CLI = fileURLToPath(new URL('../../src/cli/bin.mjs', import.meta.url));
const SECRET = 'benchmark-secret';
const HOST = 'bench.cumulocity.com';

const readySchema = z.object({ url: z.string() });
const tokenSchema = z.object({ access_token: z.string() });
const connectionSchema = z.object({ id: z.string(), state: z.string() });

export interface BridgeOptions extends Surroundings {
  readonly name: string;
  readonly connections: number;
  /** The process that is the platform in place of the sink. */
  readonly platform?: Child;
}

/** Starts the bridge as its users do: the process, its settings in a file, connections and flows by its API. */
export async function startBridge(options: BridgeOptions): Promise<Contestant> {
  const { name, connections, scratch, brokerUrl, sinkPort, platform } = options;
  const directory = join(scratch, name);
  await mkdir(directory);
  const port = platform === undefined ? sinkPort : await platform.ask('port', z.number());
  const config = join(directory, 'bridge.yaml');
  await writeFile(
    config,
    stringify({
      api: { port: 0, clientSecret: SECRET },
      broker: { url: brokerUrl, clientId: name, uplinkTopics: [`${name}/+/uplink`] },
      storage: { directory: join(directory, 'data') },
      cumulocity: { hosts: { [HOST]: { address: '127.0.0.1', port, tls: false } } },
      limits: { maxConnections: connections },
      log: { level: 'warn' },
    }),
  );
  const child = spawn(process.execPath, [CLI, 'bridge', '--config', config, '--json'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    cwd: directory,
  });
  const [line] = await once(createInterface(child.stdout), 'line');
  const { url } = readySchema.parse(JSON.parse(String(line)));
  const call = await createCaller(url);
  for (let group = 0; group < connections; group += 1) {
    const { id } = await call('POST', '/connections', connectionSchema, {
      connectorId: 'actility-cumulocity-iot',
      name: `bench ${group}`,
      active: true,
      configuration: { hostName: HOST, tenantId: 't1', username: 'bench', password: 'secret' },
    });
    await call('POST', '/flows', z.unknown(), {
      name: `bench ${group}`,
      driver: { id: 'actility:auto:1' },
      matchers: [{ type: 'thing', tags: ['bench', `group-${group}`] }],
      connectors: [{ id: 'actility-cumulocity-iot', connectionId: id }],
    });
    while ((await call('GET', `/connections/${id}`, connectionSchema)).state !== 'OPENED')
      await setTimeout(20);
  }
  return { name, prefix: name, pid: pidOf(child), end: () => ended(child) };
}

async function createCaller(url: string) {
  const asked = await fetch(`${url}/oauth/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: 'local/admin',
      client_secret: SECRET,
    }),
  });
  const { access_token: token } = tokenSchema.parse(await asked.json());
  return async <T>(method: string, path: string, schema: z.ZodType<T>, body?: unknown): Promise<T> => {
    const answer = await fetch(`${url}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!answer.ok)
      throw new Error(`${method} ${path} was answered ${answer.status}: ${await answer.text()}`);
    return schema.parse(await answer.json());
  };
}
