import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createVirtualClock } from '../../clock/index.ts';
import { connectionMetricsSchema } from './connection-metrics.ts';
import { MetricsCounter } from './metrics-counter.ts';

const HOUR = 3_600_000;

test('counters cover the last hour and the last day to the millisecond', async () => {
  const clock = createVirtualClock({ start: 1_000_000 });
  const metrics = new MetricsCounter(clock);
  metrics.delivered('A');
  metrics.delivered('A');
  metrics.failed('B');
  metrics.filtered();
  const read = () => connectionMetricsSchema.parse(metrics.read());
  assert.deepEqual(read(), {
    activeThingsLast1h: 2,
    activeThingsLast24h: 2,
    uplinksLast1h: 2,
    uplinksLast24h: 2,
    uplinksLast1hFailed: 1,
    uplinksLast24hFailed: 1,
    downlinksLast1h: 0,
    downlinksLast24h: 0,
    downlinksLast1hFailed: 0,
    downlinksLast24hFailed: 0,
    messagesLost: 2,
  });
  await clock.advance(HOUR - 1);
  assert.equal(read().uplinksLast1h, 2);
  await clock.advance(1);
  assert.deepEqual([read().uplinksLast1h, read().activeThingsLast1h, read().uplinksLast24h], [0, 0, 2]);
  await clock.advance(23 * HOUR - 1);
  assert.deepEqual([read().uplinksLast24h, read().activeThingsLast24h], [2, 2]);
  await clock.advance(1);
  assert.deepEqual(
    [read().uplinksLast24h, read().uplinksLast24hFailed, read().activeThingsLast24h],
    [0, 0, 0],
  );
  assert.equal(read().messagesLost, 2);
});

test('downlinks are counted by how they ended; only one that went through shows a device at work', async () => {
  const clock = createVirtualClock({ start: 1_000_000 });
  const metrics = new MetricsCounter(clock);
  metrics.downlinkDelivered('A');
  metrics.downlinkDelivered('A');
  metrics.downlinkFailed('B');
  const counts = () => {
    const read = metrics.read();
    return [
      read.downlinksLast1h,
      read.downlinksLast24h,
      read.downlinksLast1hFailed,
      read.downlinksLast24hFailed,
    ];
  };
  assert.deepEqual(counts(), [2, 2, 1, 1]);
  const { activeThingsLast1h, messagesLost, uplinksLast1h, uplinksLast1hFailed } = metrics.read();
  assert.deepEqual([activeThingsLast1h, messagesLost, uplinksLast1h, uplinksLast1hFailed], [1, 0, 0, 0]);
  await clock.advance(HOUR);
  assert.deepEqual(counts(), [0, 2, 0, 1]);
  await clock.advance(23 * HOUR);
  assert.deepEqual(counts(), [0, 0, 0, 0]);
});

const DAY = 24 * HOUR;
const KINDS = ['delivered', 'failed', 'filtered', 'downlinkDelivered', 'downlinkFailed'] as const;

test('all counters are what a list of all that happened tells', async () => {
  const happening = fc.record({
    wait: fc.oneof(fc.nat(5 * 60_000), fc.nat(6 * HOUR), fc.constantFrom(HOUR, DAY, HOUR - 1, DAY - 1)),
    kind: fc.constantFrom(...KINDS),
    devEui: fc.constantFrom('A', 'B', 'C', 'D'),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(happening, { maxLength: 80 }), async (happenings) => {
      const clock = createVirtualClock({ start: 0 });
      const metrics = new MetricsCounter(clock);
      const past: { readonly at: number; readonly kind: string; readonly devEui: string }[] = [];
      for (const { wait, kind, devEui } of happenings) {
        await clock.advance(wait);
        if (kind === 'filtered') metrics.filtered();
        else metrics[kind](devEui);
        past.push({ at: clock.now(), kind, devEui });
        const of = (wanted: string, window: number) =>
          past.filter((one) => one.kind === wanted && one.at > clock.now() - window).length;
        const things = (window: number) =>
          new Set(
            past
              .filter((one) => ['delivered', 'failed', 'downlinkDelivered'].includes(one.kind))
              .filter(({ at }) => at > clock.now() - window)
              .map((one) => one.devEui),
          ).size;
        const ever = Number.POSITIVE_INFINITY;
        assert.deepEqual(metrics.read(), {
          activeThingsLast1h: things(HOUR),
          activeThingsLast24h: things(DAY),
          uplinksLast1h: of('delivered', HOUR),
          uplinksLast24h: of('delivered', DAY),
          uplinksLast1hFailed: of('failed', HOUR),
          uplinksLast24hFailed: of('failed', DAY),
          downlinksLast1h: of('downlinkDelivered', HOUR),
          downlinksLast24h: of('downlinkDelivered', DAY),
          downlinksLast1hFailed: of('downlinkFailed', HOUR),
          downlinksLast24hFailed: of('downlinkFailed', DAY),
          messagesLost: of('failed', ever) + of('filtered', ever),
        });
        assert.deepEqual(metrics.totals(), {
          uplinks: of('delivered', ever),
          uplinksFailed: of('failed', ever),
          downlinks: of('downlinkDelivered', ever),
          downlinksFailed: of('downlinkFailed', ever),
        });
      }
    }),
  );
});
