import assert from 'node:assert/strict';
import { test } from 'node:test';
import { durationMs, durationText } from './duration.ts';

for (const [text, ms] of [
  ['1s', 1000],
  ['90s', 90_000],
  ['5m', 300_000],
  ['72h', 259_200_000],
  ['2d', 172_800_000],
  ['999999d', 86_399_913_600_000],
] as const) {
  test(`${text} are ${ms} ms`, () => {
    assert.equal(durationText.safeParse(text).success, true);
    assert.equal(durationMs(text), ms);
  });
}

for (const text of ['', '0m', '5', 'm', '5 m', '1.5h', '1000000s', '-5m', '5w', '5M']) {
  test(`"${text}" is no duration`, () => {
    assert.equal(durationText.safeParse(text).success, false);
    assert.throws(() => durationMs(text), { name: 'RangeError', message: `not a duration: ${text}` });
  });
}
