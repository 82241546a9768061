import { PlatformError } from '../errors.ts';
import { compileQuery } from '../query/index.ts';
import type { Answer, Call, Route } from '../server/call.ts';
import { vendorType } from '../server/media-types.ts';
import { paginate } from '../server/paging.ts';
import { CHILD_KINDS, type ManagedObject } from '../store/managed-objects.ts';
import { seriesOf } from './fragments.ts';
import { textMatcher } from './full-text.ts';
import { availabilityView, OBJECTS, objectView, viewOptions } from './inventory-view.ts';
import { createOneOrMany, deleteOne, requireObject, updateMany, updateOne } from './inventory-write.ts';
import { dataStatus } from './sources.ts';
import { isObject } from './validation.ts';

const ONE = vendorType('managedobject');
const MANY = vendorType('managedobjectcollection');
const READ = ['ROLE_INVENTORY_READ', 'ROLE_MANAGED_OBJECT_READ'];
const ADMIN = ['ROLE_INVENTORY_ADMIN', 'ROLE_MANAGED_OBJECT_ADMIN'];
const CREATE = [...ADMIN, 'ROLE_INVENTORY_CREATE', 'ROLE_MANAGED_OBJECT_CREATE'];
const owned = (call: Call) => [call.param('id')];

/** Where a list begins: the objects named, those that hold a child, or all. */
function candidates(call: Call): Iterable<ManagedObject> {
  const { objects } = call.store;
  const ids = call.query.list('ids');
  if (ids !== undefined) return ids.flatMap((id) => objects.get(id) ?? []);
  const asked: [string, (typeof CHILD_KINDS)[number]][] = [
    ['childDeviceId', 'childDevices'],
    ['childAssetId', 'childAssets'],
    ['childAdditionId', 'childAdditions'],
  ];
  for (const [name, kind] of asked) {
    const id = call.query.text(name);
    if (id === undefined) continue;
    return [...(objects.get(id)?.parents[kind] ?? [])].flatMap((parent) => objects.get(parent) ?? []);
  }
  return objects.all();
}

/** Filters outside the query language; `type` is ignored beside `query` (*Filtering by type and name*). */
function* filtered(call: Call): Generator<ManagedObject> {
  const { query } = call;
  const withQuery = query.has('query') || query.has('q');
  const type = withQuery ? undefined : query.text('type');
  const fragment = query.text('fragmentType');
  const owner = query.text('owner');
  const text = query.text('text');
  const matchesText = text === undefined ? () => true : textMatcher(text, call.store.externalIds);
  const onlyRoots = query.flag('onlyRoots') ?? false;
  for (const object of candidates(call)) {
    if (type !== undefined && object.fields.type !== type) continue;
    if (fragment !== undefined && object.fields[fragment] === undefined) continue;
    if (owner !== undefined && object.owner !== owner) continue;
    if (onlyRoots && CHILD_KINDS.some((kind) => object.parents[kind].size > 0)) continue;
    if (matchesText(object)) yield object;
  }
}

function list(call: Call): Answer {
  const device = call.query.text('q');
  const text = device ?? call.query.text('query');
  const found = filtered(call);
  const isDevice = (object: ManagedObject) => object.fields.c8y_IsDevice !== undefined;
  const wanted = text === undefined ? found : compileQuery(text).select(found, call);
  const { items, links } = paginate(call, device === undefined ? wanted : only(wanted, isDevice));
  const options = viewOptions(call);
  return {
    status: 200,
    body: { managedObjects: items.map((object) => objectView(call, object, options)), ...links },
  };
}

function* only<T>(items: Iterable<T>, wanted: (item: T) => boolean): Generator<T> {
  for (const item of items) if (wanted(item)) yield item;
}

/** The fragments, or `fragment.series`, that the device's measurements have. */
function supported(call: Call, withSeries: boolean): string[] {
  const object = requireObject(call, call.param('id'));
  const names = new Set<string>();
  for (const { fields } of call.store.measurements.range({ sources: [object.id], order: 'oldest' })) {
    for (const [fragment, value] of Object.entries(fields)) {
      for (const [series, given] of Object.entries(isObject(value) ? value : {})) {
        if (seriesOf(given) !== undefined) names.add(withSeries ? `${fragment}.${series}` : fragment);
      }
    }
  }
  return [...names].sort();
}

export const inventoryRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: OBJECTS,
    produces: [ONE, MANY],
    consumes: ['managedobject', 'managedobjectcollection'],
    permissions: CREATE,
    handle: createOneOrMany,
  },
  { method: 'GET', path: OBJECTS, produces: [MANY], permissions: READ, handle: list },
  {
    method: 'PUT',
    path: OBJECTS,
    produces: [MANY],
    consumes: ['managedobjectcollection'],
    permissions: ADMIN,
    handle: updateMany,
  },
  {
    method: 'GET',
    path: `${OBJECTS}/:id`,
    produces: [ONE],
    permissions: READ,
    owned,
    handle: (call) => ({
      status: 200,
      body: objectView(call, requireObject(call, call.param('id')), viewOptions(call)),
    }),
  },
  {
    method: 'PUT',
    path: `${OBJECTS}/:id`,
    produces: [ONE],
    consumes: ['managedobject'],
    permissions: ADMIN,
    owned,
    handle: updateOne,
  },
  { method: 'DELETE', path: `${OBJECTS}/:id`, permissions: ADMIN, owned, handle: deleteOne },
  {
    method: 'GET',
    path: `${OBJECTS}/:id/availability`,
    produces: ['application/json'],
    permissions: READ,
    handle: (call) => {
      const object = requireObject(call, call.param('id'));
      if (dataStatus(object, call.now) === undefined)
        throw new PlatformError('notMonitored', { id: object.id });
      return { status: 200, body: availabilityView(call, object) };
    },
  },
  {
    method: 'GET',
    path: `${OBJECTS}/:id/supportedMeasurements`,
    produces: ['application/json'],
    permissions: READ,
    owned,
    handle: (call) => ({ status: 200, body: { c8y_SupportedMeasurements: supported(call, false) } }),
  },
  {
    method: 'GET',
    path: `${OBJECTS}/:id/supportedSeries`,
    produces: ['application/json'],
    permissions: READ,
    owned,
    handle: (call) => ({ status: 200, body: { c8y_SupportedSeries: supported(call, true) } }),
  },
];
