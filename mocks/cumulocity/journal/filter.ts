import { z } from 'zod';
import { pathMatcher } from '../path-pattern.ts';
import type { JournalEntry } from './entry.ts';

/** Which requests are meant. All that is given must fit. */
export const journalFilterSchema = z.strictObject({
  method: z.string().toUpperCase().optional(),
  /** A path with all below it, or a pattern with `*` and `**`. */
  path: z.string().startsWith('/').optional(),
  /** Query parameters, each with one of its values. */
  query: z.record(z.string(), z.string()).optional(),
  host: z.string().optional(),
  tenant: z.string().optional(),
  user: z.string().optional(),
  status: z.number().int().optional(),
  state: z.enum(['open', 'answered', 'hung-up', 'silent']).optional(),
  /** Whether the twin has such a resource at all. */
  matched: z.boolean().optional(),
  /** Whether the handler ran: a request that changes something has done so. */
  handled: z.boolean().optional(),
  /** A part of the body: objects fit when each property given does, lists when each member given is found. */
  body: z.unknown().optional(),
  devEui: z.string().optional(),
  /** The id of a fault plan that struck it. */
  fault: z.string().optional(),
  /** Entries after the one with this id. */
  after: z.number().int().optional(),
});

/** Which entries of the journal are meant; an empty one means all. */
export type JournalFilter = z.infer<typeof journalFilterSchema>;

export interface Mismatch {
  readonly field: string;
  readonly wanted: unknown;
  readonly found: unknown;
}

type Check = (entry: JournalEntry) => Mismatch | undefined;

/** The filter's conditions, each of which explains itself where it doesn't hold. */
export function checksOf(filter: JournalFilter): Check[] {
  const checks: Check[] = [];
  const equal = (
    field: 'method' | 'tenant' | 'user' | 'status' | 'state' | 'matched' | 'handled' | 'host',
  ) => {
    const wanted = filter[field];
    if (wanted !== undefined) checks.push(check(field, wanted, (entry) => entry[field], Object.is));
  };
  for (const field of ['method', 'tenant', 'user', 'status', 'state', 'matched', 'handled', 'host'] as const)
    equal(field);
  const { path, devEui, fault, after } = filter;
  if (path !== undefined) {
    const onPath = pathMatcher(path);
    checks.push(
      check(
        'path',
        path,
        (entry) => entry.path,
        (_, found) => onPath(found),
      ),
    );
  }
  for (const [name, wanted] of Object.entries(filter.query ?? {})) {
    const found = (entry: JournalEntry) => new URLSearchParams(entry.query).getAll(name);
    checks.push(check(`query.${name}`, wanted, found, (value, values) => values.includes(value)));
  }
  if (filter.body !== undefined) checks.push(check('body', filter.body, (entry) => entry.body, contains));
  if (devEui !== undefined) {
    checks.push(check('devEui', devEui.toUpperCase(), (entry) => entry.devEui, Object.is));
  }
  if (fault !== undefined) {
    checks.push(
      check(
        'fault',
        fault,
        (entry) => entry.faults,
        (id, ids) => ids.includes(id),
      ),
    );
  }
  if (after !== undefined)
    checks.push(
      check(
        'after',
        after,
        (entry) => entry.id,
        (least, id) => id > least,
      ),
    );
  return checks;
}

function check<W, F>(
  field: string,
  wanted: W,
  read: (entry: JournalEntry) => F,
  fits: (wanted: W, found: F) => boolean,
): Check {
  return (entry) => {
    const found = read(entry);
    return fits(wanted, found) ? undefined : { field, wanted, found };
  };
}

/** Whether `wanted` is a part of `found`. */
function contains(wanted: unknown, found: unknown): boolean {
  if (Array.isArray(wanted)) {
    return Array.isArray(found) && wanted.every((one) => found.some((other) => contains(one, other)));
  }
  if (typeof wanted !== 'object' || wanted === null) return Object.is(wanted, found);
  if (typeof found !== 'object' || found === null) return false;
  return Object.entries(wanted).every(
    ([key, value]) => Object.hasOwn(found, key) && contains(value, Reflect.get(found, key)),
  );
}
