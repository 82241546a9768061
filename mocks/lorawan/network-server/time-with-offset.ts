import { type EpochMs, isoTime } from '../../../src/clock/index.ts';

/** ISO 8601 with milliseconds and an offset, as ThingPark writes it: `2026-01-31T13:00:00.000+01:00`. */
export function timeWithOffset(at: EpochMs, offsetMinutes: number): string {
  const local = isoTime(at + offsetMinutes * 60_000).slice(0, -1);
  const size = Math.abs(offsetMinutes);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${local}${offsetMinutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}
