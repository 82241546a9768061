import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readMessage } from './read-message.ts';
import { asTexts, bytesOf, uplinkDocument } from './testing/documents.ts';
import { uplinkSchema } from './uplink.ts';

const NOW = '2026-01-31T12:00:00.000Z';

/** Without the text, in which the flavours differ. */
function read(value: unknown) {
  const message = readMessage(bytesOf(value), NOW);
  return message.kind === 'data' ? { kind: message.kind, uplink: message.uplink } : message;
}

function readData(fields: Readonly<Record<string, unknown>> = {}) {
  const message = read(uplinkDocument(fields));
  assert.equal(message.kind, 'data');
  return message.uplink;
}

test('a data frame becomes a value with everything the bridge uses', () => {
  const uplink = readData({ DevLAT: '48.2', DevLON: '11.6', DevAlt: '500', DevLocRadius: '20' });
  assert.deepEqual(uplink, {
    identity: { devEui: '0018B20000000B20', devAddr: '0405F519', fCntUp: 17, mic: '38e7a3b9' },
    devEui: '0018B20000000B20',
    fPort: 1,
    fCntUp: 17,
    time: '2026-01-31T11:59:30.000Z',
    receivedAt: NOW,
    late: false,
    payloadHex: '0100e202290400270506',
    radio: { rssi: -60, snr: 9.75, esp: -60.4, sf: 7 },
    tags: ['room', 'Floor-2'],
    name: 'office',
    driverCfg: {
      application: { producerId: 'elsys', moduleId: 'generic', version: '1' },
      model: { producerId: 'elsys', moduleId: 'ers', version: '1' },
    },
    networkLocation: { lat: 48.2, lon: 11.6, alt: 500, accuracy: 20 },
    customerLocation: { lat: 48.1, lon: 11.5 },
  });
});

test('the flavour with numbers as text reads the same', () => {
  const asNumbers = uplinkDocument({ Late: 1, DevLAT: 48.2, DevLON: 11.6 });
  assert.deepEqual(read(asTexts(asNumbers)), read(asNumbers));
  const late = read(asTexts(asNumbers));
  assert.equal(late.kind === 'data' && late.uplink.late, true);
});

test('any flavour of any frame reads the same, and what is read can be stored', () => {
  const frames = fc.record({
    FPort: fc.integer({ min: 1, max: 255 }),
    FCntUp: fc.nat(0xffff_ffff),
    LrrRSSI: fc.integer({ min: -140, max: 0 }),
    LrrSNR: fc.integer({ min: -80, max: 80 }).map((tenths) => tenths / 4),
    Late: fc.constantFrom(0, 1),
    payload_hex: fc
      .uint8Array({ minLength: 1, maxLength: 60 })
      .map((bytes) => Buffer.from(bytes).toString('hex')),
  });
  fc.assert(
    fc.property(frames, (fields) => {
      const document = uplinkDocument(fields);
      const message = read(document);
      assert.deepEqual(read(asTexts(document)), message);
      assert.equal(message.kind, 'data');
      const stored: unknown = JSON.parse(JSON.stringify(message.uplink));
      assert.deepEqual(uplinkSchema.parse(stored), message.uplink);
    }),
  );
});

test('a DevEUI in lower case is the same device', () => {
  assert.equal(readData({ DevEUI: '0018b20000000b20' }).devEui, '0018B20000000B20');
});

test('join requests are told apart from data', () => {
  const join = {
    FPort: undefined,
    FCntUp: undefined,
    payload_hex: undefined,
    MType: 0,
    rawJoinRequest: '00ab',
  };
  assert.equal(read(uplinkDocument(join)).kind, 'join');
  assert.equal(read(asTexts(uplinkDocument({ ...join, rawJoinRequest: undefined }))).kind, 'join');
});

test('a frame without payload or on port 0 is no data', () => {
  for (const fields of [
    { payload_hex: null },
    { payload_hex: '' },
    { payload_hex: undefined },
    { FPort: 0 },
    { FPort: '0' },
    { FPort: null },
    { FPort: undefined },
  ]) {
    assert.equal(read(uplinkDocument(fields)).kind, 'empty', JSON.stringify(fields));
  }
});

test('documents of other roots are named and handed on', () => {
  assert.deepEqual(read({ DevEUI_location: { DevEUI: '0018B20000000B20' } }), {
    kind: 'other',
    root: 'DevEUI_location',
    body: { DevEUI: '0018B20000000B20' },
  });
});

test('what can not be read is invalid and says where', () => {
  const cases: readonly (readonly [unknown, RegExp])[] = [
    ['no json', /not JSON/],
    ['[1]', /not a JSON object/],
    ['null', /not a JSON object/],
    [{}, /no DevEUI_uplink/],
    [{ DevEUI_uplink: 5 }, /DevEUI_uplink/],
    [uplinkDocument({ DevEUI: 'xyz' }), /DevEUI_uplink\.DevEUI/],
    [uplinkDocument({ FCntUp: 'many' }), /DevEUI_uplink\.FCntUp/],
    [uplinkDocument({ FCntUp: -1 }), /DevEUI_uplink\.FCntUp/],
    [uplinkDocument({ FPort: 300 }), /DevEUI_uplink\.FPort/],
    [uplinkDocument({ payload_hex: 'abc' }), /DevEUI_uplink\.payload_hex/],
    [uplinkDocument({ Time: 'yesterday' }), /DevEUI_uplink\.Time/],
    [uplinkDocument({ Time: undefined }), /DevEUI_uplink\.Time: is missing/],
    [uplinkDocument({ FCntUp: undefined }), /DevEUI_uplink\.FCntUp: is missing/],
  ];
  for (const [value, reason] of cases) {
    const message = read(value);
    assert.equal(message.kind, 'invalid', JSON.stringify(value));
    assert.match(message.reason, reason);
  }
  assert.equal(readMessage(Uint8Array.of(0xff, 0xfe), NOW).kind, 'invalid');
});

test('broken extensions are left out and spoil nothing', () => {
  const uplink = readData({
    LrrRSSI: 'NaN',
    LrrSNR: null,
    LrrESP: {},
    Late: [{ toString: 0 }],
    SpFact: 'seven',
    CustomerData: 'none',
    DriverCfg: [],
    DevLAT: 'here',
    points: { temperature: { record: 20 }, broken: 7, alsoBroken: { records: 'no' } },
    UnknownField: { deep: true },
  });
  assert.deepEqual(uplink.radio, {});
  assert.deepEqual(uplink.tags, []);
  assert.equal(uplink.driverCfg, undefined);
  assert.deepEqual(uplink.points, { temperature: { record: 20 } });
});

test('no bytes and no JSON make it throw', () => {
  fc.assert(fc.property(fc.uint8Array(), (bytes) => readMessage(bytes, NOW).kind !== undefined));
  fc.assert(
    fc.property(
      fc.dictionary(fc.string(), fc.jsonValue()),
      fc.constantFrom(...FIELDS),
      fc.jsonValue(),
      (some, field, odd) => {
        const message = read(uplinkDocument({ ...some, [field]: odd }));
        if (message.kind === 'data') uplinkSchema.parse(JSON.parse(JSON.stringify(message.uplink)));
      },
    ),
  );
});

const FIELDS = Object.keys(uplinkDocument().DevEUI_uplink);
