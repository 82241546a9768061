import { Temporal } from 'temporal-polyfill';
import type { EpochMs } from '../../clock/index.ts';
import { DAYS, type LowRateAlarm } from './low-rate-alarm.ts';

/** One occurrence of an alarm's window: `[from, to)`. */
export interface LowRateWindow {
  readonly from: EpochMs;
  readonly to: EpochMs;
}

/** What recurs: a time of the day, a length by the clock on the wall, and days of the week. */
interface Pattern {
  readonly timezone: string;
  readonly firstDay: Temporal.PlainDate;
  readonly begins: Temporal.PlainTime;
  readonly lasts: Temporal.Duration;
  /** Numbered from 1, Monday (ISO 8601). */
  readonly days: ReadonlySet<number>;
}

/** Looked ahead for the next window: weekly, and one of them may vanish in a change of daylight saving. */
const DAYS_AHEAD = 15;

/**
 * The window that an instant lies in; of several the one that began last. Undefined outside of all.
 *
 * A window begins and ends by the clock on the wall in the alarm's zone. A time that is skipped when daylight saving
 * begins is moved on by the gap, of one that comes twice the first counts (RFC 5545, 3.3.5, "FORM #3").
 */
export function windowAt(alarm: LowRateAlarm, instant: EpochMs): LowRateWindow | undefined {
  const pattern = patternOf(alarm);
  const today = dayOf(instant, pattern.timezone);
  const reach = Math.ceil(pattern.lasts.total({ unit: 'days', relativeTo: pattern.firstDay })) + 1;
  for (let back = 0; back <= reach; back += 1) {
    const window = windowOn(pattern, today.subtract({ days: back }));
    if (window !== undefined && window.from <= instant && instant < window.to) return window;
  }
  return undefined;
}

/** The first window that begins after an instant. */
export function windowAfter(alarm: LowRateAlarm, instant: EpochMs): LowRateWindow | undefined {
  const pattern = patternOf(alarm);
  const today = dayOf(instant, pattern.timezone);
  const start = Temporal.PlainDate.compare(today, pattern.firstDay) < 0 ? pattern.firstDay : today;
  for (let ahead = 0; ahead <= DAYS_AHEAD; ahead += 1) {
    const window = windowOn(pattern, start.add({ days: ahead }));
    if (window !== undefined && window.from > instant) return window;
  }
  return undefined;
}

function patternOf({ startTime, endTime, timezone, recurrence }: LowRateAlarm): Pattern {
  const local = (text: string) => zoned(Date.parse(text), timezone).toPlainDateTime();
  const start = local(startTime);
  return {
    timezone,
    firstDay: start.toPlainDate(),
    begins: start.toPlainTime(),
    lasts: start.until(local(endTime)),
    days: new Set(recurrence.flatMap(({ byDays }) => byDays.map((day) => DAYS.indexOf(day) + 1))),
  };
}

function windowOn(pattern: Pattern, day: Temporal.PlainDate): LowRateWindow | undefined {
  const { timezone, firstDay, begins, lasts, days } = pattern;
  if (!days.has(day.dayOfWeek) || Temporal.PlainDate.compare(day, firstDay) < 0) return undefined;
  const start = day.toPlainDateTime(begins);
  const from = start.toZonedDateTime(timezone).epochMilliseconds;
  const to = start.add(lasts).toZonedDateTime(timezone).epochMilliseconds;
  return from < to ? { from, to } : undefined;
}

function dayOf(instant: EpochMs, timezone: string): Temporal.PlainDate {
  return zoned(instant, timezone).toPlainDate();
}

function zoned(instant: EpochMs, timezone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(timezone);
}
