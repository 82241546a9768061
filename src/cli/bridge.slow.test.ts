import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const RUNNER = `
  import { Command } from 'commander';
  import { addBridgeCommand } from ${JSON.stringify(new URL('./bridge.ts', import.meta.url).href)};
  const program = new Command();
  addBridgeCommand(program);
  await program.parseAsync(['node', 'test', 'bridge', ...process.argv.slice(1)]);
`;

function start(args: readonly string[], env: Readonly<Record<string, string>> = {}): ChildProcess {
  return spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', RUNNER, '--', ...args], {
    cwd: fileURLToPath(new URL('../..', import.meta.url)),
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

function collect(child: ChildProcess): { text: string } {
  const heard = { text: '' };
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    heard.text += text;
  });
  return heard;
}

/** Broker on a port where nobody listens: the bridge must come up without it. */
const NO_BROKER = 'mqtt://127.0.0.1:1';

test('the process tells in one line when it is ready, keeps what it is given, and ends in good order', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'bridge-'));
  const args = ['--json', '--port', '0', '--data', join(directory, 'data'), '--broker', NO_BROKER];
  const child = start(args, { IOT_FLOW_CLIENT_SECRET: 'planted-secret' });
  const heard = collect(child);
  try {
    assert.ok(child.stdout !== null);
    const [line] = await once(createInterface({ input: child.stdout }), 'line');
    const ready = JSON.parse(String(line));
    assert.deepEqual([ready.ready, ready.pid, ready.clientSecret], [true, child.pid, undefined]);
    assert.equal(ready.url, `http://127.0.0.1:${ready.port}/iot-flow/v1`);
    const health = await fetch(`${ready.url}/health`);
    assert.deepEqual(await health.json(), { status: 'up', broker: false });
    assert.equal((await fetch(`${ready.url}/connections`)).status, 401);

    const second = start(args, { IOT_FLOW_CLIENT_SECRET: 'planted-secret' });
    const told = collect(second);
    assert.deepEqual(await once(second, 'exit'), [1, null]);
    assert.match(told.text, new RegExp(`is in use by process ${child.pid} since .* Stop the other process`));

    child.kill('SIGTERM');
    assert.deepEqual(await once(child, 'exit'), [0, null], heard.text);
    assert.match(heard.text, /"msg":"Bridge closed"/);
    assert.doesNotMatch(heard.text, /planted-secret/);
  } finally {
    child.kill('SIGKILL');
    await rm(directory, { recursive: true });
  }
});

test('a client secret that was made up is told in the line, and lets in', async () => {
  const child = start(['--json', '--port', '0', '--broker', NO_BROKER]);
  try {
    assert.ok(child.stdout !== null);
    const [line] = await once(createInterface({ input: child.stdout }), 'line');
    const { url, clientId, clientSecret } = JSON.parse(String(line));
    const body = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: clientSecret,
    });
    assert.equal((await fetch(`${url}/oauth/token`, { method: 'POST', body })).status, 200);
    child.kill('SIGTERM');
    assert.deepEqual(await once(child, 'exit'), [0, null]);
  } finally {
    child.kill('SIGKILL');
  }
});

test('wrong settings are all named, with where to mend them, and repeat no value', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'bridge-'));
  const file = join(directory, 'bridge.yaml');
  await writeFile(file, 'api: { clientSecret: hunter2, prot: 8080 }\nstorage: { key: hunter2 }\n');
  const child = start(['--config', file, '--port', '70000']);
  const heard = collect(child);
  assert.deepEqual(await once(child, 'exit'), [2, null]);
  await rm(directory, { recursive: true });
  assert.match(
    heard.text,
    /api\.port must be at most 65535 \(--port, IOT_FLOW_PORT, or api\.port in the file\)/,
  );
  assert.match(heard.text, /api\.prot is unknown: did you mean port\?/);
  assert.match(heard.text, /api\.clientSecret must have at least 8 characters/);
  assert.match(heard.text, /storage\.key must be 32 bytes in Base64/);
  assert.doesNotMatch(heard.text, /hunter2/);
});
