import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createRandom } from '../../random/index.ts';
import { createReconnectPolicy, type ReconnectStrategy, scheduledOffset } from './reconnect-policy.ts';
import { RetryPlan } from './retry-plan.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const STRATEGIES = ['CALM', 'NORMAL', 'AGGRESSIVE'] as const;

function gaps(strategy: ReconnectStrategy, attempts: number): (number | undefined)[] {
  let before = 0;
  return Array.from({ length: attempts }, (_, index) => {
    const offset = scheduledOffset(strategy, index + 1);
    if (offset === undefined) return undefined;
    const gap = offset - before;
    before = offset;
    return gap;
  });
}

const times = <T>(count: number, value: T) => Array.from({ length: count }, () => value);

test('CALM: every 10 minutes for 12 hours, hourly for a day, then it gives up', () => {
  assert.deepEqual(gaps('CALM', 98), [...times(72, 10 * MINUTE), ...times(24, HOUR), undefined, undefined]);
});

test('NORMAL: every 5 minutes for an hour, hourly for a day, then daily for ever', () => {
  assert.deepEqual(gaps('NORMAL', 46), [...times(12, 5 * MINUTE), ...times(24, HOUR), ...times(10, DAY)]);
});

test('AGGRESSIVE: every 3 minutes for 3 hours, every 30 minutes for a week, then hourly for ever', () => {
  assert.deepEqual(gaps('AGGRESSIVE', 406), [
    ...times(60, 3 * MINUTE),
    ...times(336, 30 * MINUTE),
    ...times(10, HOUR),
  ]);
});

test('each attempt is delayed at random, by its seed alone and by no more than is set', () => {
  fc.assert(
    fc.property(
      fc.string(),
      fc.constantFrom(...STRATEGIES),
      fc.integer({ min: 1, max: 90 }),
      (seed, strategy, attempt) => {
        const offset = () =>
          createReconnectPolicy({ random: createRandom(seed), jitterMs: MINUTE }).offset(strategy, attempt) ??
          0;
        const scheduled = scheduledOffset(strategy, attempt) ?? 0;
        assert.ok(offset() >= scheduled && offset() <= scheduled + MINUTE);
        assert.equal(offset(), offset());
      },
    ),
  );
});

test('only AGGRESSIVE restarts a silent connection', () => {
  const policy = createReconnectPolicy({ random: createRandom('a') });
  assert.deepEqual(STRATEGIES.map(policy.idleLimit), [undefined, undefined, HOUR]);
});

test('a plan goes on from the loss, leaves out what an attempt overlapped, and begins anew after a reset', () => {
  const policy = createReconnectPolicy({ random: createRandom('a'), jitterMs: 0 });
  const plan = new RetryPlan(policy);
  assert.equal(plan.next('NORMAL', 1000), 1000 + 5 * MINUTE);
  assert.equal(plan.next('NORMAL', 1000 + 5 * MINUTE), 1000 + 10 * MINUTE);
  assert.equal(plan.next('NORMAL', 1000 + 21 * MINUTE), 1000 + 25 * MINUTE);
  plan.reset();
  assert.equal(plan.next('NORMAL', HOUR), HOUR + 5 * MINUTE);
});
