import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { isFlag, readNumber, readOptionalText, wholeNumber } from './lenient.ts';

test('a number is read from either flavour, as it was written or with blanks around it', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (number) => {
      assert.equal(readNumber(number), number);
      assert.equal(readNumber(` ${number}\n`), Number(String(number)));
    }),
  );
  for (const [text, number] of Object.entries({
    '+18': 18,
    '-0.5': -0.5,
    '.5': 0.5,
    '5.': 5,
    '1E3': 1000,
    '2e-12': 2e-12,
  }))
    assert.equal(readNumber(text), number, text);
});

test('what is no number is none, whatever JavaScript would make of it', () => {
  for (const value of [
    '',
    ' ',
    '.',
    '-',
    '1,5',
    '0x10',
    '1e',
    'Infinity',
    'NaN',
    '1 2',
    '9e999',
    NaN,
    Infinity,
    true,
    null,
    [],
    [5],
    {},
  ])
    assert.equal(readNumber(value), undefined, String(value));
});

test('a counter is whole and within its bounds, or missing', () => {
  const counter = wholeNumber(255);
  for (const [value, read] of [
    [0, 0],
    ['255', 255],
    [undefined, undefined],
    [null, undefined],
    ['', undefined],
  ] as const)
    assert.equal(counter.parse(value), read);
  for (const value of [-1, '-1', 256, 1.5, 'x', true, {}]) {
    const { error } = counter.safeParse(value);
    assert.match(error?.issues[0]?.message ?? '', /0 to 255/, String(value));
  }
});

test('a flag is 1 or true, as number, text or truth', () => {
  for (const value of [1, '1', true, 'true', 'TRUE', ' 1 ']) assert.ok(isFlag(value), String(value));
  for (const value of [0, '0', false, 'false', 2, '11', '1true', 'yes', null, undefined, {}, [1]])
    assert.ok(!isFlag(value), String(value));
});

test('a number may stand for a text, nothing else may', () => {
  assert.equal(readOptionalText(0), '0');
  assert.equal(readOptionalText(' '), ' ');
  for (const value of ['', true, null, undefined, {}, ['a']])
    assert.equal(readOptionalText(value), undefined);
});
