import { z } from 'zod';
import { PlatformError } from '../errors.ts';
import type { Call } from '../server/call.ts';
import type { ManagedObject } from '../store/managed-objects.ts';
import type { OperationRecord } from '../store/tenant-store.ts';
import { requireObject } from './inventory-write.ts';
import { mergeFragments, validate, without } from './validation.ts';

export const OPERATIONS = '/devicecontrol/operations';
export const STATUSES = ['SUCCESSFUL', 'FAILED', 'EXECUTING', 'PENDING'] as const;

/** What makes an object an agent (Cumulocity OpenAPI, *Device control API*). */
const AGENT = 'com_cumulocity_model_Agent';

const SERVER_SET = new Set([
  'id',
  'self',
  'deviceId',
  'deviceName',
  'deviceExternalIDs',
  'bulkOperationId',
  'creationTime',
  'status',
]);

/** Only the device is mandatory; status and reason are the server's to begin with (*Create an operation*). */
const createSchema = z.looseObject({ deviceId: z.string().min(1, 'must be the id of a managed object') });

const changeSchema = z.looseObject({
  status: z.enum(STATUSES),
  failureReason: z.string().nullish(),
});

/** The agents that the device's operations go to: itself, and those above it through `childDevices`. */
function agentsOf(call: Call, device: ManagedObject): ManagedObject[] {
  return [device, ...call.store.objects.ancestors(device, 'childDevices')].filter(
    (object) => object.fields[AGENT] !== undefined,
  );
}

/**
 * A new operation out of a body.
 *
 * @throws PlatformError 422 where the device doesn't exist, or has no agent and `unsettled` asks for one
 */
export function operationOf(
  call: Call,
  body: unknown,
): { record: OperationRecord; agents: readonly string[] } {
  const given = validate(createSchema, body);
  const device = call.store.objects.get(given.deviceId);
  if (device === undefined) throw new PlatformError('unknownDevice', { id: given.deviceId });
  const agents = agentsOf(call, device).map((agent) => agent.id);
  if (call.unsettled.deviceWithoutAgent === 'refuse' && agents.length === 0) {
    throw new PlatformError('noAgent', { id: device.id });
  }
  const record: OperationRecord = {
    ...call.store.nextId(),
    sourceId: device.id,
    type: 'operation',
    at: call.now,
    created: call.now,
    updated: call.now,
    status: 'PENDING',
    fields: mergeFragments({}, without(given, new Set([...SERVER_SET, 'failureReason']))),
  };
  return { record, agents };
}

/**
 * The operation after a PUT, which must name a status. A reason belongs to FAILED only: it goes with that status.
 *
 * @throws PlatformError 422
 */
export function changedOperation(call: Call, record: OperationRecord, body: unknown): OperationRecord {
  const change = validate(changeSchema, body);
  const fields = mergeFragments(record.fields, without(change, SERVER_SET));
  const kept = change.status === 'FAILED' ? fields : without(fields, new Set(['failureReason']));
  return { ...record, status: change.status, updated: call.now, fields: kept };
}

interface OperationDetails {
  readonly deviceName?: boolean;
  readonly externalIds?: boolean;
}

/** Lists name the device; its external ids stand in those by `agentId` only (*Retrieve a list of operations*). */
export function operationView(call: Call, record: OperationRecord, details: OperationDetails = {}) {
  const name = call.store.objects.get(record.sourceId)?.fields.name;
  return {
    ...record.fields,
    ...(call.method !== 'POST' || call.mode.stores
      ? { id: record.id, self: `${call.origin}${OPERATIONS}/${record.id}` }
      : {}),
    deviceId: record.sourceId,
    ...(details.deviceName === true && typeof name === 'string' ? { deviceName: name } : {}),
    ...(details.externalIds === true ? { deviceExternalIDs: externalIdsOf(call, record.sourceId) } : {}),
    status: record.status,
    creationTime: new Date(record.created).toISOString(),
  };
}

function externalIdsOf(call: Call, objectId: string) {
  const externalIds = [...call.store.externalIds.of(objectId)].map(({ type, externalId }) => ({
    type,
    externalId,
    managedObject: { id: objectId, self: `${call.origin}/inventory/managedObjects/${objectId}` },
    self: `${call.origin}/identity/externalIds/${encodeURIComponent(type)}/${encodeURIComponent(externalId)}`,
  }));
  return { externalIds, self: `${call.origin}/identity/globalIds/${objectId}/externalIds` };
}

/** The devices whose operations are asked for: one, an agent with all that is below it, or undefined for all. */
export function wantedDevices(call: Call): readonly string[] | undefined {
  const device = call.query.text('deviceId');
  const agent = call.query.text('agentId');
  if (agent === undefined) return device === undefined ? undefined : [device];
  const root = requireObject(call, agent);
  const below = call.store.objects.descendants(root, ['childDevices']).map((object) => object.id);
  const all = [root.id, ...below];
  return device === undefined ? all : all.filter((id) => id === device);
}
