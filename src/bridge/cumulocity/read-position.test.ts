import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { position, readPosition } from './read-position.ts';

const isPlace = (value: unknown) => !('problem' in readPosition(value));

test('a list is longitude, latitude and perhaps altitude; what follows is let be', () => {
  const cases: readonly (readonly [readonly unknown[], unknown])[] = [
    [[7, 43], { lat: 43, lng: 7 }],
    [['7.5', ' -43e-1 '], { lat: -4.3, lng: 7.5 }],
    [[7, 43, 0], { lat: 43, lng: 7, alt: 0 }],
    [[7, 43, '120.5'], { lat: 43, lng: 7, alt: 120.5 }],
    [[7, 43, 'high', 9], { lat: 43, lng: 7 }],
    [[7, 43, null], { lat: 43, lng: 7 }],
    [[7, 43, -12, 5, 'more'], { lat: 43, lng: 7, alt: -12 }],
  ];
  for (const [value, wanted] of cases) assert.deepEqual(readPosition(value), wanted, JSON.stringify(value));
});

test('an object is read by any usual names, the shorter ones first', () => {
  const cases: readonly (readonly [object, unknown])[] = [
    [
      { lat: 43, lon: 7 },
      { lat: 43, lng: 7 },
    ],
    [
      { lat: 43, lng: 7, alt: 5 },
      { lat: 43, lng: 7, alt: 5 },
    ],
    [
      { latitude: '43', longitude: '7', altitude: '5' },
      { lat: 43, lng: 7, alt: 5 },
    ],
    [
      { lat: 43, latitude: 1, lon: 7, lng: 2, longitude: 3, alt: 5, altitude: 6 },
      { lat: 43, lng: 7, alt: 5 },
    ],
    [
      { lat: 43, lng: 7, longitude: 3 },
      { lat: 43, lng: 7 },
    ],
    [
      { lat: null, latitude: 43, lon: null, lng: null, longitude: 7, alt: null, altitude: 6 },
      { lat: 43, lng: 7, alt: 6 },
    ],
    [
      { lat: 0, latitude: 43, lon: 7 },
      { lat: 0, lng: 7 },
    ],
  ];
  for (const [value, wanted] of cases) assert.deepEqual(readPosition(value), wanted, JSON.stringify(value));
});

test('the poles and the date line are on the globe, anything beyond is not', () => {
  for (const sign of [1, -1]) {
    assert.ok(isPlace([0, sign * 90]));
    assert.ok(!isPlace([0, sign * 90.000001]));
    assert.ok(isPlace([sign * 180, 0]));
    assert.ok(!isPlace([sign * 180.000001, 0]));
    assert.ok(isPlace([sign * 180, sign * 90]));
    assert.ok(isPlace([sign * 91, 0]), 'a longitude is not held to the bounds of a latitude');
  }
});

test('only both zeros together are a receiver without a fix', () => {
  assert.ok(!isPlace([0, 0]));
  assert.ok(!isPlace([-0, '0.0', 12]));
  assert.ok(!isPlace({ lat: '0', lng: 0 }));
  assert.ok(isPlace([0, 1e-6]));
  assert.ok(isPlace([1e-6, 0]));
});

test('what names no latitude or no longitude is no place', () => {
  const cases = [
    [],
    [7],
    ['7,43'],
    [null, 43],
    [7, null],
    [7, 'north'],
    ['east', 43],
    [[7, 43]],
    {},
    { lat: 43 },
    { lon: 7 },
    { lat: 43, longitudes: 7 },
    { lat: Number.NaN, lon: 7 },
    { coordinates: [7, 43] },
    '7, 43',
    43,
    true,
    null,
    undefined,
  ];
  for (const value of cases) assert.ok(!isPlace(value), JSON.stringify(value));
});

test('each reason for which something is no place is told in its own words', () => {
  const problems = ['here', [7], [181, 0], [0, 0]].map((value) => {
    const read = readPosition(value);
    return 'problem' in read ? read.problem : undefined;
  });
  assert.ok(!problems.includes(undefined));
  assert.equal(new Set(problems).size, problems.length);
});

test('altitude and accuracy are told where they are numbers, zero too', () => {
  assert.deepEqual(position(43, 7), { lat: 43, lng: 7 });
  assert.deepEqual(position(43, 7, 0, 0), { lat: 43, lng: 7, alt: 0, accuracy: 0 });
  assert.deepEqual(position('43', '7', undefined, '20'), { lat: 43, lng: 7, accuracy: 20 });
  assert.deepEqual(position(43, 7, 'high', 'good'), { lat: 43, lng: 7 });
});

test('any place on the globe is the same as list, as object and as text', () => {
  const degrees = (most: number) => fc.double({ min: -most, max: most, noNaN: true });
  fc.assert(
    fc.property(degrees(90), degrees(180), (lat, lng) => {
      fc.pre(lat !== 0 || lng !== 0);
      assert.deepEqual(readPosition([lng, lat]), { lat, lng });
      assert.deepEqual(readPosition({ latitude: lat, longitude: lng }), { lat, lng });
      const spoken = { lat: Number(String(lat)), lng: Number(String(lng)) };
      assert.deepEqual(readPosition([String(lng), String(lat)]), spoken);
    }),
  );
});
