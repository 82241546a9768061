import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Pace } from './pace.ts';

test('nothing rests before it is asked to', () => {
  assert.equal(new Pace().restMs(1_000_000), 0);
});

test('a rest that the platform names is kept, and ends', () => {
  const pace = new Pace();
  pace.slowDown(1_000_000, 7000);
  assert.equal(pace.restMs(1_000_000), 7000);
  assert.equal(pace.restMs(1_006_999), 1);
  assert.equal(pace.restMs(1_007_000), 0);
});

test('where it names none, or a shorter one, half a second is rested', () => {
  for (const afterMs of [0, 499]) {
    const pace = new Pace();
    pace.slowDown(1_000_000, afterMs);
    assert.equal(pace.restMs(1_000_000), 500);
  }
});

test('asked again right after a rest it rests twice as long, up to a minute', () => {
  const pace = new Pace();
  let now = 1_000_000;
  const rests: number[] = [];
  for (let time = 0; time < 9; time += 1) {
    pace.slowDown(now, 0);
    rests.push(pace.restMs(now));
    now += pace.restMs(now);
  }
  assert.deepEqual(rests, [500, 1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000]);
});

test('as long after a rest as it took counts as right after it, and a moment later it begins anew', () => {
  for (const [peace, rest] of [
    [500, 1000],
    [501, 500],
  ] as const) {
    const pace = new Pace();
    pace.slowDown(1_000_000, 0);
    const now = 1_000_500 + peace;
    pace.slowDown(now, 0);
    assert.equal(pace.restMs(now), rest);
  }
});

test('requests that were under way together count once, and the longest rest holds', () => {
  const pace = new Pace();
  pace.slowDown(1_000_000, 0);
  pace.slowDown(1_000_100, 0);
  assert.equal(pace.restMs(1_000_100), 500, 'not doubled, but counted from the later one');
  pace.slowDown(1_000_200, 9000);
  pace.slowDown(1_000_300, 0);
  assert.equal(pace.restMs(1_000_300), 8900);
});
