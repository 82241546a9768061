import { z } from 'zod';

const time = z.iso.datetime({
  offset: true,
  error: 'must be an ISO 8601 time with a zone, such as 2019-01-31T09:00:00+01:00',
});

const timezone = z.string().refine(isTimezone, 'must be an IANA time zone, such as Europe/Paris');

/** In the order of ISO 8601, which numbers them from 1. */
export const DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

/** A rate is one of an hour: a shorter window has none. */
const SHORTEST_MS = 3_600_000;

/** As it is stored: what was accepted once is read for ever. */
export const storedLowRateAlarmSchema = z.strictObject({
  startTime: time.describe('Start of the first window'),
  endTime: time.describe('End of the first window, an hour after its start or later; it may be another day'),
  timezone: timezone.describe('Zone in which the window recurs, at the same times of the day'),
  recurrence: z
    .array(z.strictObject({ frequency: z.literal('weekly'), byDays: z.array(z.enum(DAYS)).min(1) }))
    .min(1)
    .describe('Days of the week on which a window begins'),
  uplinkRateMinPerHour: z.number().nonnegative().describe('Least uplinks an hour'),
  message: z.string().min(1).max(1000).describe('What the event says'),
  showInCumulocity: z
    .boolean()
    .optional()
    .describe('true: also an alarm in Cumulocity, on an object that stands for the connection'),
});

/**
 * A window of time in which a connection is expected to carry a minimum of uplinks (ThingPark X IoT Flow, About
 * connections, Configuring the Low Message Rate Alarm). `showInCumulocity` is this project's own.
 */
export const lowRateAlarmSchema = storedLowRateAlarmSchema.refine(
  ({ startTime, endTime }) => Date.parse(endTime) - Date.parse(startTime) >= SHORTEST_MS,
  { path: ['endTime'], error: 'must be an hour after startTime or later: the rate is that of an hour' },
);
export type LowRateAlarm = z.infer<typeof lowRateAlarmSchema>;

function isTimezone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
