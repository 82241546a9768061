import assert from 'node:assert/strict';
import { test } from 'node:test';
import { adeunisFieldTest } from './adeunis-field-test.ts';

const decode = (hex: string) =>
  adeunisFieldTest.decodeUplink({
    bytes: Buffer.from(hex.replaceAll(' ', ''), 'hex'),
    fPort: 1,
    recvTime: '2026-01-31T12:00:00Z',
  });

/** One bit of the status byte each, with what belongs to it (Adeunis, Field Test Device, user guide). */
const PARTS: readonly (readonly [hex: string, data: Readonly<Record<string, unknown>>])[] = [
  ['00', {}],
  ['40', { trigger: 'ACCELEROMETER' }],
  ['20', { trigger: 'PUSHBUTTON' }],
  ['80 d1', { temperature: -47 }],
  ['10 48077370 01130450 27', { latitude: 48.12895, longitude: 11.5075, reception: 'AVERAGE', sats: 7 }],
  ['08 20', { uplink: 32 }],
  ['04 21', { downlink: 33 }],
  ['02 0fc9', { batteryVoltage: 4.041 }],
  ['01 52f9', { rssi: -82, snr: -7 }],
];

test('each part is there if its bit of the status byte says so', () => {
  for (const [hex, data] of PARTS) assert.deepEqual(decode(hex), { data, warnings: [] }, hex);
});

test('what is behind the last part is told', () => {
  assert.deepEqual(decode('08 20 0102').warnings, ['2 bytes are left over']);
});

test('the quality of reception has its words', () => {
  const reception = (quality: string) => decode(`10 48077370 01130450 ${quality}`).data.reception;
  assert.deepEqual(['0f', '10', '20', '30', '40'].map(reception), [
    'unknown',
    'GOOD',
    'AVERAGE',
    'POOR',
    'unknown',
  ]);
});

test('a position is made of digits, or it is none', () => {
  for (const angle of ['a8077370', '4807a370', '480773a0']) {
    assert.throws(
      () => decode(`10 ${angle} 01130450 27`),
      /the position holds something else than digits/,
      angle,
    );
  }
});

test('points are there for what was sent', () => {
  assert.deepEqual(adeunisFieldTest.extractPoints(decode('80 d1').data), {
    temperature: { unitId: 'Cel', record: -47 },
  });
  assert.deepEqual(adeunisFieldTest.extractPoints(decode('02 0fc9').data), {
    batteryVoltage: { unitId: 'V', record: 4.041 },
  });
  assert.deepEqual(adeunisFieldTest.extractPoints({}), {});
});

test('it is found by the names that DriverCfg has for it', () => {
  const { id, application, models } = adeunisFieldTest.description;
  assert.equal(id, 'actility:adeunis-field-test:1');
  assert.deepEqual(application, { producerId: 'adeunis', moduleId: 'field-test', version: '1' });
  assert.deepEqual(
    models.map(({ producerId, moduleId, version }) => `${producerId}:${moduleId}:${version}`),
    ['adeunis:field-test:1', 'adeunis:ftd:2'],
  );
});
