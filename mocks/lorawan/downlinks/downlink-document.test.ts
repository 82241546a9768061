import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { readDownlink } from './downlink-document.ts';

const NOW = Date.UTC(2026, 0, 31, 12);
const hex = (length: number) =>
  fc
    .array(fc.constantFrom(...'0123456789abcdefABCDEF'), { minLength: length, maxLength: length })
    .map((digits) => digits.join(''));
const written = (value: number) => fc.constantFrom<number | string>(value, String(value));
const flag = fc.constantFrom<number | string>(0, 1, '0', '1');

const valid = fc.record(
  {
    DevEUI: hex(16),
    FPort: fc.integer({ min: 1, max: 224 }).chain(written),
    payload_hex: fc.integer({ min: 0, max: 222 }).chain((bytes) => hex(2 * bytes)),
    Time: fc.constantFrom('2026-01-31T13:00:00.000+01:00', '2026-01-31T12:00:00Z'),
    AS_ID: fc.string(),
    AS_KEY: fc.string(),
    Token: hex(64),
    Confirmed: flag,
    FlushDownlinkQueue: flag,
    RetryIneligibleGateways: flag,
    ValidityTime: fc.oneof(
      fc.nat(1e6).chain(written),
      fc.constantFrom('2026-02-01T00:00:00+00:00', '2026-02-01T01:00:00.000+01:00'),
    ),
    CorrelationID: hex(16),
    FCntDn: fc.integer({ min: 0, max: 0xffffffff }).chain(written),
    DriverCfg: fc.object(),
  },
  { requiredKeys: ['DevEUI', 'FPort', 'payload_hex'], noNullPrototype: true },
);

function read(fields: unknown) {
  return readDownlink(JSON.stringify({ DevEUI_downlink: fields }), NOW);
}

describe('DevEUI_downlink', () => {
  it('is taken with all its fields, numbers written either way', () => {
    fc.assert(
      fc.property(valid, (fields) => {
        const taken = read(fields);
        assert.ok(taken.kind === 'request', JSON.stringify(taken));
        const { request } = taken;
        assert.equal(request.devEui, fields.DevEUI.toUpperCase());
        assert.equal(request.fPort, Number(fields.FPort));
        assert.equal(Buffer.from(request.payload).toString('hex'), fields.payload_hex.toLowerCase());
        assert.equal(request.confirmed, Number(fields.Confirmed ?? 0) === 1);
        assert.equal(request.flush, Number(fields.FlushDownlinkQueue ?? 0) === 1);
        assert.equal(request.correlationId, fields.CorrelationID);
        assert.equal(request.fCntDn, fields.FCntDn === undefined ? undefined : Number(fields.FCntDn));
        const { ValidityTime: validity } = fields;
        const inSeconds = /^\d+$/.test(String(validity));
        const end = inSeconds ? NOW + Number(validity) * 1000 : Date.UTC(2026, 1, 1);
        assert.equal(request.validUntil, validity === undefined ? undefined : end);
      }),
    );
  });

  it('is refused as soon as one field is not what it has to be', () => {
    const mistakes = [
      ['DevEUI', '01'],
      ['DevEUI', 5],
      ['DevEUI', undefined],
      ['FPort', 0],
      ['FPort', 225],
      ['FPort', 1.5],
      ['FPort', '2x'],
      ['FPort', ''],
      ['FPort', undefined],
      ['payload_hex', 'abc'],
      ['payload_hex', 'xy'],
      ['payload_hex', 7],
      ['payload_hex', 'ab'.repeat(223)],
      ['payload', { on: true }],
      ['payload', null],
      ['Confirmed', 2],
      ['Confirmed', true],
      ['FlushDownlinkQueue', 'yes'],
      ['ValidityTime', -1],
      ['ValidityTime', '2026-02-01T00:00:00'],
      ['Time', 'now'],
      ['CorrelationID', 'ab'],
      ['CorrelationID', 12],
      ['CorrelationID', 'g000000000000000'],
      ['FCntDn', 0x1_0000_0000],
      ['Token', 'ab'],
    ] as const;
    const wrong = fc.constantFrom(...mistakes);
    fc.assert(
      fc.property(valid, wrong, (fields, [name, value]) => {
        const taken = read({ ...fields, [name]: value });
        assert.ok(taken.kind === 'invalid', `${name} ${String(value)}`);
        assert.match(taken.cause, name === 'payload' ? /payload/ : new RegExp(name));
      }),
    );
  });

  it('never throws, whatever comes', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        assert.equal(readDownlink(text, NOW).kind, 'ignored');
      }),
    );
    fc.assert(
      fc.property(fc.jsonValue(), (fields) => {
        assert.equal(read(fields).kind, 'invalid');
      }),
    );
  });
});
