import { PlatformError } from '../errors.ts';
import type { Answer, Call, Route } from '../server/call.ts';
import { vendorType } from '../server/media-types.ts';
import { paginate } from '../server/paging.ts';
import { type AlarmRecord, openAlarmKey } from '../store/tenant-store.ts';
import { selectedAlarms } from './alarm-filters.ts';
import {
  ALARM_LINK,
  alarmChange,
  alarmOf,
  alarmView,
  changedAlarm,
  occurredAgain,
  statusOnly,
} from './alarm-record.ts';
import { tell } from './notifications.ts';
import { refuseReadOnly } from './read-only.ts';
import { dataStatus, heardFrom, ownedBySource, requireOneOf, requireSource } from './sources.ts';
import { objectBody, validate } from './validation.ts';

const ONE = vendorType('alarm');
const MANY = vendorType('alarmcollection');
const UPSERTED = vendorType('alarmupsertresponse');
const FILTERS = [
  'source',
  'status',
  'severity',
  'resolved',
  'type',
  'dateFrom',
  'dateTo',
  'createdFrom',
  'createdTo',
];

function openAlarm(call: Call, sourceId: string, type: string): AlarmRecord | undefined {
  const id = call.store.openAlarms.get(openAlarmKey(sourceId, type));
  return id === undefined ? undefined : call.store.alarms.get(id);
}

/** Keeps the record, remembers whether it is the open one of its source and type, and tells of it. */
function keep(call: Call, record: AlarmRecord): void {
  const { store } = call;
  const action = store.alarms.get(record.id) === undefined ? 'CREATE' : 'UPDATE';
  tell(call, 'alarms', action, record.sourceId, () => alarmView(call, record));
  if (!call.mode.stores) return;
  if (action === 'CREATE') store.alarms.add(record);
  else store.alarms.replace(record);
  const key = openAlarmKey(record.sourceId, record.type);
  if (record.status !== 'CLEARED') store.openAlarms.set(key, record.id);
  else if (store.openAlarms.get(key) === record.id) store.openAlarms.delete(key);
}

function create(call: Call): Answer {
  const fresh = alarmOf(call, objectBody(call));
  const object = requireSource(call, fresh.sourceId);
  heardFrom(call, object);
  if (dataStatus(object, call.now) === 'MAINTENANCE') return suppressed(call, fresh);
  const open = openAlarm(call, fresh.sourceId, fresh.type);
  const record = open === undefined ? fresh : occurredAgain(open, fresh, call.now);
  keep(call, record);
  return {
    status: 201,
    body: alarmView(call, record),
    ...(call.mode.stores ? { location: `${call.origin}${ALARM_LINK}/${record.id}` } : {}),
  };
}

/** A source in maintenance raises no alarm; the answer's link then ends in `null` (*Alarm suppression*). */
function suppressed(call: Call, alarm: AlarmRecord): Answer {
  const self = `${call.origin}${ALARM_LINK}/null`;
  const { id: _, ...body } = { ...alarmView(call, alarm), self };
  return { status: 201, body, location: self };
}

function upsert(call: Call): Answer {
  const given = objectBody(call);
  const fresh = alarmOf(call, given, { text: '', severity: 'MAJOR' });
  const object = requireSource(call, fresh.sourceId);
  heardFrom(call, object);
  const open = openAlarm(call, fresh.sourceId, fresh.type);
  if (open === undefined) {
    keep(call, fresh);
    return {
      status: 201,
      body: { alarm: alarmView(call, fresh), previousState: null },
      location: `${call.origin}${ALARM_LINK}/${fresh.id}`,
    };
  }
  const { source: _source, type: _type, time: _time, ...change } = validate(alarmChange, given);
  const count = open.count + (call.query.flag('incrementCount') ? 1 : 0);
  const record = { ...changedAlarm(open, change, call.now), count };
  keep(call, record);
  return { status: 200, body: { alarm: alarmView(call, record), previousState: alarmView(call, open) } };
}

function find(call: Call): AlarmRecord {
  const record = call.store.alarms.get(call.param('id'));
  if (record === undefined) throw new PlatformError('unknownAlarm');
  return record;
}

function update(call: Call): Answer {
  const record = find(call);
  const change = validate(alarmChange, objectBody(call));
  refuseReadOnly(call, change, ['source', 'type', 'time']);
  const next = changedAlarm(record, change, call.now);
  keep(call, next);
  return { status: 200, body: alarmView(call, next) };
}

/** "Currently, only the status of alarms can be modified" (*Update alarm collections*). */
function updateMany(call: Call): Answer {
  requireOneOf(call, 'alarm', FILTERS);
  const { status } = validate(statusOnly, objectBody(call));
  for (const record of [...selectedAlarms(call)]) keep(call, changedAlarm(record, { status }, call.now));
  return { status: 200 };
}

function list(call: Call): Answer {
  const { items, links } = paginate(call, selectedAlarms(call));
  return { status: 200, body: { alarms: items.map((record) => alarmView(call, record)), ...links } };
}

function count(call: Call): Answer {
  let found = 0;
  for (const _ of selectedAlarms(call)) found += 1;
  return { status: 200, body: found };
}

const ownerOfRecord = (call: Call) => {
  const record = call.store.alarms.get(call.param('id'));
  return record === undefined ? [] : [record.sourceId];
};

const ADMIN = ['ROLE_ALARM_ADMIN'];
const READ = ['ROLE_ALARM_READ'];

export const alarmRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: ALARM_LINK,
    produces: [ONE],
    consumes: ['alarm'],
    permissions: ADMIN,
    owned: ownedBySource,
    handle: create,
  },
  { method: 'GET', path: ALARM_LINK, produces: [MANY], permissions: READ, handle: list },
  {
    method: 'PUT',
    path: ALARM_LINK,
    produces: [ONE],
    consumes: ['alarm'],
    permissions: ADMIN,
    handle: updateMany,
  },
  {
    method: 'DELETE',
    path: ALARM_LINK,
    permissions: ADMIN,
    handle: (call) => {
      requireOneOf(call, 'alarm', ['source', 'dateFrom', 'dateTo', 'createdFrom', 'createdTo']);
      const doomed = [...selectedAlarms(call)];
      if (call.mode.stores) for (const record of doomed) call.store.removeAlarm(record);
      return { status: 204 };
    },
  },
  {
    method: 'GET',
    path: `${ALARM_LINK}/count`,
    produces: ['application/json', 'text/plain'],
    permissions: READ,
    handle: count,
  },
  {
    method: 'POST',
    path: `${ALARM_LINK}/upsert`,
    produces: [UPSERTED],
    consumes: ['alarm'],
    permissions: ADMIN,
    owned: ownedBySource,
    handle: upsert,
  },
  {
    method: 'GET',
    path: `${ALARM_LINK}/:id`,
    produces: [ONE],
    permissions: READ,
    owned: ownerOfRecord,
    handle: (call) => ({ status: 200, body: alarmView(call, find(call)) }),
  },
  {
    method: 'PUT',
    path: `${ALARM_LINK}/:id`,
    produces: [ONE],
    consumes: ['alarm'],
    permissions: ADMIN,
    owned: ownerOfRecord,
    handle: update,
  },
];
