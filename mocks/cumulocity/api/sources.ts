import { PlatformError } from '../errors.ts';
import type { Call } from '../server/call.ts';
import { CHILD_KINDS, type ChildKind, type ManagedObject } from '../store/managed-objects.ts';
import type { StoredRecord } from '../store/records.ts';
import { isObject } from './validation.ts';

const MINUTE = 60_000;

/** The source of a new record. @throws PlatformError when the tenant has no such object */
export function requireSource(call: Call, id: string): ManagedObject {
  const object = call.store.objects.get(id);
  if (object !== undefined) return object;
  const status = call.unsettled.unknownSourceStatus;
  throw new PlatformError('unknownSource', { id }, { status });
}

/** A request without an application key counts as the device's own and marks it available (*Application management*). */
export function heardFrom(call: Call, object: ManagedObject): void {
  if (call.fromDevice && call.mode.stores) object.lastMessage = call.now;
}

/** `c8y_RequiredAvailability.responseInterval` in minutes; undefined where the device isn't monitored. */
export function requiredInterval(object: ManagedObject): number | undefined {
  const required = object.fields.c8y_RequiredAvailability;
  const interval = isObject(required) ? Number(required.responseInterval) : Number.NaN;
  return Number.isFinite(interval) ? interval : undefined;
}

/** AVAILABLE while the last message is younger than the interval asked for; an interval of 0 or less is maintenance. */
export function dataStatus(
  object: ManagedObject,
  now: number,
): 'AVAILABLE' | 'UNAVAILABLE' | 'MAINTENANCE' | undefined {
  const interval = requiredInterval(object);
  if (interval === undefined) return undefined;
  if (interval <= 0) return 'MAINTENANCE';
  const heard = object.lastMessage;
  return heard !== undefined && now - heard <= interval * MINUTE ? 'AVAILABLE' : 'UNAVAILABLE';
}

export function sourceReference(call: Call, id: string, withName: boolean) {
  const name = withName ? call.store.objects.get(id)?.fields.name : undefined;
  return {
    id,
    ...(typeof name === 'string' ? { name } : {}),
    self: `${call.origin}/inventory/managedObjects/${id}`,
  };
}

/** The managed object that a record's body names, for the rule that its owner needs no permission. */
export function ownedBySource(call: Call): readonly string[] {
  const bodies =
    isObject(call.body) && Array.isArray(call.body.measurements) ? call.body.measurements : [call.body];
  return bodies.flatMap((body: unknown) =>
    isObject(body) && isObject(body.source) && typeof body.source.id === 'string' ? [body.source.id] : [],
  );
}

/** The `source` parameter with, on request, what is below it (`withSourceChildren`, `…Devices`, `…Assets`, `…Additions`). */
export function wantedSources(call: Call): readonly string[] | undefined {
  const id = call.query.text('source');
  const kinds = childKinds(call);
  if (kinds.length === 0) return id === undefined ? undefined : [id];
  if (id === undefined) {
    throw new PlatformError('missingParameter', { resource: 'undefined', names: 'source' });
  }
  const root = call.store.objects.get(id);
  const below = root === undefined ? [] : call.store.objects.descendants(root, kinds);
  return [id, ...below.map((object) => object.id)];
}

function childKinds(call: Call): readonly ChildKind[] {
  if (call.query.flag('withSourceChildren')) return CHILD_KINDS;
  const asked: [string, ChildKind][] = [
    ['withSourceDevices', 'childDevices'],
    ['withSourceAssets', 'childAssets'],
    ['withSourceAdditions', 'childAdditions'],
  ];
  return asked.filter(([flag]) => call.query.flag(flag)).map(([, kind]) => kind);
}

/** `dateFrom`, `dateTo` and, where the resource has them, `created…` and `lastUpdated…`; each range is `[from, to)`. */
export function timeWindow(call: Call) {
  const { query } = call;
  const within = (name: string) => {
    const from = query.moment(`${name}From`) ?? Number.NEGATIVE_INFINITY;
    const to = query.moment(`${name}To`) ?? Number.POSITIVE_INFINITY;
    return (at: number) => at >= from && at < to;
  };
  const created = within('created');
  const updated = within('lastUpdated');
  const from = query.moment('dateFrom');
  const to = query.moment('dateTo');
  return {
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    /** Whether this is a range query, the only kind that obeys `revert`. */
    ranged: from !== undefined || to !== undefined,
    holds: (record: StoredRecord) => created(record.created) && updated(record.updated),
  };
}

/** Refuses to delete or change everything by accident: one of the parameters must be there. */
export function requireOneOf(call: Call, resource: string, names: readonly string[]): void {
  if (names.some((name) => call.query.has(name))) return;
  throw new PlatformError('missingParameter', { resource, names: names.join(', ') });
}
