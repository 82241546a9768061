import assert from 'node:assert/strict';
import { type Duplex, duplexPair } from 'node:stream';
import { test } from 'node:test';
import fc from 'fast-check';
import { parser as createParser, generate, type Packet } from 'mqtt-packet';
import { createVirtualClock } from '../../clock/index.ts';
import type { MqttMessage } from './mqtt-connector.ts';
import { WindowedStream } from './windowed-stream.ts';

interface Handed {
  readonly message: MqttMessage;
  readonly kept: Promise<void>;
  resolve(): void;
  reject(error: Error): void;
}

/**
 * A stream with its broker's end, and the messages that it has handed over; so many that follow each other share a
 * promise.
 */
function createWorld(window: number, sharing = 1) {
  const clock = createVirtualClock({ start: 0 });
  const [broker, socket] = duplexPair();
  const handed: Handed[] = [];
  const failures: string[] = [];
  const stream = new WindowedStream({
    clock,
    socket,
    window,
    onMessage: (message) => {
      const shared = handed.length % sharing === 0 ? undefined : handed.at(-1);
      const own = { ...(shared ?? deferred()), message };
      handed.push(own);
      return own.kept;
    },
    onFailure: (reason) => failures.push(reason),
  });
  return {
    clock,
    broker,
    socket,
    stream,
    handed,
    failures,
    toBroker: packetsOf(broker),
    toClient: packetsOf(stream),
    /** Lets what is on its way arrive. */
    passed: () => clock.settle(),
  };
}

function deferred(): Omit<Handed, 'message'> {
  let resolve = () => {};
  let reject: (error: Error) => void = () => {};
  const kept = new Promise<void>((done, failed) => {
    resolve = done;
    reject = failed;
  });
  return { kept, resolve, reject };
}

function packetsOf(stream: Duplex): Packet[] {
  const packets: Packet[] = [];
  const parser = createParser({ protocolVersion: 4 }).on('packet', (packet) => packets.push(packet));
  stream.on('data', (bytes: Buffer) => parser.parse(bytes));
  return packets;
}

function message(
  messageId: number,
  fields: { qos?: 0 | 1 | 2; payload?: string; dup?: boolean } = {},
): Buffer {
  const { qos = 1, payload = String(messageId), dup = false } = fields;
  return generate({ cmd: 'publish', topic: 't', qos, messageId, payload, dup, retain: false });
}

const ids = (packets: readonly Packet[]) => packets.map(({ cmd, messageId }) => `${cmd} ${messageId}`);
const texts = (handed: readonly Handed[]) =>
  handed.map(({ message: { payload } }) => Buffer.from(payload).toString());

test('however bytes are cut and promises resolve, acknowledgements go out in order, once, and not too early', async () => {
  const sent = fc.array(
    fc.oneof(
      { weight: 6, arbitrary: fc.record({ qos: fc.constantFrom<0 | 1>(0, 1, 1), size: fc.nat(300) }) },
      { weight: 1, arbitrary: fc.constant('pingresp' as const) },
    ),
    { maxLength: 40 },
  );
  await fc.assert(
    fc.asyncProperty(
      sent,
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 1, max: 4 }),
      fc.infiniteStream(fc.integer({ min: 1, max: 400 })),
      fc.infiniteStream(fc.nat()),
      async (packets, window, sharing, cuts, picks) => {
        const world = createWorld(window, sharing);
        const bytes = Buffer.concat(
          packets.map((packet, index) =>
            packet === 'pingresp'
              ? generate({ cmd: 'pingresp' })
              : message(index + 1, { qos: packet.qos, payload: `${index + 1}:${'x'.repeat(packet.size)}` }),
          ),
        );
        for (let at = 0; at < bytes.length; ) {
          const end = at + (cuts.next().value ?? 1);
          world.broker.write(bytes.subarray(at, end));
          at = end;
        }
        const wanted = packets.flatMap((packet, index) =>
          packet === 'pingresp' ? [] : [{ id: index + 1, qos: packet.qos }],
        );
        const resolved = new Set<number>();
        const isDone = (index: number) => resolved.has(Math.floor(index / sharing));
        for (;;) {
          await world.passed();
          // The longest run of done messages from the oldest on, without those that ask for nothing.
          const firstOpen = wanted.findIndex((_, index) => !isDone(index));
          if (firstOpen === -1) break;
          const due = wanted.slice(0, firstOpen).filter(({ qos }) => qos === 1);
          assert.deepEqual(
            ids(world.toBroker),
            due.map(({ id }) => `puback ${id}`),
          );
          assert.equal(world.handed.length, Math.min(wanted.length, firstOpen + window));
          const open = world.handed.flatMap((_, index) => (isDone(index) ? [] : [index]));
          const pick = open[(picks.next().value ?? 0) % open.length] ?? 0;
          world.handed[pick]?.resolve();
          resolved.add(Math.floor(pick / sharing));
        }
        await world.passed();
        assert.deepEqual(
          texts(world.handed).map((text) => Number(text.split(':')[0])),
          wanted.map(({ id }) => id),
        );
        assert.deepEqual(
          ids(world.toBroker),
          wanted.filter(({ qos }) => qos === 1).map(({ id }) => `puback ${id}`),
        );
        assert.equal(world.toClient.length, packets.length - wanted.length);
        world.stream.destroy();
        await world.clock.settle();
      },
    ),
  );
});

test('what is no message passes through unchanged, in both directions', async () => {
  const world = createWorld(2);
  world.broker.write(generate({ cmd: 'connack', returnCode: 0, sessionPresent: true }));
  world.broker.write(generate({ cmd: 'suback', messageId: 3, granted: [1] }));
  world.broker.write(generate({ cmd: 'puback', messageId: 4 }));
  world.stream.write(message(5));
  await world.passed();
  assert.deepEqual(
    world.toClient.map(({ cmd }) => cmd),
    ['connack', 'suback', 'puback'],
  );
  assert.deepEqual(ids(world.toBroker), ['publish 5']);
});

test('messages that are done together are acknowledged in one write', async () => {
  const world = createWorld(10);
  const writes: Buffer[] = [];
  world.broker.on('data', (bytes: Buffer) => writes.push(bytes));
  world.broker.write(Buffer.concat([1, 2, 3].map((id) => message(id))));
  await world.passed();
  for (const { resolve } of world.handed) resolve();
  await world.passed();
  assert.deepEqual(ids(world.toBroker), ['puback 1', 'puback 2', 'puback 3']);
  assert.equal(writes.length, 1);
});

test('a full window stops the reading, and its client still hears that the broker lives', async () => {
  const world = createWorld(2);
  for (let id = 1; id <= 400; id += 1) world.broker.write(message(id, { payload: 'x'.repeat(1000) }));
  world.broker.write(generate({ cmd: 'pingresp' }));
  await world.passed();
  assert.equal(world.handed.length, 2);
  assert.ok(world.broker.writableLength > 100_000, 'the broker has to wait');
  assert.equal(world.toClient.length, 0);
  world.stream.write(generate({ cmd: 'pingreq' }));
  await world.passed();
  assert.deepEqual(
    world.toClient.map(({ cmd }) => cmd),
    ['pingresp'],
  );
  for (let done = 0; done < 400; done += 1) {
    world.handed[done]?.resolve();
    if (done % 2 === 1) await world.passed();
  }
  await world.passed();
  assert.equal(world.handed.length, 400);
  assert.equal(world.toBroker.filter(({ cmd }) => cmd === 'puback').length, 400);
});

test('a message that can not be kept ends the connection; nothing behind it is acknowledged', async () => {
  const world = createWorld(10);
  world.broker.write(Buffer.concat([1, 2, 3].map((id) => message(id))));
  await world.passed();
  world.handed[0]?.resolve();
  await world.passed();
  world.handed[2]?.resolve();
  world.handed[1]?.reject(new Error('disk full'));
  await world.passed();
  assert.deepEqual(ids(world.toBroker), ['puback 1']);
  assert.deepEqual(world.failures, ['a message could not be kept: disk full']);
  assert.equal(world.stream.destroyed, true);
  assert.deepEqual(world.clock.active(), []);
});

test('a broker that sends with QoS 2, or no MQTT at all, is left', async () => {
  for (const [bytes, reason] of [
    [message(1, { qos: 2 }), /the broker sends t with QoS 2/],
    [Buffer.from('HTTP/1.1 400 Bad Request'), /no MQTT/],
  ] as const) {
    const world = createWorld(10);
    world.broker.write(bytes);
    await world.passed();
    assert.match(world.failures.join(), reason);
    assert.equal(world.stream.destroyed, true);
  }
});

test('the last words of a broker that leaves are read', async () => {
  const world = createWorld(1);
  world.broker.end(generate({ cmd: 'connack', returnCode: 5, sessionPresent: false }));
  await world.passed();
  assert.deepEqual(
    world.toClient.map(({ cmd }) => cmd),
    ['connack'],
  );
});

test('the end of either side ends the other', async () => {
  const left = createWorld(1);
  left.stream.destroy();
  await left.passed();
  assert.equal(left.socket.destroyed, true);
  const lost = createWorld(1);
  lost.socket.destroy();
  await lost.passed();
  assert.equal(lost.stream.destroyed, true);
});
