import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { SlidingCount } from './sliding-count.ts';

const WINDOW = 1000;

/** What happened: a wait, and how much then (nothing: somebody only looks). */
const steps = fc.array(fc.tuple(fc.nat(400), fc.nat(3)), { maxLength: 300 });

/** The naive way: a list of moments, looked through each time. */
function within(moments: readonly number[], now: number, window = WINDOW): number {
  return moments.filter((at) => at > now - window).length;
}

test('a sliding count is that of a list of moments', () => {
  fc.assert(
    fc.property(steps, (all) => {
      const counter = new SlidingCount(WINDOW);
      const moments: number[] = [];
      let now = 0;
      for (const [wait, adds] of all) {
        now += wait;
        if (adds > 0) counter.add(now, adds);
        for (let one = 0; one < adds; one += 1) moments.push(now);
        assert.equal(counter.count(now), within(moments, now));
      }
    }),
  );
});

test('it knows the moment at which it will fall below a number', () => {
  fc.assert(
    fc.property(steps, fc.integer({ min: 1, max: 20 }), (all, least) => {
      const counter = new SlidingCount(WINDOW);
      const moments: number[] = [];
      let now = 0;
      for (const [wait, adds] of all) {
        now += wait;
        if (adds > 0) counter.add(now, adds);
        for (let one = 0; one < adds; one += 1) moments.push(now);
      }
      const falls = counter.fallsBelow(least, now);
      if (within(moments, now) < least) assert.equal(falls, undefined);
      else {
        assert.ok(falls !== undefined);
        assert.ok(within(moments, falls - 1) >= least);
        assert.ok(within(moments, falls) < least);
      }
    }),
  );
});

test('past its memory it counts too long by a grain at most, and never too little', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(40), fc.nat(3)), { maxLength: 400 }),
      fc.constantFrom(2, 3, 8, 64),
      (all, most) => {
        const counter = new SlidingCount(WINDOW, most);
        // So many grains of a window, and one that it has a part of on either side, fit into the memory.
        const grain = 2 ** Math.ceil(Math.log2(WINDOW / (most - 1)));
        const moments: number[] = [];
        let now = 0;
        for (const [wait, adds] of all) {
          now += wait;
          if (adds > 0) counter.add(now, adds);
          for (let one = 0; one < adds; one += 1) moments.push(now);
          const held = counter.count(now);
          assert.ok(held >= within(moments, now));
          assert.ok(held <= within(moments, now, WINDOW + grain));
        }
        assert.equal(counter.count(now + WINDOW), 0);
      },
    ),
  );
});

test('sixty thousand different moments of a day are counted exactly; of more some are counted 2 s too long', () => {
  const day = 86_400_000;
  const exact = new SlidingCount(day);
  const every = 1500;
  for (let at = every; at <= day; at += every) exact.add(at);
  assert.equal(exact.count(day), 57_600);
  assert.equal(exact.count(day + every - 1), 57_600);
  assert.equal(exact.count(day + every), 57_599);

  const merged = new SlidingCount(day);
  for (let at = 100; at <= 2 * day; at += 100) merged.add(at);
  const truth = 864_000;
  const tooMany = merged.count(2 * day) - truth;
  assert.ok(tooMany >= 0 && tooMany <= 21, `${tooMany} too many, at ten a second`);
});

test('a history tells in which part of the window each thing was counted', () => {
  const count = new SlidingCount(60_000);
  for (const at of [0, 9_999, 10_000, 35_000]) count.add(at);
  count.add(59_000, 3);
  assert.deepEqual(count.history(0, 10_000, 6), [2, 1, 0, 1, 0, 3]);
  count.count(60_000);
  assert.deepEqual(count.history(10_000, 10_000, 5), [1, 0, 1, 0, 3], 'what has left the window is gone');
});
