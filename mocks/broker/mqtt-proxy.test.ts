import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { describe, it, type TestContext } from 'node:test';
import fc from 'fast-check';
import { generate, type Packet } from 'mqtt-packet';
import { createRealClock } from '../../src/clock/index.ts';
import { connectMqtt, createBroker, createMqttProxy, type HandedMessage } from './index.ts';
import { MqttProxySession } from './mqtt-proxy-session.ts';

/** What happens on the wire: a message of some quality of service, an acknowledgement of an id, or something else. */
const happening = fc.oneof(
  fc.record({
    kind: fc.constant('publish' as const),
    id: fc.integer({ min: 1, max: 6 }),
    qos: fc.constantFrom(0 as const, 1 as const, 2 as const),
    size: fc.integer({ min: 0, max: 400 }),
  }),
  fc.record({ kind: fc.constant('puback' as const), id: fc.integer({ min: 1, max: 6 }) }),
  fc.record({ kind: fc.constant('other' as const), id: fc.integer({ min: 1, max: 6 }) }),
);

type Happening = typeof happening extends fc.Arbitrary<infer T> ? T : never;

describe('MQTT proxy session', () => {
  it('tells of exactly the messages handed over and acknowledged, however the bytes are cut', () => {
    fc.assert(
      fc.property(
        fc.array(happening, { maxLength: 40 }),
        fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1 }),
        (story, cuts) => {
          const told: string[] = [];
          const session = new MqttProxySession(1, {
            onHanded: ({ messageId, payload }) => told.push(`handed ${messageId}: ${payload.length}`),
            onAcknowledged: ({ messageId, payload }) =>
              told.push(`acknowledged ${messageId}: ${payload.length}`),
            onStrayAcknowledgement: (messageId) => told.push(`stray ${messageId}`),
            onUnreadable: (from, error) => told.push(`unreadable from ${from}: ${error.message}`),
          });
          const expected: string[] = [];
          const open = new Map<number, number>();
          let turn = 0;
          for (const one of story) {
            expected.push(...tell(one, open));
            const bytes = generate(packetOf(one));
            const take = (piece: Buffer) =>
              one.kind === 'publish' ? session.toClient(piece) : session.toBroker(piece);
            for (let at = 0; at < bytes.length; ) {
              const length = cuts[turn % cuts.length] ?? 1;
              turn += 1;
              take(bytes.subarray(at, at + length));
              at += length;
            }
          }
          assert.deepEqual(told, expected);
        },
      ),
    );
  });

  it('says once that bytes are no MQTT, and goes on reading the other direction', () => {
    const told: string[] = [];
    const session = new MqttProxySession(1, {
      onHanded: ({ messageId }) => told.push(`handed ${messageId}`),
      onUnreadable: (from) => told.push(`unreadable from ${from}`),
    });
    const nonsense = Buffer.from([0xf0, 0xff, 0xff, 0xff, 0xff, 0xff]);
    session.toBroker(nonsense);
    session.toBroker(nonsense);
    session.toClient(generate(packetOf({ kind: 'publish', id: 3, qos: 1, size: 1 })));
    assert.deepEqual(told, ['unreadable from client', 'handed 3']);
  });
});

function packetOf(one: Happening): Packet {
  if (one.kind === 'puback') return { cmd: 'puback', messageId: one.id };
  if (one.kind === 'other')
    return { cmd: 'subscribe', messageId: one.id, subscriptions: [{ topic: 'a/+', qos: 1 }] };
  const payload = Buffer.alloc(one.size, 0x20);
  return { cmd: 'publish', topic: 't', payload, qos: one.qos, dup: false, retain: false, messageId: one.id };
}

/** What must be told, by the rules alone. */
function tell(one: Happening, open: Map<number, number>): string[] {
  if (one.kind === 'other' || (one.kind === 'publish' && one.qos !== 1)) return [];
  if (one.kind === 'publish') {
    open.set(one.id, one.size);
    return [`handed ${one.id}: ${one.size}`];
  }
  const size = open.get(one.id);
  open.delete(one.id);
  return [size === undefined ? `stray ${one.id}` : `acknowledged ${one.id}: ${size}`];
}

describe('MQTT proxy', () => {
  it('carries all bytes unchanged in both directions, MQTT or not', async (t) => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.uint8Array({ minLength: 1, maxLength: 2000 }), { maxLength: 20 }),
        fc.array(fc.uint8Array({ minLength: 1, maxLength: 2000 }), { maxLength: 20 }),
        async (there, back) => {
          const world = await rawWorld(t);
          try {
            const [atBroker, atClient] = [gather(world.broker, there), gather(world.client, back)];
            for (const chunk of there) world.client.write(chunk);
            for (const chunk of back) world.broker.write(chunk);
            assert.deepEqual(await atBroker, Buffer.concat(there));
            assert.deepEqual(await atClient, Buffer.concat(back));
          } finally {
            await world.close();
          }
        },
      ),
      { numRuns: 25 },
    );
  });

  it('lets a side that goes away take the other with it', async (t) => {
    const world = await rawWorld(t);
    world.client.resetAndDestroy();
    await once(world.broker.resume(), 'close');
    await world.close();
  });

  it('refuses by closing while there is no broker', async (t) => {
    const proxy = await createMqttProxy({ upstream: { port: 1 }, listener: {} });
    t.after(() => proxy.close());
    const client = connect(proxy.port, '127.0.0.1');
    await once(client.resume(), 'close');
    assert.equal(proxy.sessions(), 1);
  });

  it('records what a real client was handed and has acknowledged', async (t) => {
    const clock = createRealClock();
    const broker = await createBroker({ clock, recorder: { record: () => {} } });
    t.after(() => broker.close());
    const { port, url } = await broker.listen();
    const handed: HandedMessage[] = [];
    const acknowledged: HandedMessage[] = [];
    const listener = {
      onHanded: (message: HandedMessage) => void handed.push(message),
      onAcknowledged: (message: HandedMessage) => void acknowledged.push(message),
    };
    const proxy = await createMqttProxy({ upstream: { port }, listener });
    t.after(() => proxy.close());
    const reader = await connectMqtt({ clock, url: proxy.url, clientId: 'reader' });
    t.after(() => reader.close());
    await reader.subscribe('#', 1, () => {});
    const writer = await connectMqtt({ clock, url, clientId: 'writer' });
    t.after(() => writer.close());
    const sent = Array.from({ length: 50 }, (_, count) => `message ${count}`);
    for (const text of sent) await writer.publish('t', text, { qos: 1 });
    while (acknowledged.length < sent.length) await clock.sleep(1, { name: 'acknowledgements' });
    assert.deepEqual(
      handed.map(({ payload }) => Buffer.from(payload).toString()),
      sent,
    );
    assert.deepEqual(acknowledged, handed);
  });
});

async function rawWorld(t: TestContext) {
  const server = createServer().listen(0, '127.0.0.1');
  t.after(() => void server.close());
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  const proxy = await createMqttProxy({ upstream: { port: address.port }, listener: {} });
  const accepted = new Promise<Socket>((resolve) => server.once('connection', resolve));
  const client = connect({ port: proxy.port, host: '127.0.0.1' });
  const broker = await accepted;
  for (const socket of [client, broker]) socket.on('error', () => {});
  return {
    client,
    broker,
    close: async () => {
      client.destroy();
      broker.destroy();
      await proxy.close();
      server.close();
    },
  };
}

/** Reads until as many bytes are there as are expected. */
async function gather(socket: Socket, expected: readonly Uint8Array[]): Promise<Buffer> {
  const wanted = Buffer.concat(expected).length;
  let got = Buffer.alloc(0);
  socket.on('data', (chunk: Buffer) => {
    got = Buffer.concat([got, chunk]);
  });
  while (got.length < wanted) await once(socket, 'data');
  return got;
}
