import { z } from 'zod';
import { normaliseTimestamp, parseTimestamp } from '../dates.ts';
import { PlatformError } from '../errors.ts';
import type { Answer, Call, Route } from '../server/call.ts';
import { vendorType } from '../server/media-types.ts';
import { paginate } from '../server/paging.ts';
import type { StoredRecord } from '../store/records.ts';
import { CSV, csvOf } from './csv.ts';
import { keepFragments, seriesOf } from './fragments.ts';
import { tell, tellDeleted } from './notifications.ts';
import { seriesRoute } from './series.ts';
import {
  heardFrom,
  ownedBySource,
  requireOneOf,
  requireSource,
  sourceReference,
  timeWindow,
  wantedSources,
} from './sources.ts';
import { isObject, objectBody, source, timestamp, typeName, validate, without } from './validation.ts';

const COLLECTION = '/measurement/measurements';
const ONE = vendorType('measurement');
const MANY = vendorType('measurementcollection');
const SERVER_SET = new Set(['id', 'self', 'source', 'type', 'time']);

/** Mandatory are source, type and time (Cumulocity OpenAPI, schema `measurement`). */
const bodySchema = z.looseObject({ source, type: typeName, time: timestamp });

/** The bulk form (schema `MeasurementCollection`). */
const bulkSchema = z.looseObject({ measurements: z.array(z.unknown()).min(1, 'must not be empty') });

function prepare(call: Call, body: unknown): StoredRecord {
  const given = validate(bodySchema, body);
  requireSource(call, given.source.id);
  const fields = keepFragments(call, without(given, SERVER_SET));
  return {
    ...call.store.nextId(),
    sourceId: given.source.id,
    type: given.type,
    at: parseTimestamp(given.time) ?? call.now,
    created: call.now,
    updated: call.now,
    fields: { ...fields, time: normaliseTimestamp(given.time, call.unsettled.timeOffset) },
  };
}

function keep(call: Call, record: StoredRecord): void {
  if (call.mode.stores) call.store.measurements.add(record);
  const object = call.store.objects.get(record.sourceId);
  if (object !== undefined) heardFrom(call, object);
  tell(call, 'measurements', 'CREATE', record.sourceId, () => measurementView(call, record));
}

function measurementView(call: Call, record: StoredRecord) {
  const { time, ...fragments } = record.fields;
  return {
    ...fragments,
    ...(call.method === 'GET' || call.mode.stores
      ? { id: record.id, self: `${call.origin}${COLLECTION}/${record.id}` }
      : {}),
    source: sourceReference(call, record.sourceId, false),
    time,
    type: record.type,
  };
}

function create(call: Call): Answer {
  const body = objectBody(call);
  const bulk =
    call.bodyType === 'measurementcollection' || (call.bodyType === 'json' && 'measurements' in body);
  if (bulk) return createMany(call, body);
  const record = prepare(call, body);
  keep(call, record);
  return {
    status: 201,
    mediaType: ONE,
    body: measurementView(call, record),
    ...(call.mode.stores ? { location: `${call.origin}${COLLECTION}/${record.id}` } : {}),
  };
}

function createMany(call: Call, body: unknown): Answer {
  const { measurements } = validate(bulkSchema, body);
  const records: StoredRecord[] = [];
  const refused: PlatformError[] = [];
  for (const one of measurements) {
    try {
      records.push(prepare(call, one));
    } catch (error) {
      if (!(error instanceof PlatformError) || call.unsettled.bulkMeasurements === 'all-or-nothing')
        throw error;
      refused.push(error);
    }
  }
  for (const record of records) keep(call, record);
  const [first] = refused;
  // Nothing created is no 201, whichever way the switch stands.
  const isRefused = records.length === 0 || call.unsettled.bulkMeasurements === 'store-valid-and-refuse';
  if (first !== undefined && isRefused) throw first;
  return {
    status: 201,
    mediaType: MANY,
    body: {
      measurements: records.map((record) => measurementView(call, record)),
      self: call.origin + COLLECTION,
    },
    location: call.origin + COLLECTION,
  };
}

/** The records that the filters of list and delete select (source, type, fragment, series, time). */
function* selected(call: Call, order: 'oldest' | 'newest'): Generator<StoredRecord> {
  const { query } = call;
  const type = query.text('type');
  const fragment = query.text('valueFragmentType') ?? query.text('fragmentType');
  const series = query.text('valueFragmentSeries');
  const sources = wantedSources(call);
  const window = timeWindow(call);
  for (const record of call.store.measurements.range({ ...window, ...(sources ? { sources } : {}), order })) {
    if (type !== undefined && record.type !== type) continue;
    if (fragment !== undefined && !hasFragment(record.fields[fragment], series)) continue;
    if (fragment === undefined && series !== undefined && !anyFragmentHas(record, series)) continue;
    yield record;
  }
}

function hasFragment(fragment: unknown, series: string | undefined): boolean {
  if (fragment === undefined) return false;
  return series === undefined || (isObject(fragment) && seriesOf(fragment[series]) !== undefined);
}

function anyFragmentHas(record: StoredRecord, series: string): boolean {
  return Object.values(record.fields).some((fragment) => hasFragment(fragment, series) && isObject(fragment));
}

/** Oldest first; `revert=true` turns that round, but in range queries only (Cumulocity OpenAPI, `getMeasurementCollectionResource`). */
function orderOf(call: Call): 'oldest' | 'newest' {
  const newestByDefault = call.unsettled.measurementStore === 'time-series';
  const ranged = call.query.has('dateFrom') || call.query.has('dateTo');
  const revert = ranged ? call.query.flag('revert') : undefined;
  return (revert ?? newestByDefault) ? 'newest' : 'oldest';
}

function list(call: Call): Answer {
  const { items, links } = paginate(call, selected(call, orderOf(call)));
  if (call.answerAs === CSV) return { status: 200, mediaType: CSV, text: csvOf(call, items) };
  return {
    status: 200,
    body: { measurements: items.map((record) => measurementView(call, record)), ...links },
  };
}

function find(call: Call): StoredRecord {
  const record = call.store.measurements.get(call.param('id'));
  if (record === undefined) throw new PlatformError('unknownMeasurement');
  return record;
}

function remove(call: Call, record: StoredRecord): void {
  if (call.mode.stores) call.store.measurements.remove(record);
  tellDeleted(call, 'measurements', record.sourceId, record.id);
}

const ownerOfRecord = (call: Call) => {
  const record = call.store.measurements.get(call.param('id'));
  return record === undefined ? [] : [record.sourceId];
};

export const measurementRoutes: readonly Route[] = [
  seriesRoute,
  {
    method: 'POST',
    path: COLLECTION,
    produces: [ONE, MANY],
    consumes: ['measurement', 'measurementcollection'],
    permissions: ['ROLE_MEASUREMENT_ADMIN'],
    owned: ownedBySource,
    handle: create,
  },
  {
    method: 'GET',
    path: COLLECTION,
    produces: [MANY, CSV],
    permissions: ['ROLE_MEASUREMENT_READ'],
    handle: list,
  },
  {
    method: 'DELETE',
    path: COLLECTION,
    permissions: ['ROLE_MEASUREMENT_ADMIN'],
    handle: (call) => {
      requireOneOf(call, 'measurement', ['source', 'dateFrom', 'dateTo']);
      const doomed = [...selected(call, 'oldest')];
      for (const record of doomed) remove(call, record);
      return { status: 204 };
    },
  },
  {
    method: 'GET',
    path: `${COLLECTION}/:id`,
    produces: [ONE],
    permissions: ['ROLE_MEASUREMENT_READ'],
    owned: ownerOfRecord,
    handle: (call) => ({ status: 200, body: measurementView(call, find(call)) }),
  },
  {
    method: 'DELETE',
    path: `${COLLECTION}/:id`,
    permissions: ['ROLE_MEASUREMENT_ADMIN'],
    owned: ownerOfRecord,
    handle: (call) => {
      remove(call, find(call));
      return { status: 204 };
    },
  },
];
