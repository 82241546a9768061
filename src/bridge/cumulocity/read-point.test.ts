import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { POINT_KINDS, type PointKind } from './ontology.ts';
import { convert, pointKind, readNumeric, readPointName, readValues, show } from './read-point.ts';

const same = (value: number) => value;
const LEVEL: PointKind = {
  fragment: 'f',
  series: 's',
  unit: '%',
  from: { '%': same, permille: (value) => value / 10 },
  least: 0,
  most: 100,
  overshoot: 10,
};
const BOUNDLESS: PointKind = { fragment: 'f', series: 's', unit: 'V', from: { V: same } };
const WITHOUT_UNIT: PointKind = { fragment: 'f', series: 's', from: { '': same } };

/** The number that a value becomes, or `undefined` where it is a problem. */
function converted(kind: PointKind, unitId: string | undefined, value: unknown): number | undefined {
  const result = convert(kind, unitId, value);
  return 'problem' in result ? undefined : result.value;
}

test('a point’s name is its kind and, after one colon, which of its kind it is', () => {
  const cases: readonly (readonly [string, string, string])[] = [
    ['temperature', 'temperature', ''],
    ['temperature:1', 'temperature', '_1'],
    ['temperature:0', 'temperature', '_0'],
    ['temperature:in_door2', 'temperature', '_in_door2'],
    ['', '', ''],
    ['temperature:', 'temperature:', ''],
    [':1', ':1', ''],
    [':', ':', ''],
    ['temperature:1:2', 'temperature:1:2', ''],
    ['temperature:1 2', 'temperature:1 2', ''],
    ['temperature:a.b', 'temperature:a.b', ''],
  ];
  for (const [name, kind, suffix] of cases) assert.deepEqual(readPointName(name), { kind, suffix }, name);
});

test('only names of the ontology’s table are kinds, not what every object has', () => {
  for (const [name, kind] of Object.entries(POINT_KINDS)) assert.equal(pointKind(name), kind);
  for (const name of [
    'toString',
    'constructor',
    '__proto__',
    'hasOwnProperty',
    'location',
    'Temperature',
    '',
  ]) {
    assert.equal(pointKind(name), undefined, name);
  }
});

test('a value now comes first and has no time, the history follows with its times in UTC', () => {
  const warnings: string[] = [];
  const point = {
    record: 0,
    records: [
      { eventTime: '2026-01-31T13:00:00+01:00', value: 1 },
      { eventTime: 'yesterday', value: 2 },
      { eventTime: '2026-01-31T11:00:00Z', value: null },
    ],
  };
  assert.deepEqual(
    readValues(point, (text) => warnings.push(text)),
    [
      { value: 0 },
      { time: '2026-01-31T12:00:00.000Z', value: 1 },
      { time: '2026-01-31T11:00:00.000Z', value: null },
    ],
  );
  assert.equal(warnings.length, 1);
  assert.match(warnings.join(), /"yesterday"/);
});

test('a point without value and history has nothing; null is a value', () => {
  const warn = () => assert.fail('nothing to warn of');
  assert.deepEqual(readValues({}, warn), []);
  assert.deepEqual(readValues({ records: [] }, warn), []);
  assert.deepEqual(readValues({ record: null }, warn), [{ value: null }]);
});

test('numbers are read from all that drivers write them as', () => {
  const cases: readonly (readonly [unknown, number])[] = [
    [0, 0],
    [-3.5, -3.5],
    [true, 1],
    [false, 0],
    ['true', 1],
    ['false', 0],
    [' TRUE ', 1],
    ['False', 0],
    ['12', 12],
    [' 12\t', 12],
    ['+12', 12],
    ['-12', -12],
    ['007', 7],
    ['12.', 12],
    ['12.5', 12.5],
    ['.5', 0.5],
    ['-.5', -0.5],
    ['12.75e2', 1275],
    ['1E3', 1000],
    ['1e+3', 1000],
    ['25e-10', 25e-10],
    ['.5e1', 5],
  ];
  for (const [value, wanted] of cases) assert.equal(readNumeric(value), wanted, JSON.stringify(value));
});

test('what only resembles a number is none', () => {
  const cases = [
    '',
    ' ',
    '.',
    '+',
    '-.',
    'e5',
    '.e5',
    '1e',
    '1e5.5',
    '1.2.3',
    '1,5',
    '1 000',
    '1_000',
    '0x10',
    '0b1',
    '12 C',
    '~12',
    '--1',
    '+-1',
    'NaN',
    'Infinity',
    '-infinity',
    '1e400',
    'yes',
    'truest',
    'untrue',
    Number.NaN,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    null,
    undefined,
    {},
    [1],
    ['1'],
    12n,
    new Date(0),
  ];
  for (const value of cases) assert.equal(readNumeric(value), undefined, String(value));
});

test('every finite number is read as itself, as number and as the text that JavaScript writes of it', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (number) => {
      assert.equal(readNumeric(number), number);
      assert.equal(readNumeric(` ${number} `), Number(String(number)));
    }),
  );
});

test('the kind’s first unit holds where a point names none or an empty one', () => {
  assert.equal(converted(LEVEL, undefined, 50), 50);
  assert.equal(converted(LEVEL, '', 50), 50);
  assert.equal(converted(LEVEL, 'permille', 50), 5);
});

test('a unit that the kind has not is a problem, unless the kind has no unit at all', () => {
  for (const unitId of ['V', '%%', ' ', 'toString', 'constructor', '__proto__']) {
    assert.equal(converted(LEVEL, unitId, 50), undefined, unitId);
    assert.equal(converted(WITHOUT_UNIT, unitId, '50'), 50, unitId);
  }
});

test('the bounds of a kind belong to it, and a small overshoot is read as the bound', () => {
  const cases: readonly (readonly [number, number | undefined])[] = [
    [0, 0],
    [-0.001, undefined],
    [100, 100],
    [100.001, 100],
    [110, 100],
    [110.001, undefined],
    [-10, undefined],
  ];
  for (const [value, wanted] of cases) assert.equal(converted(LEVEL, '%', value), wanted, String(value));
  assert.equal(converted(LEVEL, 'permille', 1000), 100);
  assert.equal(converted(LEVEL, 'permille', 1101), undefined);
  assert.equal(converted({ ...LEVEL, overshoot: 0 }, '%', 100.001), undefined);
});

test('a kind without bounds takes what a double counts finely enough, up and down', () => {
  for (const sign of [1, -1]) {
    assert.equal(converted(BOUNDLESS, 'V', sign * 1e13), sign * 1e13);
    assert.equal(converted(BOUNDLESS, 'V', sign * 1.01e13), undefined);
  }
  const exploding: PointKind = { ...BOUNDLESS, from: { V: () => Number.NaN } };
  assert.equal(converted(exploding, 'V', 1), undefined);
});

test('a value in a message is quoted, also where JSON has no word for it, and never long', () => {
  assert.equal(show('warm'), '"warm"');
  assert.equal(show({ a: [1] }), '"{"a":[1]}"');
  assert.equal(show(undefined), '"nothing"');
  assert.equal(show('x'.repeat(60)).length, 62);
  assert.equal(show('x'.repeat(61)).length, 62);
});
