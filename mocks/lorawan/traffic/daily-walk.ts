import type { EpochMs } from '../../../src/clock/index.ts';
import type { Random } from '../../../src/random/index.ts';
import type { CodecName, Measured, Position } from '../devices/index.ts';

/** Makes up what a device measures, message after message. */
export interface DailyWalk {
  /** What is measured at a moment; moments must not go back. */
  measure(at: EpochMs): Measured;
}

const DAY_MS = 86_400_000;
const FULL_BATTERY_MV = 3650;
// A sensor's battery lasts some years: one millivolt every so many messages.
const MESSAGES_A_MILLIVOLT = 40;

/** Values that look like a day: a slow curve with its warmest hour at three in the afternoon, and a random walk on it. */
export function createDailyWalk(random: Random, codec: CodecName, start: Position): DailyWalk {
  const base = 14 + 10 * random.next();
  let drift = 0;
  let messages = 0;
  let { latitude, longitude } = start;
  return {
    measure(at) {
      messages += 1;
      drift = clamp(drift + (random.next() - 0.5) * 0.4, -4, 4);
      const afternoon = Math.cos(2 * Math.PI * ((at % DAY_MS) / DAY_MS - 15 / 24));
      const temperature = base + 5 * afternoon + drift;
      const batteryVoltage = Math.max(2900, FULL_BATTERY_MV - Math.floor(messages / MESSAGES_A_MILLIVOLT));
      if (codec === 'adeunis-field-test') {
        latitude = clamp(latitude + (random.next() - 0.5) * 0.002, -89, 89);
        longitude = clamp(longitude + (random.next() - 0.5) * 0.002, -179, 179);
        return { temperature, batteryVoltage, location: { latitude, longitude } };
      }
      return {
        temperature,
        humidity: clamp(55 - 12 * afternoon + 3 * drift, 5, 95),
        light: Math.max(0, 400 * afternoon + 60 * random.next()),
        motion: random.next() < 0.7 ? 0 : random.int(1, 30),
        batteryVoltage,
      };
    },
  };
}

function clamp(value: number, min: number, max: number): number {
  return Math.min(max, Math.max(min, value));
}
