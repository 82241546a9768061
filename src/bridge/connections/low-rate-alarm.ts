import { z } from 'zod';

const time = z.iso.datetime({
  offset: true,
  error: 'must be an ISO 8601 time with a zone, such as 2019-01-31T09:00:00+01:00',
});

const timezone = z.string().refine(isTimezone, 'must be an IANA time zone, such as Europe/Paris');

const DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

/**
 * A window of time in which a connection is expected to carry a minimum of uplinks (ThingPark X IoT Flow, About
 * connections, Configuring the Low Message Rate Alarm).
 */
export const lowRateAlarmSchema = z.strictObject({
  startTime: time.describe('Start of the first window'),
  endTime: time.describe('End of the first window'),
  timezone: timezone.describe('Zone in which the window recurs'),
  recurrence: z
    .array(z.strictObject({ frequency: z.literal('weekly'), byDays: z.array(z.enum(DAYS)).min(1) }))
    .min(1)
    .describe('When the window comes again'),
  uplinkRateMinPerHour: z.number().nonnegative().describe('Least uplinks an hour'),
  message: z.string().min(1).max(1000).describe('What the event says'),
});
export type LowRateAlarm = z.infer<typeof lowRateAlarmSchema>;

function isTimezone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
