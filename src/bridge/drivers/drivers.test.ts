import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import { z } from 'zod';
import { createBuiltInDrivers, resolveDriver } from './index.ts';

const host = createBuiltInDrivers();
const VECTORS = '../shared/reference/payload-vectors.json';

async function decode(driverId: string, hex: string) {
  const input = { driverId, bytes: Buffer.from(hex, 'hex'), fPort: 1, recvTime: '2026-01-31T12:00:00Z' };
  const [result] = await host.decode([input]);
  assert.ok(result?.ok, JSON.stringify(result));
  return result;
}

test('Adeunis: position in degrees and minutes, counters, battery and link quality', async () => {
  // Built by hand from the user guide: 47 °C below zero is no field test's weather, but tells the sign.
  const { data, points } = await decode(
    'actility:adeunis-field-test:1',
    'bfd1 48077370 01130450 27 20 21 0fc9 52 f9'.replaceAll(' ', ''),
  );
  assert.deepEqual(data, {
    trigger: 'PUSHBUTTON',
    temperature: -47,
    latitude: 48.12895,
    longitude: 11.5075,
    reception: 'AVERAGE',
    sats: 7,
    uplink: 32,
    downlink: 33,
    batteryVoltage: 4.041,
    rssi: -82,
    snr: -7,
  });
  assert.deepEqual(points, {
    temperature: { unitId: 'Cel', record: -47 },
    batteryVoltage: { unitId: 'V', record: 4.041 },
    location: { unitId: 'GPS', record: [11.5075, 48.12895] },
  });
});

test('Adeunis: south and west are negative, and what the status byte leaves out is not there', async () => {
  const { data } = await decode('actility:adeunis-field-test:1', '10334567810704567100');
  assert.equal(data.latitude, -33.7613);
  assert.equal(data.longitude, -70.761167);
  assert.equal(data.temperature, undefined);
});

test('Elsys: each type of value, one after the other', async () => {
  const { data, points } = await decode(
    'elsys:ers:1',
    '01ff9c 0229 033fc100 040027 0506 0601a2 070e53 14000f7594 0c00c8'.replaceAll(' ', ''),
  );
  assert.deepEqual(data, {
    temperature: -10,
    humidity: 41,
    x: 63,
    y: -63,
    z: 0,
    light: 39,
    motion: 6,
    co2: 418,
    vdd: 3667,
    pressure: 1013.14,
    externalTemperature: 20,
  });
  assert.deepEqual(points['temperature:1'], { unitId: 'Cel', record: 20 });
  assert.deepEqual(points['acceleration:2'], { unitId: 'gravity', record: -1 });
  assert.deepEqual(points.batteryVoltage, { unitId: 'mV', record: 3667 });
});

test('Elsys: a position is little-endian and signed', async () => {
  const { points } = await decode('elsys:ers:1', '09 40e201 c01dfe'.replaceAll(' ', ''));
  assert.deepEqual(points.location, { unitId: 'GPS', record: [-12.3456, 12.3456] });
});

test('a bad payload fails itself alone, an unknown driver is a failed result', async () => {
  const input = (driverId: string, hex: string) => ({
    driverId,
    bytes: Buffer.from(hex, 'hex'),
    fPort: 1,
    recvTime: '',
  });
  const results = await host.decode([
    input('elsys:ers:1', '0100e2'),
    input('elsys:ers:1', '0100'),
    input('elsys:ers:1', 'ff'),
    input('elsys:ers:1', ''),
    input('actility:adeunis-field-test:1', ''),
    input('actility:adeunis-field-test:1', '10ffffffffffffffffff'),
    input('no:such:1', '00'),
    input('elsys:ers:1', '0229'),
  ]);
  assert.deepEqual(
    results.map((result) => (result.ok ? 'ok' : result.code)),
    ['ok', 'bad-payload', 'bad-payload', 'bad-payload', 'bad-payload', 'bad-payload', 'unknown-driver', 'ok'],
  );
});

test('no payload makes a driver break', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 60 }), async (bytes) => {
      for (const { id: driverId } of await host.list()) {
        const [result] = await host.decode([{ driverId, bytes, fPort: 1, recvTime: '' }]);
        assert.ok(result?.ok === true || result?.code === 'bad-payload', JSON.stringify(result));
      }
    }),
  );
});

test('auto takes the driver that DriverCfg names by id, model or application; a forced one is taken as it is', async () => {
  const drivers = await host.list();
  const auto = (cfg: Parameters<typeof resolveDriver>[1]) => resolveDriver('actility:auto:1', cfg, drivers);
  const part = (producerId: string, moduleId: string) => ({ producerId, moduleId, version: '1' });
  assert.equal(auto({ id: 'elsys:ers:1' }), 'elsys:ers:1');
  assert.equal(auto({ model: part('elsys', 'ers-co2') }), 'elsys:ers:1');
  assert.equal(auto({ application: part('adeunis', 'field-test') }), 'actility:adeunis-field-test:1');
  assert.equal(auto({ model: part('some', 'thing') }), 'some:thing:1');
  assert.equal(auto(undefined), undefined);
  assert.equal(resolveDriver('forced:driver:1', { id: 'elsys:ers:1' }, drivers), 'forced:driver:1');
  assert.equal(resolveDriver(undefined, { id: 'elsys:ers:1' }, drivers), undefined);
});

const vectorsSchema = z.object({
  vectors: z.array(
    z.object({ device: z.string(), hex: z.string(), decoded: z.record(z.string(), z.unknown()) }),
  ),
});

test('published payloads decode as published', {
  skip: existsSync(VECTORS) ? false : `${VECTORS} is not here`,
}, async () => {
  const { vectors } = vectorsSchema.parse(JSON.parse(readFileSync(VECTORS, 'utf8')));
  const drivers: readonly (readonly [RegExp, string])[] = [
    [/^Elsys/, 'elsys:ers:1'],
    [/^Adeunis FTD/, 'actility:adeunis-field-test:1'],
  ];
  let compared = 0;
  for (const { device, hex, decoded } of vectors) {
    const driverId = drivers.find(([pattern]) => pattern.test(device))?.[1];
    if (driverId === undefined) continue;
    const { data } = await decode(driverId, hex);
    for (const [name, value] of Object.entries(decoded)) {
      const isAngle = name === 'latitude' || name === 'longitude';
      assert.deepEqual(data[name], isAngle ? minutesAsDegrees(Number(value)) : value, `${device} ${name}`);
      compared += 1;
    }
  }
  assert.ok(compared > 15, `${compared} values compared`);
});

/** That source writes degrees and minutes behind one point, 45.15969 for 45° 15.969′. */
function minutesAsDegrees(angle: number): number {
  const degrees = Math.trunc(angle);
  return Number((degrees + ((angle - degrees) * 100) / 60).toFixed(6));
}
