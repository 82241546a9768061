import { PlatformError } from '../errors.ts';
import type { Call } from '../server/call.ts';
import { isObject } from './validation.ts';

/** "Must not contain whitespaces nor the special characters" (Cumulocity OpenAPI, *Create a measurement*). */
const ILLEGAL = /[\s.,*[\]()@$]/;

interface Series {
  readonly value: number;
  readonly unit?: string;
}

/** The value of one series where it is a valid one: `{value: number, unit?: non-empty string}`. */
export function seriesOf(value: unknown): Series | undefined {
  if (!isObject(value) || typeof value.value !== 'number') return undefined;
  return typeof value.unit === 'string' ? { value: value.value, unit: value.unit } : { value: value.value };
}

/**
 * A measurement's fragments as the platform keeps them: where a fragment has valid and invalid series, the invalid
 * ones are dropped without a word; where all are invalid, the fragment stays as a plain object (Cumulocity OpenAPI,
 * *Create a measurement*, *Legacy compatibility*).
 *
 * @throws PlatformError 422 for names or units that must not occur, as `unsettled` says
 */
export function keepFragments(
  call: Call,
  fields: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, fragment]) => [name, keepFragment(call, name, fragment)]),
  );
}

function keepFragment(call: Call, name: string, fragment: unknown): unknown {
  if (!isObject(fragment)) return fragment;
  const valid = Object.entries(fragment).filter(([series, value]) =>
    isValid(call, `${name}.${series}`, value),
  );
  if (valid.length === 0) return fragment;
  if (call.unsettled.illegalSeriesNames === 'refuse') {
    for (const part of [name, ...valid.map(([series]) => series)]) refuseIllegal(part);
  }
  return valid.length === Object.keys(fragment).length ? fragment : Object.fromEntries(valid);
}

function isValid(call: Call, path: string, value: unknown): boolean {
  if (seriesOf(value) === undefined || !isObject(value)) return false;
  const { unit } = value;
  if (unit === undefined || (typeof unit === 'string' && unit !== '')) return true;
  if (call.unsettled.badUnit === 'drop-series') return false;
  throw new PlatformError('invalidField', {
    detail: `${path}.unit: must be a non-empty string where it is given`,
  });
}

function refuseIllegal(name: string): void {
  if (!ILLEGAL.test(name)) return;
  throw new PlatformError('invalidField', {
    detail: `${name}: a fragment or series name must not hold blanks or any of . , * [ ] ( ) @ $`,
  });
}
