import { z } from 'zod';
import { normaliseTimestamp, parseTimestamp } from '../dates.ts';
import { PlatformError } from '../errors.ts';
import type { Answer, Call, Route } from '../server/call.ts';
import { vendorType } from '../server/media-types.ts';
import { paginate } from '../server/paging.ts';
import type { StoredRecord } from '../store/records.ts';
import { tell, tellDeleted } from './notifications.ts';
import { refuseReadOnly } from './read-only.ts';
import {
  heardFrom,
  ownedBySource,
  requireOneOf,
  requireSource,
  sourceReference,
  timeWindow,
  wantedSources,
} from './sources.ts';
import { mergeFragments, objectBody, source, timestamp, typeName, validate, without } from './validation.ts';

const COLLECTION = '/event/events';
const ONE = vendorType('event');
const MANY = vendorType('eventcollection');
const SERVER_SET = new Set(['id', 'self', 'source', 'type', 'creationTime', 'lastUpdated']);

/** Mandatory are source, type, text and time (Cumulocity OpenAPI, *Create an event*). */
const bodySchema = z.looseObject({ source, type: typeName, text: z.string(), time: timestamp });

/** "Only its text description and custom fragments can be updated" (*Update a specific event*). */
const changeSchema = z.looseObject({ text: z.string().optional() });

function view(call: Call, record: StoredRecord) {
  const link = `${call.origin}${COLLECTION}/${record.id}`;
  return {
    ...record.fields,
    ...(call.method !== 'POST' || call.mode.stores ? { id: record.id, self: link } : {}),
    source: sourceReference(call, record.sourceId, true),
    type: record.type,
    creationTime: new Date(record.created).toISOString(),
    lastUpdated: new Date(record.updated).toISOString(),
  };
}

function create(call: Call): Answer {
  const given = validate(bodySchema, objectBody(call));
  const object = requireSource(call, given.source.id);
  const record: StoredRecord = {
    ...call.store.nextId(),
    sourceId: object.id,
    type: given.type,
    at: parseTimestamp(given.time) ?? call.now,
    created: call.now,
    updated: call.now,
    fields: {
      ...without(given, SERVER_SET),
      time: normaliseTimestamp(given.time, call.unsettled.timeOffset),
    },
  };
  if (call.mode.stores) call.store.events.add(record);
  tell(call, 'events', 'CREATE', record.sourceId, () => view(call, record));
  heardFrom(call, object);
  return {
    status: 201,
    body: view(call, record),
    ...(call.mode.stores ? { location: `${call.origin}${COLLECTION}/${record.id}` } : {}),
  };
}

function* selected(call: Call, order: 'oldest' | 'newest'): Generator<StoredRecord> {
  const { query } = call;
  const type = query.text('type');
  const fragment = query.text('fragmentType');
  const value = query.text('fragmentValue');
  const sources = wantedSources(call);
  const window = timeWindow(call);
  for (const record of call.store.events.range({ ...window, ...(sources ? { sources } : {}), order })) {
    if (type !== undefined && record.type !== type) continue;
    if (fragment !== undefined && record.fields[fragment] === undefined) continue;
    if (fragment !== undefined && value !== undefined && record.fields[fragment] !== value) continue;
    if (window.holds(record)) yield record;
  }
}

/** Newest first; `revert=true` turns that round, but in range queries only (*Retrieve all events*). */
function list(call: Call): Answer {
  const revert = timeWindow(call).ranged && call.query.flag('revert');
  const { items, links } = paginate(call, selected(call, revert ? 'oldest' : 'newest'));
  return { status: 200, body: { events: items.map((record) => view(call, record)), ...links } };
}

function find(call: Call): StoredRecord {
  const record = call.store.events.get(call.param('id'));
  if (record === undefined) throw new PlatformError('unknownEvent');
  return record;
}

function update(call: Call): Answer {
  const record = find(call);
  const change = validate(changeSchema, objectBody(call));
  refuseReadOnly(call, change, ['source', 'type', 'time']);
  const next: StoredRecord = {
    ...record,
    updated: call.now,
    fields: mergeFragments(record.fields, without(change, new Set([...SERVER_SET, 'time']))),
  };
  if (call.mode.stores) call.store.events.replace(next);
  tell(call, 'events', 'UPDATE', record.sourceId, () => view(call, next));
  return { status: 200, body: view(call, next) };
}

function remove(call: Call, record: StoredRecord): void {
  if (call.mode.stores) call.store.events.remove(record);
  tellDeleted(call, 'events', record.sourceId, record.id);
}

const ownerOfRecord = (call: Call) => {
  const record = call.store.events.get(call.param('id'));
  return record === undefined ? [] : [record.sourceId];
};

export const eventRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: COLLECTION,
    produces: [ONE],
    consumes: ['event'],
    permissions: ['ROLE_EVENT_ADMIN'],
    owned: ownedBySource,
    handle: create,
  },
  { method: 'GET', path: COLLECTION, produces: [MANY], permissions: ['ROLE_EVENT_READ'], handle: list },
  {
    method: 'DELETE',
    path: COLLECTION,
    permissions: ['ROLE_EVENT_ADMIN'],
    handle: (call) => {
      requireOneOf(call, 'event', ['source', 'dateFrom', 'dateTo', 'createdFrom', 'createdTo']);
      const doomed = [...selected(call, 'oldest')];
      for (const record of doomed) remove(call, record);
      return { status: 204 };
    },
  },
  {
    method: 'GET',
    path: `${COLLECTION}/:id`,
    produces: [ONE],
    permissions: ['ROLE_EVENT_READ'],
    owned: ownerOfRecord,
    handle: (call) => ({ status: 200, body: view(call, find(call)) }),
  },
  {
    method: 'PUT',
    path: `${COLLECTION}/:id`,
    produces: [ONE],
    consumes: ['event'],
    permissions: ['ROLE_EVENT_ADMIN'],
    owned: ownerOfRecord,
    handle: update,
  },
  {
    method: 'DELETE',
    path: `${COLLECTION}/:id`,
    permissions: ['ROLE_EVENT_ADMIN'],
    owned: ownerOfRecord,
    handle: (call) => {
      remove(call, find(call));
      return { status: 204 };
    },
  },
];
