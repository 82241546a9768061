import assert from 'node:assert/strict';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, type TestContext, test } from 'node:test';
import { connectAsync } from 'mqtt';
import { createRealClock, eventually } from '../../clock/index.ts';
import { createMqttConnector } from './mqtt-js-connector.ts';

const clock = createRealClock();
after(() => assert.deepEqual(clock.pending(), []));

const program = ['mosquitto', '/usr/sbin/mosquitto'].find(
  (path) => spawnSync(path, ['-h']).error === undefined,
);
const skip = program === undefined ? 'mosquitto is not installed' : false;

async function freePort(): Promise<number> {
  const server = net.createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  assert.ok(typeof address === 'object' && address !== null);
  return address.port;
}

async function createMosquitto(t: TestContext) {
  const directory = await mkdtemp(join(tmpdir(), 'iot-flow-tck-mosquitto-'));
  const port = await freePort();
  const config = join(directory, 'mosquitto.conf');
  await writeFile(
    config,
    `listener ${port} 127.0.0.1\nallow_anonymous true\nmax_inflight_messages 200\nmax_queued_messages 0\n`,
  );
  const broker: ChildProcess = spawn(program ?? '', ['-c', config], { stdio: 'ignore' });
  const ended = new Promise((resolve) => broker.once('exit', resolve));
  t.after(async () => {
    broker.kill();
    await ended;
    await rm(directory, { recursive: true });
  });
  return { url: `mqtt://127.0.0.1:${port}` };
}

test('mosquitto sends again what was not acknowledged, in its order', { skip }, async (t) => {
  const broker = await createMosquitto(t);
  const taken: string[] = [];
  let fails = true;
  const link = await createMqttConnector({
    clock,
    broker: { url: broker.url },
    clientId: 'bridge',
    window: 100,
    reconnectDelaysMs: [20],
  }).open({
    topics: ['t/+'],
    qos: 1,
    onMessage: async ({ payload }) => {
      const text = Buffer.from(payload).toString();
      taken.push(text);
      if (text !== '300' || !fails) return;
      fails = false;
      throw new Error('disk full');
    },
  });
  t.after(() => link.close());
  await eventually(clock, 'the broker to be reached', () => link.connected(), { withinMs: 10_000 });
  const publisher = await connectAsync(broker.url);
  t.after(() => publisher.endAsync());
  await Promise.all(
    Array.from({ length: 500 }, (_, index) => publisher.publishAsync('t/1', String(index), { qos: 1 })),
  );
  await eventually(clock, 'the last message', () => taken.at(-1) === '499', { withinMs: 10_000 });
  const again = taken.findIndex((text, index) => Number(text) < Number(taken[index - 1]));
  assert.deepEqual(taken.slice(0, again), numbers(0, again - 1));
  // Of what was acknowledged before the failure, some may have been on its way still: the broker sends that again as well.
  const first = Number(taken[again]);
  assert.ok(first <= 300 && again > 300, `${again} messages were taken, then again from ${first}`);
  assert.deepEqual(taken.slice(again), numbers(first, 499));
});

function numbers(from: number, to: number): string[] {
  return Array.from({ length: to - from + 1 }, (_, index) => String(from + index));
}
