import {
  currentTenantSchema,
  currentUserSchema,
  eventsSchema,
  externalIdSchema,
  managedObjectSchema,
  managedObjectsSchema,
  measurementsSchema,
} from './answers.ts';
import { countElements } from './count-elements.ts';
import { type CallOptions, createSender } from './cumulocity-calls.ts';
import type { EventDraft, MeasurementDraft, Position } from './drafts.ts';
import { CumulocityError } from './errors.ts';
import type { HttpResponse } from './http-transport.ts';
import { createOperationsApi, type OperationsApi } from './operations.ts';
import { createReader, unlessMissing } from './read-answer.ts';
import { createRealtimeApi, type RealtimeApi } from './realtime.ts';

/** A measurement or event with the managed object it belongs to. */
export type Sourced<T> = T & { readonly sourceId: string };

/** A stored measurement or event as far as the bridge looks at it. */
export type Stored = Readonly<Record<string, unknown>>;

export interface LookFor {
  readonly sourceId: string;
  readonly type: string;
  /** ISO 8601; the range is `[from, to)`. */
  readonly from: string;
  readonly to: string;
  /** At most so many; the platform's largest page unless told otherwise. */
  readonly limit?: number;
}

/** The part of Cumulocity's REST API that the bridge needs. Every call throws `CumulocityError` when it fails. */
export interface CumulocityClient {
  readonly operations: OperationsApi;
  readonly realtime: RealtimeApi;
  /** Name (id) of the tenant that the credentials belong to. */
  currentTenant(): Promise<string>;
  /** The user's name; asked so that missing permissions show at once. */
  currentUser(): Promise<string>;
  /** The managed object bound to an external id; undefined when there is none. */
  findByExternalId(type: string, externalId: string): Promise<string | undefined>;
  /** @throws {CumulocityError} code `conflict` when the external id belongs to another object */
  bindExternalId(managedObjectId: string, type: string, externalId: string): Promise<void>;
  createManagedObject(fragments: Readonly<Record<string, unknown>>): Promise<string>;
  /** Objects of a type whose `c8y_Hardware.serialNumber` is the given one, the oldest first. */
  findBySerialNumber(type: string, serialNumber: string): Promise<readonly string[]>;
  deleteManagedObject(id: string): Promise<void>;
  managedObjectExists(id: string): Promise<boolean>;
  updatePosition(id: string, position: Position): Promise<void>;
  /** Several travel in one bulk request. */
  createMeasurements(measurements: readonly Sourced<MeasurementDraft>[]): Promise<void>;
  findMeasurements(what: LookFor): Promise<readonly Stored[]>;
  createEvent(event: Sourced<EventDraft>): Promise<void>;
  findEvents(what: LookFor): Promise<readonly Stored[]>;
}

/** One page is looked at; the platform's largest (Cumulocity OpenAPI, Query result paging). */
export const LARGEST_PAGE = 2000;

/** Makes the client of one connection's link. */
export function createCumulocityClient(options: CallOptions): CumulocityClient {
  const send = createSender(options);
  const read = createReader(options, send);

  // A 200 is what a proxy or a login page in between answers, and nothing is stored by it (Cumulocity OpenAPI: 201).
  const create = async (call: Parameters<typeof send>[0]): Promise<HttpResponse> => {
    const response = await send(call);
    if (response.status === 201) return response;
    const what = `${options.account.hostName} ${call.method} ${call.path}`;
    throw new CumulocityError('unexpected-answer', `${what} answered ${response.status}`, {
      status: response.status,
      maybeCarriedOut: true,
    });
  };

  return {
    operations: createOperationsApi(options),
    realtime: createRealtimeApi(options),
    currentTenant: async () =>
      (await read({ method: 'GET', path: '/tenant/currentTenant', accept: 'json' }, currentTenantSchema))
        .name,
    currentUser: async () => {
      const call = { method: 'GET', path: '/user/currentUser', accept: 'currentUser' } as const;
      const user = await read(call, currentUserSchema);
      return user.userName ?? user.id ?? '';
    },
    findByExternalId: async (type, externalId) => {
      const path = `/identity/externalIds/${encodeURIComponent(type)}/${encodeURIComponent(externalId)}`;
      const found = await unlessMissing(
        read({ method: 'GET', path, accept: 'externalId' }, externalIdSchema),
      );
      return found?.managedObject.id;
    },
    bindExternalId: async (managedObjectId, type, externalId) => {
      await send({
        method: 'POST',
        path: `/identity/globalIds/${managedObjectId}/externalIds`,
        accept: 'externalId',
        send: { type: 'externalId', body: { type, externalId } },
      });
    },
    createManagedObject: async (fragments) => {
      const call = {
        method: 'POST',
        path: '/inventory/managedObjects',
        accept: 'managedObject',
        send: { type: 'managedObject', body: fragments },
      } as const;
      return (await read(call, managedObjectSchema)).id;
    },
    findBySerialNumber: async (type, serialNumber) => {
      const filter = `$filter=(type eq '${type}' and c8y_Hardware.serialNumber eq '${serialNumber}')`;
      const path = `/inventory/managedObjects?${new URLSearchParams({ query: filter, pageSize: '100' })}`;
      const { managedObjects } = await read({ method: 'GET', path, accept: 'json' }, managedObjectsSchema);
      return managedObjects
        .filter((found) => found.type === type && found.c8y_Hardware?.serialNumber === serialNumber)
        .map(({ id }) => id);
    },
    deleteManagedObject: async (id) => {
      const path = `/inventory/managedObjects/${id}`;
      await unlessMissing(send({ method: 'DELETE', path, accept: 'json' }));
    },
    managedObjectExists: async (id) => {
      const path = `/inventory/managedObjects/${id}?withParents=false&withChildren=false`;
      const found = await unlessMissing(send({ method: 'GET', path, accept: 'managedObject' }));
      return found !== undefined;
    },
    updatePosition: async (id, position) => {
      await send({
        method: 'PUT',
        path: `/inventory/managedObjects/${id}`,
        accept: 'managedObject',
        send: { type: 'managedObject', body: { c8y_Position: position } },
      });
    },
    createMeasurements: async (measurements) => {
      const [first, ...more] = measurements.map(measurementBody);
      if (first === undefined) return;
      const single = more.length === 0;
      const type = single ? 'measurement' : 'measurementCollection';
      const answer = await create({
        method: 'POST',
        path: '/measurement/measurements',
        accept: type,
        send: { type, body: single ? first : { measurements: [first, ...more] } },
      });
      if (!single) expectWhole(answer, measurements.length);
    },
    findMeasurements: async (what) => {
      const path = `/measurement/measurements?${queryOf(what)}`;
      const call = { method: 'GET', path, accept: 'json' } as const;
      return (await read(call, measurementsSchema)).measurements;
    },
    createEvent: async ({ sourceId, fragments, ...event }) => {
      await create({
        method: 'POST',
        path: '/event/events',
        accept: 'event',
        send: { type: 'event', body: { source: { id: sourceId }, ...event, ...fragments } },
      });
    },
    findEvents: async (what) => {
      const path = `/event/events?${queryOf(what)}`;
      return (await read({ method: 'GET', path, accept: 'json' }, eventsSchema)).events;
    },
  };
}

/**
 * No source says that a bulk request is all or nothing: an answer that holds less than was sent tells that the rest was
 * not stored. One without a body says nothing against it.
 */
function expectWhole({ status, body }: HttpResponse, sent: number): void {
  const stored = countElements(body, 'measurements');
  if (stored === undefined || stored >= sent) return;
  throw new CumulocityError('refused', `of ${sent} measurements ${stored} were stored`, {
    status,
    maybeCarriedOut: true,
  });
}

/** Assigned: a literal with a spread in it costs twice as much, and this is made of every uplink. */
function measurementBody({ sourceId, type, time, fragments }: Sourced<MeasurementDraft>) {
  return Object.assign({ source: { id: sourceId }, type, time }, fragments);
}

function queryOf({ sourceId, type, from, to, limit = LARGEST_PAGE }: LookFor): string {
  return new URLSearchParams({
    source: sourceId,
    type,
    dateFrom: from,
    dateTo: to,
    pageSize: String(limit),
  }).toString();
}
