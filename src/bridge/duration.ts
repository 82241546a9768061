import { z } from 'zod';

const UNITS = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
const DURATION = /^([1-9]\d{0,5})([smhd])$/;

/**
 * `90s`, `5m`, `72h`, `2d`: a whole number and a unit (ThingPark X IoT Flow, About connections, Common parameters:
 * `uplinkTimeValidity` is `1m` in its example). Six digits at most, so that milliseconds always fit a number exactly.
 */
export const durationText = z
  .string()
  .regex(DURATION, 'must be a whole number and a unit (s, m, h, d), such as 5m or 72h');

/** The milliseconds of a text that {@link durationText} accepted. @throws RangeError for any other text. */
export function durationMs(text: string): number {
  const [, count, unit] = DURATION.exec(text) ?? [];
  if (count === undefined || !isUnit(unit)) throw new RangeError(`not a duration: ${text}`);
  return Number(count) * UNITS[unit];
}

function isUnit(text: string | undefined): text is keyof typeof UNITS {
  return text !== undefined && text in UNITS;
}
