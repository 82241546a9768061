import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { uplink } from '../connections/testing/world.ts';
import type { Point } from '../drivers/driver-host.ts';
import type { MeasurementDraft } from './drafts.ts';
import { FRAME_FRAGMENT } from './frame-fragment.ts';
import { createMapper } from './mapper.ts';
import { POINT_KINDS } from './ontology.ts';

const mapper = createMapper();
const frame = uplink(17);
const TIME = '2026-01-31T12:00:00.000Z';

const map = (points: Readonly<Record<string, Point>>) => mapper.map(frame, points);

/** `fragment.series value unit` of each value but signal strength and the frame's identity. */
function values({ fragments }: MeasurementDraft): string[] {
  return Object.entries(fragments)
    .filter(([name]) => name !== FRAME_FRAGMENT && name !== 'c8y_SignalStrength')
    .flatMap(([name, series]) =>
      Object.entries(series).map(([key, { value, unit = '' }]) => `${name}.${key} ${value} ${unit}`.trim()),
    );
}

function single(points: Readonly<Record<string, Point>>): string[] {
  const { measurements } = map(points);
  assert.equal(measurements.length, 1);
  return measurements.flatMap(values);
}

test('every unit of every point is converted to the platform’s', () => {
  const cases: readonly (readonly [string, string, number, string])[] = [
    ['temperature', 'Cel', 22.6, 'c8y_TemperatureMeasurement.T 22.6 C'],
    ['temperature', 'Far', 72.5, 'c8y_TemperatureMeasurement.T 22.5 C'],
    ['temperature', 'K', 300.15, 'c8y_TemperatureMeasurement.T 27 C'],
    ['humidity', '%RH', 41, 'c8y_HumidityMeasurement.h 41 %RH'],
    ['batteryLevel', '%', 98, 'c8y_Battery.level 98 %'],
    ['batteryVoltage', 'V', 3.6, 'c8y_VoltageMeasurement.voltage 3.6 V'],
    ['batteryVoltage', 'mV', 3619, 'c8y_VoltageMeasurement.voltage 3.619 V'],
    ['batteryVoltage', 'uV', 3_619_000, 'c8y_VoltageMeasurement.voltage 3.619 V'],
    ['current', 'A', 0.5, 'c8y_CurrentMeasurement.current 0.5 A'],
    ['current', 'mA', 30, 'c8y_CurrentMeasurement.current 0.03 A'],
    ['co2Level', 'ppm', 418, 'c8y_CO2Measurement.co2 418 ppm'],
    ['co2Level', 'ppb', 418_000, 'c8y_CO2Measurement.co2 418 ppm'],
    ['pressure', 'Pa', 101_325, 'c8y_PressureMeasurement.pressure 1013.25 hPa'],
    ['pressure', 'hPa', 1013.25, 'c8y_PressureMeasurement.pressure 1013.25 hPa'],
    ['pressure', 'kPa', 101.3, 'c8y_PressureMeasurement.pressure 1013 hPa'],
    ['pressure', 'bar', 1.5, 'c8y_PressureMeasurement.pressure 1500 hPa'],
    ['pressure', 'mbar', 1008.8, 'c8y_PressureMeasurement.pressure 1008.8 hPa'],
    ['light', 'lx', 39, 'c8y_LightMeasurement.e 39 lux'],
    ['light', 'lm', 39, 'c8y_LightMeasurement.e 39 lux'],
    ['power', 'W', 22_400, 'c8y_SinglePhaseElectricityMeasurement.P+ 22400 W'],
    ['power', 'kW', 2.5, 'c8y_SinglePhaseElectricityMeasurement.P+ 2500 W'],
    ['power', 'MW', 2, 'c8y_SinglePhaseElectricityMeasurement.P+ 2000000 W'],
    ['distance', 'm', 1.5, 'c8y_DistanceMeasurement.distance 1500 mm'],
    ['distance', 'cm', 12, 'c8y_DistanceMeasurement.distance 120 mm'],
    ['distance', 'mm', 1, 'c8y_DistanceMeasurement.distance 1 mm'],
    ['distance', 'km', 2, 'c8y_DistanceMeasurement.distance 2000000 mm'],
    ['speed', 'm/s', 10, 'c8y_SpeedMeasurement.speed 36 km/h'],
    ['speed', 'km/h', 50, 'c8y_SpeedMeasurement.speed 50 km/h'],
    ['speed', 'mm/s', 1000, 'c8y_SpeedMeasurement.speed 3.6 km/h'],
    ['acceleration', 'm/s2', 9.8, 'c8y_AccelerationMeasurement.acceleration 9.8 m/s2'],
    ['acceleration', 'gravity', 1, 'c8y_AccelerationMeasurement.acceleration 9.80665 m/s2'],
    ['acceleration', 'mgravity', -152, 'c8y_AccelerationMeasurement.acceleration -1.4906108 m/s2'],
    ['motion', '', 6, 'c8y_SpeedMeasurement.motionDetected 6'],
  ];
  for (const [name, unitId, record, wanted] of cases) {
    assert.deepEqual(single({ [name]: { unitId, record } }), [wanted], `${name} ${unitId}`);
  }
  const tried = new Set(cases.map(([name, unitId]) => `${name} ${unitId}`));
  const known = Object.entries(POINT_KINDS).flatMap(([name, kind]) =>
    Object.keys(kind.from).map((unitId) => `${name} ${unitId}`),
  );
  assert.deepEqual(
    known.filter((unit) => !tried.has(unit)),
    ['humidity %'],
  );
});

test('numeric text and booleans are values, where the platform has a place for them', () => {
  assert.deepEqual(single({ temperature: { unitId: 'Cel', record: '21.5' } }), [
    'c8y_TemperatureMeasurement.T 21.5 C',
  ]);
  assert.deepEqual(single({ motion: { record: true } }), ['c8y_SpeedMeasurement.motionDetected 1']);
  assert.deepEqual(single({ motion: { record: 'false' } }), ['c8y_SpeedMeasurement.motionDetected 0']);
});

test('what is no value is left out with a warning, the rest is kept', () => {
  for (const record of [null, 'warm', Number.NaN, Number.POSITIVE_INFINITY, {}, [], -300, 1e300, '']) {
    const { measurements, warnings } = map({
      temperature: { unitId: 'Cel', record },
      humidity: { unitId: '%RH', record: 40 },
    });
    assert.deepEqual(measurements.flatMap(values), ['c8y_HumidityMeasurement.h 40 %RH']);
    assert.equal(warnings.length, 1, String(record));
  }
  assert.deepEqual(map({ batteryVoltage: { unitId: 'kV', record: 3 } }).warnings.length, 1);
});

test('a battery is never above 100: a small overshoot is full, anything beyond is no level', () => {
  assert.deepEqual(single({ batteryLevel: { unitId: '%', record: 101 } }), ['c8y_Battery.level 100 %']);
  assert.deepEqual(single({ batteryLevel: { unitId: '%', record: 254 } }), []);
  assert.deepEqual(single({ batteryLevel: { unitId: '%', record: -1 } }), []);
});

test('a second point of a kind has a series of its own', () => {
  assert.deepEqual(
    single({ temperature: { unitId: 'Cel', record: 20 }, 'temperature:1': { unitId: 'Far', record: 50 } }),
    ['c8y_TemperatureMeasurement.T 20 C', 'c8y_TemperatureMeasurement.T_1 10 C'],
  );
});

test('a history keeps each value at its own time', () => {
  const { measurements, warnings } = map({
    temperature: {
      unitId: 'Cel',
      records: [
        { eventTime: '2026-01-31T12:30:00+01:00', value: 20 },
        { eventTime: '2026-01-31T11:45:00.5Z', value: '21' },
        { eventTime: 'then', value: 22 },
      ],
    },
    humidity: { unitId: '%RH', record: 40 },
  });
  assert.deepEqual(
    measurements.map((draft) => [draft.time, ...values(draft)]),
    [
      ['2026-01-31T11:30:00.000Z', 'c8y_TemperatureMeasurement.T 20 C'],
      ['2026-01-31T11:45:00.500Z', 'c8y_TemperatureMeasurement.T 21 C'],
      [TIME, 'c8y_HumidityMeasurement.h 40 %RH'],
    ],
  );
  assert.deepEqual(
    measurements.map(({ fragments }) => fragments[FRAME_FRAGMENT]?.part?.value),
    [0, 1, 2],
  );
  assert.equal(warnings.length, 1);
});

test('a frame without any value leaves its identity', () => {
  const bare = { ...frame, radio: {} };
  assert.deepEqual(
    mapper.map(bare, {}).measurements.map(({ fragments }) => Object.keys(fragments)),
    [[FRAME_FRAGMENT]],
  );
});

test('a location is [lon, lat], range-checked, and no fix is no place', () => {
  const located = (record: unknown) => map({ location: { unitId: 'GPS', record } });
  assert.deepEqual(located([7.05, 43.6]).position, { time: TIME, value: { lat: 43.6, lng: 7.05 } });
  assert.deepEqual(located(['7.05', '43.6', 77]).position?.value, { lat: 43.6, lng: 7.05, alt: 77 });
  assert.deepEqual(located({ latitude: 43.6, longitude: 7.05 }).position?.value, { lat: 43.6, lng: 7.05 });
  for (const record of [[0, 0], [-154.01, -171.13], [181, 0], [7], 'here', null, [null, null]]) {
    const { position, events, warnings } = located(record);
    assert.deepEqual([position, events, warnings.length], [undefined, [], 1], JSON.stringify(record));
  }
});

test('the network’s location stands in where the payload has none', () => {
  const networkLocation = { lat: 48.2, lon: 11.6, accuracy: 20 };
  const points = { location: { unitId: 'GPS', record: [7.05, 43.6] } };
  const both = mapper.map({ ...frame, networkLocation }, points);
  assert.deepEqual(both.position?.value, { lat: 43.6, lng: 7.05 });
  assert.deepEqual(mapper.map({ ...frame, networkLocation }, {}).position?.value, {
    lat: 48.2,
    lng: 11.6,
    accuracy: 20,
  });
  assert.equal(mapper.map({ ...frame, networkLocation: { lat: 0, lon: 0 } }, {}).position, undefined);
});

test('whatever points come, all that is made of them is finite, timed and unit-true', () => {
  const value = fc.oneof(fc.double(), fc.jsonValue(), fc.constantFrom('1', 'true', true, null));
  const units = [...new Set(Object.values(POINT_KINDS).flatMap((kind) => Object.keys(kind.from)))];
  const point = fc.record(
    {
      unitId: fc.constantFrom(...units, 'odd'),
      record: value,
      records: fc.array(fc.record({ eventTime: fc.constantFrom(TIME, 'odd', '2026-01-01'), value })),
    },
    { requiredKeys: [] },
  );
  const name = fc.constantFrom(
    ...Object.keys(POINT_KINDS),
    'location',
    'location:1',
    'temperature:1',
    'toString',
  );
  fc.assert(
    fc.property(fc.dictionary(name, point), (points) => {
      const { measurements, events } = map(points);
      for (const { time, fragments } of measurements) {
        assert.equal(new Date(time).toISOString(), time);
        for (const series of Object.values(fragments)) {
          for (const { value: number, unit } of Object.values(series)) {
            assert.ok(Number.isFinite(number));
            assert.notEqual(unit, '');
          }
        }
        assert.ok((fragments.c8y_Battery?.level?.value ?? 0) <= 100);
      }
      for (const event of events) assert.equal(new Date(event.time).toISOString(), event.time);
    }),
  );
});
