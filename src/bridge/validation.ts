import { z } from 'zod';
import { closest } from '../words/index.ts';
import { type FieldError, invalidFields } from './errors.ts';

/**
 * Reads a value that came from outside.
 *
 * @throws {BridgeError} that names each wrong field by its path, says what it must be, and guesses at typos; values
 * that were sent are never repeated, since they may be secrets.
 */
export function read<T>(schema: z.ZodType<T>, input: unknown): T {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const fields = parsed.error.issues.flatMap((issue) => describe(issue, schema, input));
  // One message a field: the first check that failed tells most.
  throw invalidFields(
    [...new Map([...fields].reverse().map((field) => [field.path, field])).values()].reverse(),
  );
}

/** A path as people write it: `matchers[0].tags`. */
function pathText(path: readonly PropertyKey[]): string {
  return path
    .map((step, index) =>
      typeof step === 'number' ? `[${step}]` : index === 0 ? String(step) : `.${String(step)}`,
    )
    .join('');
}

function describe(issue: z.core.$ZodIssue, schema: z.ZodType, input: unknown): FieldError[] {
  const path = pathText(issue.path);
  if (issue.code === 'unrecognized_keys') {
    const known = keysAt(schema, issue.path);
    return issue.keys.map((key) => {
      const guess = closest(key, known);
      const hint = guess === undefined ? `known are ${known.join(', ')}` : `did you mean ${guess}?`;
      return { path: pathText([...issue.path, key]), message: `is unknown: ${hint}` };
    });
  }
  if (valueAt(input, issue.path) === undefined) {
    return path === '' ? [{ path, message: 'a body is wanted' }] : [{ path, message: 'is mandatory' }];
  }
  return [{ path, message: tell(issue, input) }];
}

function tell(issue: z.core.$ZodIssue, input: unknown): string {
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${article(issue.expected)}, not ${kindOf(valueAt(input, issue.path))}`;
    case 'invalid_value':
      return `must be ${issue.values.map(String).join(' or ')}`;
    case 'too_small':
      return issue.message.startsWith('Too small')
        ? `must be at least ${sized(issue.minimum, issue.origin)}`
        : issue.message;
    case 'too_big':
      return issue.message.startsWith('Too big')
        ? `must be at most ${sized(issue.maximum, issue.origin)}`
        : issue.message;
    default:
      return issue.message;
  }
}

function sized(limit: number | bigint, origin: string): string {
  if (origin === 'string') return `${limit} characters long`;
  return origin === 'array' ? `${limit} items long` : String(limit);
}

function article(kind: string): string {
  if (kind === 'int') return 'a whole number';
  return /^[aeio]/.test(kind) ? `an ${kind}` : `a ${kind}`;
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (typeof value === 'number' && !Number.isInteger(value)) return 'a number with a fraction';
  return article(Array.isArray(value) ? 'array' : typeof value);
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  let at = input;
  for (const step of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, step)) return undefined;
    at = Reflect.get(at, step);
  }
  return at;
}

/** The property names that a schema knows at a path. */
function keysAt(schema: z.core.$ZodType, path: readonly PropertyKey[]): readonly string[] {
  const inner = unwrap(schema);
  const [step, ...rest] = path;
  if (inner instanceof z.ZodObject) {
    if (step === undefined) return Object.keys(inner.shape);
    const member: unknown = Reflect.get(inner.shape, step);
    return member instanceof z.ZodType ? keysAt(member, rest) : [];
  }
  if (inner instanceof z.ZodArray) return keysAt(inner.element, rest);
  if (inner instanceof z.ZodUnion) {
    return [...new Set(inner.options.flatMap((option) => keysAt(option, path)))];
  }
  return [];
}

function unwrap(schema: z.core.$ZodType): z.core.$ZodType {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault) {
    return unwrap(schema.unwrap());
  }
  return schema;
}
