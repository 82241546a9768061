import assert from 'node:assert/strict';
import { test } from 'node:test';
import { elsysErs } from './elsys-ers.ts';

const decode = (hex: string) =>
  elsysErs.decodeUplink({
    bytes: Buffer.from(hex.replaceAll(' ', ''), 'hex'),
    fPort: 5,
    recvTime: '2026-01-31T12:00:00Z',
  }).data;

/** A payload of one value each, built by hand from the table of sensor data types (Elsys, LoRa payload format). */
const TYPES: readonly (readonly [hex: string, data: Readonly<Record<string, unknown>>])[] = [
  ['01 00e2', { temperature: 22.6 }],
  ['02 29', { humidity: 41 }],
  ['03 01fe3f', { x: 1, y: -2, z: 63 }],
  ['04 0027', { light: 39 }],
  ['05 06', { motion: 6 }],
  ['06 01a2', { co2: 418 }],
  ['07 0e53', { vdd: 3667 }],
  ['08 0fa0', { analog1: 4000 }],
  ['09 40e201 c01dfe', { lat: 12.3456, long: -12.3456 }],
  ['0a 0102', { pulse1: 258 }],
  ['0b 00010002', { pulseAbs: 65_538 }],
  ['0c ff9c', { externalTemperature: -10 }],
  ['0d 01', { digital: 1 }],
  ['0e 03e8', { distance: 1000 }],
  ['0f 07', { accMotion: 7 }],
  ['10 00e2 ff9c', { irInternalTemperature: 22.6, irExternalTemperature: -10 }],
  ['11 02', { occupancy: 2 }],
  ['12 01', { waterleak: 1 }],
  ['13 14 '.padEnd(6 + 128, '0a'), { grideyeReference: 20, grideye: Array.from({ length: 64 }, () => 10) }],
  ['14 000f7594', { pressure: 1013.14 }],
  ['15 3c 28', { soundPeak: 60, soundAvg: 40 }],
  ['16 0102', { pulse2: 258 }],
  ['17 00010002', { pulseAbs2: 65_538 }],
  ['18 0fa0', { analog2: 4000 }],
  ['19 ff9c', { externalTemperature2: -10 }],
  ['1a 01', { digital2: 1 }],
  ['1b fffffffe', { analogUv: -2 }],
  ['1c 0102', { tvoc: 258 }],
];

test('each type of value is read, and only as far as it reaches', () => {
  for (const [hex, data] of TYPES) {
    assert.deepEqual(decode(hex), data, hex);
    assert.deepEqual(decode(`${hex} 0229`), { ...data, humidity: 41 }, hex);
    const cut = hex.replaceAll(' ', '').slice(0, -2);
    assert.throws(() => decode(cut), { name: 'PayloadError' }, cut);
  }
});

test('what has no type, or nothing in it, is refused with a reason', () => {
  assert.throws(() => decode('1d00'), /there is no value of type 29/);
  assert.throws(() => decode(''), /the payload is empty/);
});

test('points are those of the ontology, with their units', () => {
  const points = elsysErs.extractPoints(
    decode('01 00e2 0c ff9c 19 0064 02 29 04 0027 05 06 06 01a2 07 0e53 0e 03e8 14 000f7594 03 3fc100'),
  );
  assert.deepEqual(points, {
    temperature: { unitId: 'Cel', record: 22.6 },
    'temperature:1': { unitId: 'Cel', record: -10 },
    'temperature:2': { unitId: 'Cel', record: 10 },
    humidity: { unitId: '%RH', record: 41 },
    light: { unitId: 'lx', record: 39 },
    motion: { record: 6 },
    co2Level: { unitId: 'ppm', record: 418 },
    batteryVoltage: { unitId: 'mV', record: 3667 },
    distance: { unitId: 'mm', record: 1000 },
    pressure: { unitId: 'hPa', record: 1013.14 },
    'acceleration:1': { unitId: 'gravity', record: 1 },
    'acceleration:2': { unitId: 'gravity', record: -1 },
    'acceleration:3': { unitId: 'gravity', record: 0 },
  });
  assert.deepEqual(elsysErs.extractPoints({}), {});
});

test('it is found by the names that DriverCfg has for it', () => {
  const { id, application, models } = elsysErs.description;
  assert.equal(id, 'elsys:ers:1');
  assert.deepEqual(application, { producerId: 'elsys', moduleId: 'generic', version: '1' });
  assert.deepEqual(
    models.map(({ producerId, moduleId, version }) => `${producerId}:${moduleId}:${version}`),
    ['elsys:ers:1', 'elsys:ers-co2:1'],
  );
});
