import { InvalidArgumentError } from 'commander';

const UNITS = { s: 1000, m: 60_000, h: 3_600_000 } as const;

/** `90s`, `10m` or `2h` in milliseconds. @throws InvalidArgumentError for anything else */
export function parseSpan(text: string): number {
  const [, count, unit] = /^(\d+)([smh])$/.exec(text) ?? [];
  if (count === undefined || (unit !== 's' && unit !== 'm' && unit !== 'h')) {
    throw new InvalidArgumentError('It must be a whole number and a unit, such as 90s or 10m.');
  }
  return Number(count) * UNITS[unit];
}
