import { z } from 'zod';
import { type CallOptions, createSender } from './cumulocity-calls.ts';
import { createReader, unlessMissing } from './read-answer.ts';

const id = z.union([z.string().min(1), z.number().int().transform(String)]);

/** What Cumulocity answers may hold any status text; only these mean something here. */
export type OperationStatus = 'PENDING' | 'EXECUTING' | 'SUCCESSFUL' | 'FAILED';

/** An operation as far as the bridge looks at it; its other members are its fragments. */
export const operationSchema = z.looseObject({
  id,
  deviceId: id,
  status: z.string().optional(),
  /** ISO 8601. */
  creationTime: z.string().optional(),
});
export type Operation = Readonly<z.infer<typeof operationSchema>>;

const operationsSchema = z.object({ operations: z.array(operationSchema) });

const externalIdsSchema = z.object({
  externalIds: z.array(z.object({ type: z.string(), externalId: z.string() })),
});

const deviceObjectSchema = z.object({
  id,
  type: z.string().optional().catch(undefined),
  owner: z.string().optional().catch(undefined),
  c8y_Hardware: z.object({ serialNumber: z.string() }).optional().catch(undefined),
});
/** A managed object, as far as it tells whose it is. */
export type DeviceObject = Readonly<z.infer<typeof deviceObjectSchema>>;

export interface ExternalId {
  readonly type: string;
  readonly externalId: string;
}

/** How an operation goes on; a reason belongs to FAILED alone. */
export interface OperationUpdate {
  readonly status: Exclude<OperationStatus, 'PENDING'>;
  readonly failureReason?: string;
}

/** The part of Cumulocity's device control that the bridge needs. Every call throws `CumulocityError` when it fails. */
export interface OperationsApi {
  /** All operations of a status in the tenant, the oldest first. */
  list(status: OperationStatus): Promise<readonly Operation[]>;
  /** @throws {CumulocityError} code `not-found` when the operation is gone */
  update(operationId: string, update: OperationUpdate): Promise<void>;
  /** The external ids of a managed object; undefined when there is no such object. */
  externalIds(managedObjectId: string): Promise<readonly ExternalId[] | undefined>;
  deviceObject(managedObjectId: string): Promise<DeviceObject | undefined>;
}

/** The platform's largest page (Cumulocity OpenAPI, Query result paging). */
const PAGE_SIZE = 2000;
/** Bounds what one look costs; the rest is found when these have ended. */
const MOST_PAGES = 25;

/** Cumulocity OpenAPI, Device control API and Identity API. */
export function createOperationsApi(options: CallOptions): OperationsApi {
  const send = createSender(options);
  const read = createReader(options, send);
  return {
    list: async (status) => {
      const found = new Map<string, Operation>();
      for (let page = 1; page <= MOST_PAGES; page += 1) {
        const query = new URLSearchParams({
          status,
          pageSize: String(PAGE_SIZE),
          currentPage: String(page),
        });
        const path = `/devicecontrol/operations?${query}`;
        const { operations } = await read({ method: 'GET', path, accept: 'json' }, operationsSchema);
        for (const operation of operations) found.set(operation.id, operation);
        if (operations.length < PAGE_SIZE) break;
      }
      return [...found.values()].sort(byAge);
    },
    update: async (operationId, update) => {
      await send({
        method: 'PUT',
        path: `/devicecontrol/operations/${encodeURIComponent(operationId)}`,
        accept: 'operation',
        send: { type: 'operation', body: update },
      });
    },
    externalIds: async (managedObjectId) => {
      const path = `/identity/globalIds/${encodeURIComponent(managedObjectId)}/externalIds`;
      const found = await unlessMissing(read({ method: 'GET', path, accept: 'json' }, externalIdsSchema));
      return found?.externalIds;
    },
    deviceObject: (managedObjectId) => {
      const path = `/inventory/managedObjects/${encodeURIComponent(managedObjectId)}?withParents=false&withChildren=false`;
      return unlessMissing(read({ method: 'GET', path, accept: 'managedObject' }, deviceObjectSchema));
    },
  };
}

/** By creation, then by id: ids are numeric strings that grow. */
export function byAge(a: Operation, b: Operation): number {
  const [first, second] = [timeOf(a), timeOf(b)];
  if (first !== second) return first - second;
  return a.id.length === b.id.length ? (a.id < b.id ? -1 : 1) : a.id.length - b.id.length;
}

function timeOf({ creationTime }: Operation): number {
  const time = Date.parse(creationTime ?? '');
  return Number.isNaN(time) ? 0 : time;
}
