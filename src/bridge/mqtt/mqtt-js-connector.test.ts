import assert from 'node:assert/strict';
import net from 'node:net';
import { after, test } from 'node:test';
import { Aedes } from 'aedes';
import { createRealClock, eventually } from '../../clock/index.ts';
import type { MqttSubscription } from './mqtt-connector.ts';
import { createMqttConnector, type MqttConnectorOptions } from './mqtt-js-connector.ts';

const clock = createRealClock();
after(() => assert.deepEqual(clock.pending(), []));

const until = (check: () => boolean) => eventually(clock, String(check), check, { withinMs: 5000 });

async function createBroker(port = 0) {
  const aedes = await Aedes.createBroker();
  const sockets = new Set<net.Socket>();
  const server = net.createServer((socket) => {
    sockets.add(socket);
    aedes.handle(socket);
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('no port');
  const cut = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    port: address.port,
    url: `mqtt://127.0.0.1:${address.port}`,
    cut,
    publish: (payload: string) =>
      new Promise<void>((resolve, reject) => {
        const packet = { cmd: 'publish', topic: 't/1', payload, qos: 1, retain: false, dup: false } as const;
        aedes.publish(packet, (error) => (error ? reject(error) : resolve()));
      }),
    close: async () => {
      cut();
      await new Promise<void>((resolve) => aedes.close(() => resolve()));
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function createSession(url: string, options: Partial<MqttConnectorOptions> = {}) {
  const taken: string[] = [];
  const status: boolean[] = [];
  const connector = createMqttConnector({
    clock,
    broker: { url },
    clientId: 'bridge',
    reconnectDelaysMs: [10],
    connectTimeoutMs: 2000,
    ...options,
  });
  const open = (onMessage: MqttSubscription['onMessage'] = async () => {}) =>
    connector.open({
      topics: ['t/+'],
      qos: 1,
      onMessage: async (message) => {
        taken.push(Buffer.from(message.payload).toString());
        await onMessage(message);
      },
      onStatus: (connected) => status.push(connected),
    });
  return { taken, status, open };
}

test('messages come in; what came while the bridge was away comes when it is back', async () => {
  const broker = await createBroker();
  const session = createSession(broker.url);
  const link = await session.open();
  assert.equal(link.connected(), true);
  await broker.publish('one');
  await until(() => session.taken.length === 1);
  await link.close();
  assert.equal(link.connected(), false);
  await broker.publish('two');
  const again = await session.open();
  await until(() => session.taken.length === 2);
  assert.deepEqual(session.taken, ['one', 'two']);
  await again.close();
  await broker.close();
});

test('a message that could not be kept is not acknowledged and comes again', async () => {
  const broker = await createBroker();
  const session = createSession(broker.url);
  let fails = true;
  const link = await session.open(async () => {
    if (!fails) return;
    fails = false;
    throw new Error('disk full');
  });
  await broker.publish('one');
  await until(() => session.taken.length === 2 && link.connected());
  assert.deepEqual(session.taken, ['one', 'one']);
  assert.deepEqual(session.status, [true, false, true]);
  await link.close();
  await broker.close();
});

test('many messages are under way at a time', async () => {
  const broker = await createBroker();
  const session = createSession(broker.url, { window: 50 });
  let taken = 0;
  let goOn = () => {};
  const all = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  const link = await session.open(async () => {
    taken += 1;
    if (taken === 50) goOn();
    await all;
  });
  for (let sent = 0; sent < 60; sent += 1) await broker.publish(`number ${sent}`);
  await until(() => session.taken.length === 60);
  assert.deepEqual(
    session.taken,
    Array.from({ length: 60 }, (_, index) => `number ${index}`),
  );
  await link.close();
  await broker.close();
});

test('a lost broker is found again, and a publication meanwhile arrives', async () => {
  const broker = await createBroker();
  const session = createSession(broker.url);
  const link = await session.open();
  broker.cut();
  await until(() => session.status.includes(false));
  await link.publish('t/2', 'later', 1);
  await until(() => session.taken.includes('later'));
  await link.close();
  await broker.close();
});

test('a broker that is not there yet holds up nobody and is found when it comes', async () => {
  const first = await createBroker();
  await first.close();
  const session = createSession(first.url);
  const link = await session.open();
  assert.equal(link.connected(), false);
  const broker = await createBroker(first.port);
  await until(() => link.connected());
  await link.close();
  await broker.close();
});

test('a silent broker is given up after its time', async () => {
  const sockets: net.Socket[] = [];
  const server = net.createServer((socket) => sockets.push(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  assert.ok(typeof address === 'object' && address !== null);
  const session = createSession(`mqtt://127.0.0.1:${address.port}`, { connectTimeoutMs: 20 });
  const link = await session.open();
  assert.equal(link.connected(), false);
  await until(() => sockets.length >= 2);
  await link.close();
  for (const socket of sockets) socket.destroy();
  await new Promise((resolve) => server.close(resolve));
});

test('a stream that is given takes the place of a socket', async () => {
  const broker = await createBroker();
  const session = createSession('', {
    broker: { openStream: () => net.connect(broker.port, '127.0.0.1') },
    keepaliveSeconds: 0,
  });
  const link = await session.open();
  await broker.publish('one');
  await until(() => session.taken.length === 1);
  await link.close();
  await broker.close();
});
