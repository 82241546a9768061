import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createVirtualClock } from '../../clock/index.ts';
import { DAYS, type LowRateAlarm } from './low-rate-alarm.ts';
import { LowRateWatch } from './low-rate-watch.ts';
import { MetricsCounter } from './metrics-counter.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** A Monday noon. */
const START = Date.UTC(2026, 0, 12, 12);

function alarm(change: Partial<LowRateAlarm> = {}): LowRateAlarm {
  return {
    startTime: '2026-01-01T09:00:00Z',
    endTime: '2026-01-01T17:00:00Z',
    timezone: 'UTC',
    recurrence: [{ frequency: 'weekly', byDays: [...DAYS] }],
    uplinkRateMinPerHour: 2,
    message: 'too few',
    ...change,
  };
}

/** A watch with its clock; changes of its verdict with the hours since the beginning. */
function watched(change: Partial<LowRateAlarm> = {}) {
  const clock = createVirtualClock({ start: START });
  const metrics = new MetricsCounter(clock);
  const changes: { readonly at: number; readonly isLow: boolean; readonly why: string }[] = [];
  let last = false;
  const watch = new LowRateWatch({
    clock,
    rate: metrics,
    alarm: alarm(change),
    name: 'watch',
    onVerdict: (isLow, why) => {
      if (isLow !== last) changes.push({ at: clock.now(), isLow, why });
      last = isLow;
    },
  });
  return {
    clock,
    watch,
    uplink: () => {
      metrics.delivered('A');
      watch.uplink();
    },
    told: () => changes.map(({ at, isLow }) => [(at - START) / HOUR, isLow]),
    reasons: () => changes.map(({ why }) => why),
  };
}

test('silence is told when a whole hour of watching has passed, once, and the window’s end ends it', async () => {
  const { clock, told, reasons } = watched();
  await clock.advance(HOUR - 1);
  assert.deepEqual(told(), []);
  await clock.advance(1);
  assert.deepEqual(told(), [[1, true]]);
  await clock.advance(19 * HOUR);
  assert.deepEqual(told(), [
    [1, true],
    [5, false],
  ]);
  assert.deepEqual(reasons(), ['0 uplinks in the last hour, fewer than 2', 'its window is over']);
  await clock.advance(2 * HOUR);
  assert.deepEqual(told().slice(2), [[22, true]]);
});

test('it falls below when the last uplink that made it enough is an hour old, to the millisecond', async () => {
  const { clock, uplink, told } = watched();
  await clock.advance(30 * MINUTE);
  uplink();
  await clock.advance(30 * MINUTE - 1);
  uplink();
  await clock.advance(30 * MINUTE);
  assert.deepEqual(told(), []);
  await clock.advance(1);
  assert.deepEqual(told(), [[1.5, true]]);
});

test('uplinks before the window do not make its first hour enough', async () => {
  const { clock, uplink, told } = watched();
  await clock.advance(20.5 * HOUR);
  for (let count = 0; count < 10; count += 1) uplink();
  await clock.advance(1.5 * HOUR);
  assert.deepEqual(told().slice(-1), [[22, true]]);
});

test('it recovers with the uplink that makes it enough, and is judged anew after a whole hour', async () => {
  const { clock, uplink, told } = watched();
  await clock.advance(1.5 * HOUR);
  uplink();
  assert.deepEqual(told(), [[1, true]]);
  uplink();
  assert.deepEqual(told().slice(1), [[1.5, false]]);
  await clock.advance(HOUR - 1);
  assert.equal(told().length, 2);
  await clock.advance(1);
  assert.deepEqual(told().slice(2), [[2.5, true]]);
});

test('a rate that wavers around the minimum is told once an hour at most', async () => {
  const { clock, uplink, told } = watched();
  await clock.advance(HOUR);
  for (let minute = 0; minute < 180; minute += 31) {
    uplink();
    await clock.advance(31 * MINUTE);
  }
  const raised = told().flatMap(([at, isLow]) => (isLow === true ? [Number(at)] : []));
  assert.ok(raised.length > 1);
  for (const [index, at] of raised.entries()) assert.ok(index === 0 || at - (raised[index - 1] ?? 0) >= 1);
});

test('a window that meets the next one goes on; what is low is told once in a week', async () => {
  const { clock, told } = watched({ startTime: '2026-01-01T00:00:00Z', endTime: '2026-01-02T00:00:00Z' });
  await clock.advance(7 * 24 * HOUR);
  assert.deepEqual(told(), [[1, true]]);
});

test('a minimum of none is never missed, and a broken one is rounded up', async () => {
  const none = watched({ uplinkRateMinPerHour: 0 });
  await none.clock.advance(48 * HOUR);
  assert.deepEqual(none.told(), []);
  const half = watched({ uplinkRateMinPerHour: 0.5 });
  await half.clock.advance(50 * MINUTE);
  half.uplink();
  await half.clock.advance(HOUR - 1);
  assert.deepEqual(half.told(), []);
  await half.clock.advance(1);
  assert.equal(half.told().length, 1);
});

test('a watch that has ended leaves no timer and says nothing more', async () => {
  const { clock, watch, told } = watched();
  watch.end();
  assert.deepEqual(clock.pending(), []);
  await clock.advance(24 * HOUR);
  assert.deepEqual(told(), []);
});

/** The rules once more, minute by minute and from a list: in the window an hour after its start or the last recovery. */
function expected(
  uplinks: ReadonlySet<number>,
  minutes: number,
  least: number,
): (readonly [number, boolean])[] {
  const changes: (readonly [number, boolean])[] = [];
  let isLow = false;
  let judgedFrom = 60;
  const change = (minute: number, to: boolean) => {
    isLow = to;
    changes.push([minute, to]);
  };
  const lastHour = (minute: number, now: boolean) =>
    Array.from({ length: 60 }, (_, back) => minute - back).filter(
      (one) => uplinks.has(one) && (now || one < minute),
    ).length;
  for (let minute = 0; minute <= minutes; minute += 1) {
    const hourOfDay = (12 + minute / 60) % 24;
    if (hourOfDay === 9) judgedFrom = minute + 60;
    const isInside = hourOfDay >= 9 && hourOfDay < 17;
    if (isLow && !isInside) change(minute, false);
    if (isInside && !isLow && minute >= judgedFrom && lastHour(minute, false) < least) change(minute, true);
    if (isLow && uplinks.has(minute) && lastHour(minute, true) >= least) {
      change(minute, false);
      judgedFrom = minute + 60;
    }
  }
  return changes;
}

test('its verdicts are those of the rules, read minute by minute', async () => {
  const minutes = 30 * 60;
  const arbitrary = fc.record({
    uplinks: fc.uniqueArray(fc.integer({ min: 1, max: minutes }), { maxLength: 200 }),
    least: fc.integer({ min: 1, max: 6 }),
  });
  await fc.assert(
    fc.asyncProperty(arbitrary, async ({ uplinks, least }) => {
      const { clock, uplink, told } = watched({ uplinkRateMinPerHour: least });
      for (const minute of [...uplinks].sort((a, b) => a - b)) {
        await clock.advance(START + minute * MINUTE - clock.now());
        uplink();
      }
      await clock.advance(START + minutes * MINUTE - clock.now());
      const found = told().map(([at, isLow]) => [Math.round(Number(at) * 60), isLow]);
      assert.deepEqual(found, expected(new Set(uplinks), minutes, least));
    }),
    { numRuns: 50 },
  );
});
