import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { generate, type Packet } from 'mqtt-packet';
import { PacketSplitter } from './packet-splitter.ts';

/** What comes out of bytes that arrive in pieces. */
function split(pieces: readonly Buffer[]) {
  const found: unknown[] = [];
  const splitter = new PacketSplitter({
    onPublish: ({ topic, payload, qos, messageId }) =>
      found.push({ topic, payload: Buffer.from(payload).toString('hex'), qos, messageId }),
    onOther: (packet) => found.push(packet.toString('hex')),
  });
  for (const piece of pieces) splitter.take(piece);
  return found;
}

const publish = fc.record({
  topic: fc
    .string({ minLength: 1, maxLength: 30, unit: 'binary' })
    .map((text) => text.replace(/[#+\0]/gu, 'x')),
  payload: fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
  qos: fc.constantFrom<0 | 1 | 2>(0, 1, 2),
  messageId: fc.integer({ min: 1, max: 0xffff }),
  dup: fc.boolean(),
  retain: fc.boolean(),
});
const other = fc.constantFrom<Packet[]>(
  { cmd: 'connack', returnCode: 0, sessionPresent: true },
  { cmd: 'suback', messageId: 7, granted: [1, 128] },
  { cmd: 'puback', messageId: 9 },
  { cmd: 'pubrel', messageId: 9 },
  { cmd: 'pingresp' },
);

test('however bytes are cut, each message is read and each other packet passed on as it came', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(publish, other), { maxLength: 12 }),
      fc.infiniteStream(fc.integer({ min: 1, max: 400 })),
      (sent, sizes) => {
        const packets = sent.map((one) => generate('cmd' in one ? one : { cmd: 'publish', ...one }));
        const bytes = Buffer.concat(packets);
        const pieces: Buffer[] = [];
        for (let at = 0; at < bytes.length; ) {
          const { value: size } = sizes.next();
          pieces.push(bytes.subarray(at, at + size));
          at += size;
        }
        assert.deepEqual(
          split(pieces),
          sent.map((one, index) =>
            'cmd' in one
              ? packets[index]?.toString('hex')
              : {
                  topic: one.topic,
                  payload: one.payload.toString('hex'),
                  qos: one.qos,
                  messageId: one.qos === 0 ? undefined : one.messageId,
                },
          ),
        );
      },
    ),
  );
});

test('a message of more than a megabyte comes out whole, however small its pieces', () => {
  const payload = Buffer.alloc(2 ** 21, 'x');
  const bytes = generate({ cmd: 'publish', topic: 't', qos: 0, payload, dup: false, retain: false });
  const pieces = Array.from({ length: Math.ceil(bytes.length / 1000) }, (_, index) =>
    bytes.subarray(1000 * index, 1000 * (index + 1)),
  );
  assert.deepEqual(split(pieces), [
    { topic: 't', payload: payload.toString('hex'), qos: 0, messageId: undefined },
  ]);
});

test('what is no MQTT is told apart', () => {
  for (const [bytes, reason] of [
    [[0x00, 0x00], /begins with the byte 0/],
    [[0xf0, 0x00], /begins with the byte 240/],
    [[0x21, 0x00], /begins with the byte 33/],
    [[0x20, 0xff, 0xff, 0xff, 0xff], /more than 4 bytes/],
    [[0x36, 0x00], /QoS 3/],
    [[0x30, 0x00], /shorter/],
    [[0x30, 0x03, 0x00, 0x02, 0x74], /shorter/],
    [[0x32, 0x04, 0x00, 0x01, 0x74, 0x00], /shorter/],
  ] as const) {
    assert.throws(() => split([Buffer.from(bytes)]), reason);
  }
});
