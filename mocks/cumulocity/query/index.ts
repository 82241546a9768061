import { availabilityOf } from '../api/inventory-view.ts';
import { PlatformError } from '../errors.ts';
import type { Call } from '../server/call.ts';
import type { ManagedObject } from '../store/managed-objects.ts';
import { compareTexts, compile, type Look, valuesAt } from './evaluate.ts';
import { type Ordering, parseQuery } from './syntax.ts';

/**
 * Cumulocity's inventory query language (Cumulocity OpenAPI, *Query language*).
 *
 * @throws PlatformError 422 when the text can't be understood
 */
export function compileQuery(text: string) {
  const query = parseQuery(text);
  if ('wrong' in query) throw new PlatformError('badQuery', { detail: query.wrong });
  return {
    /** The objects that the query selects, in the order it asks for. */
    select(objects: Iterable<ManagedObject>, call: Call): Iterable<ManagedObject> {
      const look: Look = (object, name) => propertyOf(object, name, call.now);
      const wanted = compile(query.filter, call.store, look);
      const found = matching(objects, wanted);
      return query.order.length === 0 ? found : sorted(found, query.order, look);
    },
  };
}

function propertyOf(object: ManagedObject, name: string, now: number): unknown {
  switch (name) {
    case 'id':
      return object.id;
    case 'owner':
      return object.owner;
    case 'creationTime':
      return new Date(object.created).toISOString();
    case 'lastUpdated':
      return new Date(object.updated).toISOString();
    case 'c8y_Availability':
      return availabilityOf({ now }, object).c8y_Availability;
    default:
      return Object.hasOwn(object.fields, name) ? object.fields[name] : undefined;
  }
}

function* matching(objects: Iterable<ManagedObject>, wanted: (object: ManagedObject) => boolean) {
  for (const object of objects) if (wanted(object)) yield object;
}

function sorted(objects: Iterable<ManagedObject>, order: readonly Ordering[], look: Look): ManagedObject[] {
  const rows = [...objects].map((object) => {
    return { object, keys: order.map(({ path }) => keyAt(object, path, look)) };
  });
  rows.sort((left, right) => {
    for (const [index, { descending }] of order.entries()) {
      const difference = compareKeys(left.keys[index], right.keys[index]);
      if (difference !== 0) return descending ? -difference : difference;
    }
    return left.object.seq - right.object.seq;
  });
  return rows.map((row) => row.object);
}

/** Ids are numeric strings, and sorted as the numbers they are. */
function keyAt(object: ManagedObject, path: string, look: Look): unknown {
  return path === 'id' ? object.seq : valuesAt(object, path.replace(/\.date$/, ''), look)[0];
}

function compareKeys(left: unknown, right: unknown): number {
  const missing = Number(left === undefined || left === null) - Number(right === undefined || right === null);
  if (missing !== 0 || left === undefined || left === null) return -missing;
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  return compareTexts(String(left), String(right));
}
