import { z } from 'zod';
import { listEvents } from './events.ts';
import type { ScenarioWorld } from './world.ts';

const DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

/** Days of the week out of a sentence: "every day", "on workdays", "on Saturdays and Sundays". */
export function daysOf(words: string): readonly string[] {
  if (words === 'every day') return DAYS;
  if (words === 'on workdays') return DAYS.slice(0, 5);
  const found = DAYS.filter((day) => words.toLowerCase().includes(`${day}s`));
  if (found.length === 0) throw new Error(`"${words}" names no day of the week.`);
  return found;
}

export interface Expectation {
  readonly uplinks: number;
  /** `09:00`, by the clock on the wall of the zone. */
  readonly from: string;
  /** At or before `from`: on the next day. */
  readonly to: string;
  readonly zone: string;
  readonly days: readonly string[];
}

/** The message of the alarms that scenarios make. */
export const ALARM_TEXT = 'The meters have gone quiet';

/** An alarm as the management API takes it; its first window lies in the week before virtual worlds begin. */
export function alarmOf({ uplinks, from, to, zone, days }: Expectation): Record<string, unknown> {
  return {
    startTime: `2026-01-05T${from}:00${offsetOf(zone)}`,
    endTime: `2026-01-${to > from ? '05' : '06'}T${to}:00${offsetOf(zone)}`,
    timezone: zone,
    recurrence: [{ frequency: 'weekly', byDays: days }],
    uplinkRateMinPerHour: uplinks,
    message: ALARM_TEXT,
  };
}

/** `+01:00`: what a zone is ahead of UTC on the day of the first windows. */
function offsetOf(zone: string): string {
  const format = new Intl.DateTimeFormat('en-GB', { timeZone: zone, timeZoneName: 'longOffset' });
  const parts = format.formatToParts(Date.parse('2026-01-05T12:00:00Z'));
  const offset = /[+-]\d\d:\d\d$/.exec(parts.find(({ type }) => type === 'timeZoneName')?.value ?? '');
  return offset?.[0] ?? 'Z';
}

/** What the wall clock of a zone shows at a moment: `2026-01-05 09:00`. */
export function onTheWall(at: number, zone: string): string {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' });
  return format.format(at);
}

/** When low rates were told, and when that they are over; in the order in which it was. */
export async function lowRates(
  world: ScenarioWorld,
): Promise<{ readonly raised: readonly number[]; readonly over: readonly number[] }> {
  const timesOf = async (type: string) =>
    (await listEvents(world, { type })).map(({ time }) => Date.parse(z.iso.datetime().parse(time)));
  return { raised: await timesOf('low-rate'), over: await timesOf('low-rate-over') };
}
