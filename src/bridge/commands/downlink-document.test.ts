import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { devEuiSchema } from '../dev-eui.ts';
import { createCorrelationIds } from './correlation-ids.ts';
import { assembleDownlink } from './downlink-document.ts';

const NOW = Date.UTC(2026, 0, 31, 12);
const DOWNLINK = {
  devEui: devEuiSchema.parse('0018B20000000B20'),
  fPort: 5,
  payloadHex: '01ff',
  confirmed: true,
  flush: false,
  validUntil: NOW + 60_000,
  correlationId: '00000000000000AB',
};

test('the token signs the downlink’s query with the AS key, which stays at home', () => {
  const key = '46AB678CD45DF4A4E4B375EACD096ACC';
  const { DevEUI_downlink: fields } = assembleDownlink(DOWNLINK, NOW, { asId: 'TWA.1.AS', asKey: key });
  const query =
    'DevEUI=0018B20000000B20&FPort=5&Payload=01ff&Confirmed=1&FlushDownlinkQueue=0' +
    '&ValidityTime=2026-01-31T12:01:00.000Z&AS_ID=TWA.1.AS&Time=2026-01-31T12:00:00.000Z' +
    '&CorrelationID=00000000000000AB';
  assert.equal(fields.AS_ID, 'TWA.1.AS');
  assert.equal(
    fields.Token,
    createHash('sha256')
      .update(query + key.toLowerCase())
      .digest('hex'),
  );
  assert.ok(!JSON.stringify(fields).toLowerCase().includes(key.toLowerCase()));
});

test('without an AS id and key nothing is signed, and there is one payload', () => {
  const { DevEUI_downlink: fields } = assembleDownlink(DOWNLINK, NOW, {});
  assert.deepEqual(
    ['AS_ID', 'AS_KEY', 'Token', 'payload', 'DriverCfg'].filter((name) => name in fields),
    [],
  );
});

test('correlation ids are 64 bits in hexadecimal digits, and never one that is taken', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 3 }), { minLength: 1 }), (drawn) => {
      const taken = new Set<string>();
      const random = [...drawn, 4, 5, 6, 7, 8];
      const next = createCorrelationIds((length) => new Uint8Array(length).fill(random.shift() ?? 9));
      for (let count = 0; count < 5; count += 1) {
        const id = next((known) => taken.has(known));
        assert.match(id, /^[0-9A-F]{16}$/);
        assert.ok(!taken.has(id));
        taken.add(id);
      }
    }),
  );
});
