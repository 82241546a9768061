import { z } from 'zod';
import { parseTimestamp } from '../dates.ts';
import { PlatformError } from '../errors.ts';
import type { Call } from '../server/call.ts';

/** `time` in measurements, events and alarms: ISO 8601 with a time of day (Cumulocity OpenAPI, *Date format*). */
export const timestamp = z.string().refine((text) => parseTimestamp(text) !== undefined, {
  message: 'must be an ISO 8601 date and time, such as 2026-01-31T12:00:00.000Z',
});

/** `source: {id}` of a managed object, an id being a numeric string (schema `desc_objectId`). */
export const source = z.looseObject({ id: z.string().min(1, 'must be the id of a managed object') });

export const typeName = z.string().min(1, 'must not be empty');

/**
 * Checks a body. All missing mandatory fields are named at once and in alphabetical order, as the platform does; a
 * field of the wrong kind is named with the rule it breaks.
 *
 * @throws PlatformError 422
 */
export function validate<S extends z.ZodType>(schema: S, body: unknown): z.output<S> {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  const { issues } = result.error;
  const missing = issues.filter((issue) => isMissing(body, issue.path)).map((issue) => issue.path.join('.'));
  if (missing.length > 0 && !missing.includes('')) {
    throw new PlatformError('mandatoryFields', { fields: missing.sort().join(',') });
  }
  const detail = issues.map((issue) => `${issue.path.join('.') || 'body'}: ${issue.message}`).join('; ');
  throw new PlatformError('invalidField', { detail });
}

function isMissing(body: unknown, path: readonly PropertyKey[]): boolean {
  let value = body;
  for (const key of path) {
    value = isObject(value) ? value[String(key)] : undefined;
  }
  return value === undefined || value === null;
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A body that must be a JSON object. */
export function objectBody(call: Call): Record<string, unknown> {
  if (isObject(call.body)) return call.body;
  throw new PlatformError('invalidField', { detail: 'body: must be a JSON object' });
}

/** A copy without the keys given: what the server sets itself is not taken from a client. */
export function without(fields: Readonly<Record<string, unknown>>, keys: ReadonlySet<string>) {
  return Object.fromEntries(Object.entries(fields).filter(([key]) => !keys.has(key)));
}

/** Top-level fragments are replaced one by one, `null` removes one (Cumulocity OpenAPI, *Interpretation of HTTP verbs*). */
export function mergeFragments(
  old: Readonly<Record<string, unknown>>,
  change: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries({ ...old, ...change }).filter(([, value]) => value !== null && value !== undefined),
  );
}
