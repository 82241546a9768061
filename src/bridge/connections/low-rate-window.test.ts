import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { DAYS, type LowRateAlarm } from './low-rate-alarm.ts';
import { windowAfter, windowAt } from './low-rate-window.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

function alarm(
  startTime: string,
  endTime: string,
  timezone: string,
  byDays: readonly LowRateAlarm['recurrence'][number]['byDays'][number][],
): LowRateAlarm {
  return {
    startTime,
    endTime,
    timezone,
    recurrence: [{ frequency: 'weekly', byDays: [...byDays] }],
    uplinkRateMinPerHour: 1,
    message: 'too few',
  };
}

/** The window around an instant, as two instants to read. */
function at(one: LowRateAlarm, instant: string): readonly string[] {
  return told(windowAt(one, Date.parse(instant)));
}

function after(one: LowRateAlarm, instant: string): readonly string[] {
  return told(windowAfter(one, Date.parse(instant)));
}

function told(window: { readonly from: number; readonly to: number } | undefined): readonly string[] {
  const short = (ms: number) => new Date(ms).toISOString().slice(0, 16);
  return window === undefined ? [] : [short(window.from), short(window.to)];
}

const OFFICE = alarm('2026-01-05T09:00:00+01:00', '2026-01-05T17:00:00+01:00', 'Europe/Paris', [
  'monday',
  'friday',
]);

test('a window is on its days, from its start until before its end', () => {
  assert.deepEqual(at(OFFICE, '2026-01-12T08:00Z'), ['2026-01-12T08:00', '2026-01-12T16:00']);
  assert.deepEqual(at(OFFICE, '2026-01-12T07:59:59.999Z'), []);
  assert.deepEqual(at(OFFICE, '2026-01-12T15:59:59.999Z'), ['2026-01-12T08:00', '2026-01-12T16:00']);
  assert.deepEqual(at(OFFICE, '2026-01-12T16:00Z'), []);
  assert.deepEqual(at(OFFICE, '2026-01-13T12:00Z'), []);
  assert.deepEqual(after(OFFICE, '2026-01-12T12:00Z'), ['2026-01-16T08:00', '2026-01-16T16:00']);
  assert.deepEqual(after(OFFICE, '2026-01-12T07:59Z'), ['2026-01-12T08:00', '2026-01-12T16:00']);
});

test('there is none before the first, however long that is away', () => {
  assert.deepEqual(at(OFFICE, '2026-01-02T10:00Z'), []);
  assert.deepEqual(after(OFFICE, '2020-06-01T10:00Z'), ['2026-01-05T08:00', '2026-01-05T16:00']);
});

test('the first days need not be among those on which it recurs', () => {
  const sundays = alarm('2026-01-05T09:00:00+01:00', '2026-01-05T17:00:00+01:00', 'Europe/Paris', ['sunday']);
  assert.deepEqual(at(sundays, '2026-01-05T10:00Z'), []);
  assert.deepEqual(after(sundays, '2026-01-05T10:00Z'), ['2026-01-11T08:00', '2026-01-11T16:00']);
});

test('it stays at its times of the day when the clocks change', () => {
  assert.deepEqual(at(OFFICE, '2026-07-06T10:00Z'), ['2026-07-06T07:00', '2026-07-06T15:00']);
  assert.deepEqual(after(OFFICE, '2026-03-28T00:00Z'), ['2026-03-30T07:00', '2026-03-30T15:00']);
  assert.deepEqual(after(OFFICE, '2026-10-24T00:00Z'), ['2026-10-26T08:00', '2026-10-26T16:00']);
});

test('a night over the change is an hour shorter in spring and an hour longer in autumn', () => {
  const nights = alarm('2026-01-03T22:00:00+01:00', '2026-01-04T06:00:00+01:00', 'Europe/Paris', [
    'saturday',
  ]);
  assert.deepEqual(at(nights, '2026-01-11T03:00Z'), ['2026-01-10T21:00', '2026-01-11T05:00']);
  assert.deepEqual(at(nights, '2026-03-29T03:59Z'), ['2026-03-28T21:00', '2026-03-29T04:00']);
  assert.deepEqual(at(nights, '2026-10-25T04:59Z'), ['2026-10-24T20:00', '2026-10-25T05:00']);
});

test('a time that is skipped is moved on by the gap, of one that comes twice the first counts', () => {
  const early = alarm('2026-01-04T02:30:00+01:00', '2026-01-04T04:00:00+01:00', 'Europe/Paris', ['sunday']);
  assert.deepEqual(at(early, '2026-03-29T01:30Z'), ['2026-03-29T01:30', '2026-03-29T02:00']);
  assert.deepEqual(at(early, '2026-10-25T00:30Z'), ['2026-10-25T00:30', '2026-10-25T03:00']);
});

test('a window that vanishes in the change is left out, the next one is found', () => {
  const hour = alarm('2026-01-04T02:00:00+01:00', '2026-01-04T03:00:00+01:00', 'Europe/Paris', ['sunday']);
  assert.deepEqual(at(hour, '2026-03-29T01:00Z'), []);
  assert.deepEqual(after(hour, '2026-03-22T12:00Z'), ['2026-04-05T00:00', '2026-04-05T01:00']);
});

test('of windows that overlap the one that began last counts', () => {
  const always = alarm('2026-01-05T00:00:00Z', '2026-01-06T12:00:00Z', 'UTC', DAYS);
  assert.deepEqual(at(always, '2026-01-20T06:00Z'), ['2026-01-20T00:00', '2026-01-21T12:00']);
});

/**
 * The oracle: every minute of some days as the clock on the wall of a zone shows it, from `Intl.DateTimeFormat`. Wall
 * times are milliseconds as if they were UTC.
 */
class Wall {
  readonly #from: number;
  readonly #shows: readonly number[];

  constructor(timezone: string, from: number, days: number) {
    const format = new Intl.DateTimeFormat('en-GB', {
      timeZone: timezone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
    });
    this.#from = from;
    this.#shows = Array.from({ length: days * 1440 }, (_, minute) => {
      const parts = format.formatToParts(from + minute * MINUTE);
      const part = (type: string) => Number(parts.find((one) => one.type === type)?.value);
      return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'));
    });
  }

  shows(instant: number): number {
    const shown = this.#shows[(instant - this.#from) / MINUTE];
    assert.ok(shown !== undefined);
    return shown;
  }

  /** The first minute that shows a wall time; where it is skipped, as much behind the gap as it lies within it. */
  instantOf(wall: number): number {
    const exact = this.#shows.indexOf(wall);
    if (exact >= 0) return this.#from + exact * MINUTE;
    const behind = this.#shows.findIndex((shown) => shown > wall);
    const before = this.#shows[behind - 1];
    assert.ok(before !== undefined);
    return this.#from + behind * MINUTE + (wall - before - MINUTE);
  }
}

/** Days ahead of a change of daylight saving, forward or back, by an hour or a half; and a zone that knows none. */
const CHANGES = [
  ['Europe/Paris', '2026-03-20'],
  ['Europe/Paris', '2026-10-16'],
  ['America/New_York', '2026-10-24'],
  ['Australia/Lord_Howe', '2026-09-26'],
  ['Asia/Kolkata', '2026-03-20'],
] as const;
const walls = CHANGES.map(([timezone, day]) => ({
  timezone,
  from: Date.parse(`${day}T00:00Z`),
  wall: new Wall(timezone, Date.parse(`${day}T00:00Z`), 18),
}));

test('windows are those that a calendar on the wall gives, minute by minute', () => {
  const arbitrary = fc.record({
    place: fc.constantFrom(...walls),
    startMinute: fc.nat(2 * 1440),
    lengthMinutes: fc.integer({ min: 60, max: 40 * 60 }),
    days: fc.subarray([...DAYS], { minLength: 1 }),
    looks: fc.array(fc.integer({ min: 4 * 1440, max: 11 * 1440 }), { minLength: 30, maxLength: 60 }),
  });
  fc.assert(
    fc.property(arbitrary, ({ place, startMinute, lengthMinutes, days, looks }) => {
      const { wall, timezone, from } = place;
      const start = from + DAY + startMinute * MINUTE;
      const end = start + lengthMinutes * MINUTE;
      const one = alarm(new Date(start).toISOString(), new Date(end).toISOString(), timezone, days);
      const lasts = wall.shows(end) - wall.shows(start);
      const expected: { from: number; to: number }[] = [];
      const firstDay = Math.floor(wall.shows(start) / DAY) * DAY;
      for (let day = firstDay; day < firstDay + 12 * DAY; day += DAY) {
        // 1970-01-01 was a Thursday.
        if (!days.some((name) => DAYS.indexOf(name) === (day / DAY + 3) % 7)) continue;
        const begins = day + (wall.shows(start) - firstDay);
        const window = { from: wall.instantOf(begins), to: wall.instantOf(begins + lasts) };
        if (window.from < window.to) expected.push(window);
      }
      for (const minute of looks) {
        const instant = from + minute * MINUTE;
        const inside = expected.filter((window) => window.from <= instant && instant < window.to);
        assert.deepEqual(windowAt(one, instant), inside.at(-1));
        const next = expected.find((window) => window.from > instant);
        if (next !== undefined) assert.deepEqual(windowAfter(one, instant), next);
      }
    }),
  );
});
