import { PlatformError } from '../errors.ts';
import type { Answer, Call, Route } from '../server/call.ts';
import { vendorType } from '../server/media-types.ts';
import { paginate } from '../server/paging.ts';
import type { OperationRecord } from '../store/tenant-store.ts';
import { tell, tellDeleted } from './notifications.ts';
import {
  changedOperation,
  OPERATIONS,
  operationOf,
  operationView,
  STATUSES,
  wantedDevices,
} from './operation-record.ts';
import { refuseReadOnly } from './read-only.ts';
import { timeWindow } from './sources.ts';
import { isObject, objectBody } from './validation.ts';

const ONE = vendorType('operation');
const MANY = vendorType('operationcollection');

function create(call: Call): Answer {
  const { record, agents } = operationOf(call, objectBody(call));
  if (call.mode.stores) call.store.operations.add(record);
  tell(call, 'operations', 'CREATE', record.sourceId, () => operationView(call, record), agents);
  return {
    status: 201,
    body: operationView(call, record),
    ...(call.mode.stores ? { location: `${call.origin}${OPERATIONS}/${record.id}` } : {}),
  };
}

/** Bulk operations are not among the twin's resources: no operation belongs to one. */
function* selected(call: Call, order: 'oldest' | 'newest'): Generator<OperationRecord> {
  const { query } = call;
  const status = query.text('status');
  if (status !== undefined && !STATUSES.some((one) => one === status)) {
    throw query.invalid('status', status, `it must be one of ${STATUSES.join(', ')}`);
  }
  const fragment = query.text('fragmentType');
  const devices = wantedDevices(call);
  if (query.has('bulkOperationId')) return;
  const { from, to } = timeWindow(call);
  const range = {
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(devices === undefined ? {} : { sources: devices }),
    order,
  };
  for (const record of call.store.operations.range(range)) {
    if (status !== undefined && record.status !== status) continue;
    if (fragment === undefined || record.fields[fragment] !== undefined) yield record;
  }
}

/** By ascending ids; `revert=true` turns that round, but in range queries only (*Retrieve a list of operations*). */
function list(call: Call): Answer {
  const revert = timeWindow(call).ranged && call.query.flag('revert');
  const { items, links } = paginate(call, selected(call, revert ? 'newest' : 'oldest'));
  const details = { deviceName: true, externalIds: call.query.has('agentId') };
  return {
    status: 200,
    body: { operations: items.map((record) => operationView(call, record, details)), ...links },
  };
}

function find(call: Call): OperationRecord {
  const id = call.param('id');
  const record = call.store.operations.get(id);
  if (record === undefined) throw new PlatformError('unknownOperation', { id });
  return record;
}

function update(call: Call): Answer {
  const record = find(call);
  const body = objectBody(call);
  const next = changedOperation(call, record, body);
  if (body.deviceId !== record.sourceId) refuseReadOnly(call, body, ['deviceId']);
  if (call.mode.stores) call.store.operations.replace(next);
  tell(call, 'operations', 'UPDATE', record.sourceId, () => operationView(call, next));
  return { status: 200, body: operationView(call, next) };
}

const deviceOfBody = (call: Call) =>
  isObject(call.body) && typeof call.body.deviceId === 'string' ? [call.body.deviceId] : [];

const deviceOfRecord = (call: Call) => {
  const record = call.store.operations.get(call.param('id'));
  return record === undefined ? [] : [record.sourceId];
};

const READ = ['ROLE_DEVICE_CONTROL_READ'];
const ADMIN = ['ROLE_DEVICE_CONTROL_ADMIN'];

export const operationRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: OPERATIONS,
    produces: [ONE],
    consumes: ['operation'],
    permissions: ADMIN,
    owned: deviceOfBody,
    handle: create,
  },
  { method: 'GET', path: OPERATIONS, produces: [MANY], permissions: READ, handle: list },
  {
    method: 'DELETE',
    path: OPERATIONS,
    permissions: ADMIN,
    handle: (call) => {
      const doomed = [...selected(call, 'oldest')];
      for (const record of doomed) {
        if (call.mode.stores) call.store.operations.remove(record);
        tellDeleted(call, 'operations', record.sourceId, record.id);
      }
      return { status: 204 };
    },
  },
  {
    method: 'GET',
    path: `${OPERATIONS}/:id`,
    produces: [ONE],
    permissions: READ,
    owned: deviceOfRecord,
    handle: (call) => ({ status: 200, body: operationView(call, find(call)) }),
  },
  {
    method: 'PUT',
    path: `${OPERATIONS}/:id`,
    produces: [ONE],
    consumes: ['operation'],
    permissions: ADMIN,
    owned: deviceOfRecord,
    handle: update,
  },
];
