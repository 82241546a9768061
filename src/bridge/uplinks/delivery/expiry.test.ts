import assert from 'node:assert/strict';
import { test } from 'node:test';
import { expiry } from './expiry.ts';

const EMITTED = '2026-03-02T12:00:00.000+01:00';
const at = (afterMs: number) => Date.parse('2026-03-02T11:00:00Z') + afterMs;

test('without a limit nothing is too old', () => {
  assert.equal(expiry(EMITTED, at(1e12), []), undefined);
  assert.equal(expiry(EMITTED, at(1e12), [undefined, undefined]), undefined);
});

test('as old as its validity it is still sent, and a moment older it is not', () => {
  assert.equal(expiry(EMITTED, at(300_000), ['5m']), undefined);
  assert.equal(expiry(EMITTED, at(300_001), ['5m']), 'it was emitted 300 s ago and its validity is 5m');
});

test('of several limits the shortest decides, wherever it stands', () => {
  for (const limits of [
    ['1h', '30s', undefined],
    [undefined, '30s', '1h'],
  ]) {
    assert.equal(expiry(EMITTED, at(59_999), limits), 'it was emitted 59 s ago and its validity is 30s');
  }
});

test('what was emitted in the future by a clock that is wrong is not too old', () => {
  assert.equal(expiry(EMITTED, at(-1e9), ['1s']), undefined);
});
