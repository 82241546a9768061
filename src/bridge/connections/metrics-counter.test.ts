import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createVirtualClock } from '../../clock/index.ts';
import { connectionMetricsSchema } from './connection-metrics.ts';
import { MetricsCounter } from './metrics-counter.ts';
import { SlidingCount } from './sliding-count.ts';

const HOUR = 3_600_000;

test('a sliding count is that of a list of moments', () => {
  const steps = fc.array(fc.tuple(fc.nat(400), fc.boolean()), { maxLength: 200 });
  fc.assert(
    fc.property(steps, (all) => {
      const counter = new SlidingCount(1000);
      const moments: number[] = [];
      let now = 0;
      for (const [wait, adds] of all) {
        now += wait;
        if (adds) {
          counter.add(now);
          moments.push(now);
        }
        assert.equal(counter.count(now), moments.filter((at) => at > now - 1000).length);
      }
    }),
  );
});

test('its memory is bounded and its count stays right but for merged moments', () => {
  const counter = new SlidingCount(1_000_000);
  for (let at = 1; at <= 100_000; at += 1) counter.add(at);
  assert.equal(counter.count(100_000), 100_000);
  assert.equal(counter.count(1_000_000 + 200_000), 0);
});

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
