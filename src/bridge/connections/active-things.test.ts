import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { ActiveThings } from './active-things.ts';

const DAY = 100;

test('each device counts once, as long as its last sighting is in the window', () => {
  const sighting = fc.record({
    device: fc.integer({ min: 0, max: 5 }),
    after: fc.integer({ min: 0, max: 70 }),
  });
  fc.assert(
    fc.property(
      fc.array(sighting, { maxLength: 40 }),
      fc.integer({ min: 1, max: DAY }),
      (sightings, window) => {
        const things = new ActiveThings(DAY);
        const last = new Map<number, number>();
        let now = 0;
        for (const { device, after } of sightings) {
          now += after;
          things.seen(String(device), now);
          last.set(device, now);
          const wanted = [...last.values()].filter((at) => at > now - window).length;
          assert.equal(things.count(now, window), wanted);
        }
      },
    ),
  );
});

test('of too many devices those heard longest ago are let go of', () => {
  const things = new ActiveThings(DAY, 20);
  for (let device = 0; device < 20; device += 1) things.seen(String(device), device);
  assert.equal(things.count(20, DAY), 20);
  things.seen('20', 20);
  assert.equal(things.count(20, DAY), 18);
  assert.equal(things.count(20, 17), 17);
});
