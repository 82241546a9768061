import { PlatformError } from '../errors.ts';
import type { Query } from '../server/query.ts';

/** Gives the start of the interval that a moment lies in, as an ISO 8601 time. */
export type Bucketing = (at: number) => string;

const SECOND = 1000;
const FIXED: Readonly<Record<string, number>> = {
  s: SECOND,
  m: 60 * SECOND,
  h: 3600 * SECOND,
  d: 86_400 * SECOND,
  w: 604_800 * SECOND,
};
const MONTHS: Readonly<Record<string, number>> = { M: 1, q: 3, y: 12 };
const TYPES: Readonly<Record<string, string>> = { MINUTELY: '1m', HOURLY: '1h', DAILY: '1d' };
/** Weeks begin on a Monday, which 1970-01-01 wasn't. */
const FIRST_MONDAY = 4 * 86_400 * SECOND;

const AGGREGATES = {
  min: (numbers: readonly number[]) => numbers.reduce((left, right) => Math.min(left, right)),
  max: (numbers: readonly number[]) => numbers.reduce((left, right) => Math.max(left, right)),
  sum: (numbers: readonly number[]) => numbers.reduce((left, right) => left + right),
  avg: (numbers: readonly number[]) => mean(numbers),
  count: (numbers: readonly number[]) => numbers.length,
  stdDevPop: (numbers: readonly number[]) => Math.sqrt(squares(numbers) / numbers.length),
  stdDevSamp: (numbers: readonly number[]) =>
    numbers.length < 2 ? 0 : Math.sqrt(squares(numbers) / (numbers.length - 1)),
} as const;

type AggregateName = keyof typeof AGGREGATES;

export function isAggregateName(name: string): name is AggregateName {
  return name in AGGREGATES;
}

export function summarise(
  numbers: readonly number[],
  names: readonly AggregateName[],
): Record<string, number> {
  return Object.fromEntries(names.map((name) => [name, AGGREGATES[name](numbers)]));
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((left, right) => left + right) / numbers.length;
}

function squares(numbers: readonly number[]): number {
  const middle = mean(numbers);
  return numbers.reduce((sum, value) => sum + (value - middle) ** 2, 0);
}

/**
 * `aggregationInterval` (1 to 999 of s m h d w M q y) or the older `aggregationType`, which it supersedes
 * (Cumulocity OpenAPI, *Retrieve a list of series and their values*). Intervals begin in UTC.
 *
 * @throws PlatformError for one that isn't in that form
 */
export function bucketingOf(query: Query): Bucketing | undefined {
  const type = query.text('aggregationType');
  const ofType = type === undefined ? undefined : TYPES[type];
  if (type !== undefined && ofType === undefined) {
    throw query.invalid('aggregationType', type, 'it must be DAILY, HOURLY or MINUTELY');
  }
  const text = query.text('aggregationInterval') ?? ofType;
  if (text === undefined) return undefined;
  const match = /^([1-9]\d{0,2})([smhdwMqy])$/.exec(text);
  const count = Number(match?.[1]);
  const unit = match?.[2];
  if (unit === undefined) {
    throw new PlatformError('aggregationParameter', {
      detail: `aggregationInterval ${text} could not be understood`,
    });
  }
  const months = MONTHS[unit];
  if (months !== undefined) return (at) => monthStart(at, months * count);
  const length = (FIXED[unit] ?? SECOND) * count;
  const shift = unit === 'w' ? FIRST_MONDAY : 0;
  return (at) => new Date(Math.floor((at - shift) / length) * length + shift).toISOString();
}

function monthStart(at: number, step: number): string {
  const date = new Date(at);
  const months = (date.getUTCFullYear() - 1970) * 12 + date.getUTCMonth();
  return new Date(Date.UTC(1970, Math.floor(months / step) * step, 1)).toISOString();
}
