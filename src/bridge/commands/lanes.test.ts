import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createVirtualClock } from '../../clock/index.ts';
import { Lanes } from './lanes.ts';

interface Item {
  readonly lane: number;
  readonly nth: number;
  readonly ms: number;
}

test('items keep their order within a lane, lanes go side by side, never too many', () =>
  fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.nat({ max: 4 }), fc.nat({ max: 50 }))),
      fc.integer({ min: 1, max: 3 }),
      async (given, parallel) => {
        const clock = createVirtualClock({ start: 0 });
        const done: Item[] = [];
        let busy = 0;
        let most = 0;
        const lanes = new Lanes<Item>({
          clock,
          parallel,
          work: async (item) => {
            busy += 1;
            most = Math.max(most, busy);
            await clock.sleep(item.ms, { name: 'work' });
            done.push(item);
            busy -= 1;
          },
        });
        const stop = new AbortController();
        const running = clock.activity('lanes', () => lanes.run(stop.signal));
        for (const [nth, [lane, ms]] of given.entries()) lanes.push(String(lane), { lane, nth, ms });
        await clock.advance(50 * given.length + 1);
        stop.abort();
        await running;
        assert.equal(done.length, given.length);
        assert.ok(most <= parallel);
        for (const lane of [0, 1, 2, 3, 4]) {
          const order = done.filter((item) => item.lane === lane).map(({ nth }) => nth);
          assert.deepEqual(
            order,
            order.toSorted((a, b) => a - b),
          );
        }
      },
    ),
    { numRuns: 30 },
  ));

test('a failure ends the lanes when the others have ended', async () => {
  const clock = createVirtualClock({ start: 0 });
  const failure = new Error('failed');
  let ended = false;
  const lanes = new Lanes<'fail' | 'slow'>({
    clock,
    parallel: 2,
    work: async (item) => {
      if (item === 'fail') throw failure;
      await clock.sleep(100, { name: 'slow' });
      ended = true;
    },
  });
  lanes.push('a', 'slow');
  lanes.push('b', 'fail');
  lanes.push('b', 'slow');
  const running = assert.rejects(
    clock.activity('lanes', () => lanes.run(new AbortController().signal)),
    failure,
  );
  await clock.advance(100);
  await running;
  assert.ok(ended);
});
