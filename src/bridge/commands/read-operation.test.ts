import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readOperation } from './read-operation.ts';

const operation = (fragments: Readonly<Record<string, unknown>>) => ({
  id: '1',
  deviceId: '2',
  ...fragments,
});
const readShell = (text: unknown) => readOperation(operation({ c8y_Command: { text } }));
const readStructured = (fragment: unknown) => readOperation(operation({ iotFlow_Downlink: fragment }));

function reasonOf(reading: ReturnType<typeof readOperation>): string {
  assert.equal(reading.kind, 'refused');
  return reading.kind === 'refused' ? reading.failure.message : '';
}

const hex = fc
  .uint8Array({ minLength: 1, maxLength: 242 })
  .map((bytes) => Buffer.from(bytes).toString('hex'));
const port = fc.integer({ min: 1, max: 224 });

test('what is written as hex:port is read as it is, in either case and with blanks around', () => {
  fc.assert(
    fc.property(hex, port, fc.boolean(), (digits, fPort, upper) => {
      const reading = readShell(` ${upper ? digits.toUpperCase() : digits}:${fPort} `);
      assert.deepEqual(reading, {
        kind: 'command',
        command: { payload: { kind: 'bytes', hex: digits }, fPort, confirmed: false, flush: false },
      });
    }),
  );
});

test('a text that is anything else is refused with a reason, and never thrown at', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.anything()), (text) => {
      const reading = readShell(text);
      if (reading.kind === 'refused') assert.ok(reading.failure.message.length > 20);
      else assert.match(String(text).trim(), /^([0-9a-fA-F]{2})+(:\s*\d{1,3})?$/);
    }),
  );
});

test('no fragment makes it throw', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.anything()), fc.anything(), (fragments, structured) => {
      readOperation(operation(fragments));
      readStructured(structured);
    }),
  );
});

test('a structured command may say how it is to be sent', () => {
  assert.deepEqual(
    readStructured({ data: { on: true }, fPort: 7, confirmed: true, validity: '30m', flush: true }),
    {
      kind: 'command',
      command: {
        payload: { kind: 'data', data: { on: true } },
        fPort: 7,
        confirmed: true,
        flush: true,
        validity: { forMs: 1_800_000 },
      },
    },
  );
  const until = readStructured({ payload_hex: '00', validity: '2026-01-31T13:00:00+01:00' });
  assert.deepEqual(until.kind === 'command' && until.command.validity, {
    until: Date.UTC(2026, 0, 31, 12),
  });
});

for (const [what, fragment, reason] of [
  ['a port beside the range', { payload_hex: '00', fPort: 225 }, /port 225/],
  ['a port that is no whole number', { payload_hex: '00', fPort: 1.5 }, /port 1.5/],
  ['a member that nobody knows', { payload_hex: '00', fport: 3 }, /iotFlow_Downlink.*fport/],
  ['data that are no object', { data: [1] }, /iotFlow_Downlink.data: must be an object/],
  [
    'a validity that is neither a span nor a time',
    { data: {}, validity: 'soon' },
    /validity: must be a span/,
  ],
  ['no payload', { fPort: 3 }, /neither data nor payload_hex/],
  ['two payloads', { data: {}, payload_hex: '00' }, /two payloads/],
  ['no bytes', { payload_hex: '' }, /no bytes/],
] as const) {
  test(`${what} is refused`, () => {
    assert.match(reasonOf(readStructured(fragment)), reason);
  });
}

test('two commands in one operation are two payloads', () => {
  const both = { c8y_Command: { text: '00' }, iotFlow_Downlink: { payload_hex: '00' } };
  assert.match(reasonOf(readOperation(operation(both))), /two payloads, c8y_Command and iotFlow_Downlink/);
});

test('another kind is named, however much else stands in the operation', () => {
  const other = operation({ status: 'PENDING', description: 'x', c8y_Firmware: {}, delivery: {} });
  assert.match(reasonOf(readOperation(other)), /^An operation of the kind c8y_Firmware can't/);
});
