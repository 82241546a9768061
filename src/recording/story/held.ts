import type { Envelope, Party } from '../envelope.ts';
import { type Exchange, exchangesOf, succeeded } from './exchanges.ts';
import { list, member, members, text } from './json.ts';

/** A managed object, as far as the recorded traffic shows it. */
export interface HeldObject {
  readonly id: string;
  /** Who made it; undefined: it was there before. */
  readonly by: Party | undefined;
  /** What it was met in first. */
  readonly seq: number;
  readonly time: string;
  name: string | undefined;
  serialNumber: string | undefined;
  isDevice: boolean;
  readonly externalIds: { readonly type: string; readonly externalId: string; readonly by: Party }[];
  isDeleted: boolean;
}

/** A measurement, event or alarm that Cumulocity took. */
export interface HeldDatum {
  readonly kind: 'measurement' | 'event' | 'alarm';
  readonly source: string;
  /** When it was measured, in milliseconds since 1970. */
  readonly at: number;
  readonly type: string;
  /** Of events and alarms. */
  readonly text: string;
  /** Of measurements: `c8y_TemperatureMeasurement.T` → `21.5 C`. */
  readonly values: Readonly<Record<string, string>>;
  readonly by: Party;
  readonly seq: number;
}

export interface HeldOperation {
  readonly id: string;
  readonly deviceId: string;
  readonly seq: number;
  readonly time: string;
  /** Names of its fragments: `c8y_Command`. */
  readonly fragments: readonly string[];
  readonly body: unknown;
  readonly statuses: {
    readonly status: string;
    readonly time: string;
    readonly reason: string | undefined;
  }[];
}

/** What Cumulocity held, as the recorded traffic with it tells. */
export interface Held {
  readonly exchanges: readonly Exchange[];
  readonly objects: ReadonlyMap<string, HeldObject>;
  readonly data: readonly HeldDatum[];
  readonly operations: ReadonlyMap<string, HeldOperation>;
  /** The device that an object stands for: by external id, serial number or name. */
  devEuiOf(objectId: string): string | undefined;
}

const DEV_EUI = /^[0-9A-Fa-f]{16}$/;
const OPERATION_FIELDS = new Set([
  'id',
  'self',
  'deviceId',
  'status',
  'creationTime',
  'description',
  'failureReason',
]);

/** Follows the requests that Cumulocity carried out, whoever sent them. */
export function heldBy(envelopes: readonly Envelope[]): Held {
  const exchanges = exchangesOf(envelopes).filter(({ to }) => to === 'cumulocity');
  const fold = new Fold();
  for (const exchange of exchanges) if (succeeded(exchange)) fold.take(exchange);
  return {
    exchanges,
    objects: fold.objects,
    data: fold.data,
    operations: fold.operations,
    devEuiOf: (id) => fold.devEuiOf(id),
  };
}

class Fold {
  readonly objects = new Map<string, HeldObject>();
  readonly operations = new Map<string, HeldOperation>();
  data: HeldDatum[] = [];

  devEuiOf(id: string): string | undefined {
    const object = this.objects.get(id);
    const names = [
      ...(object?.externalIds.map(({ externalId }) => externalId) ?? []),
      object?.serialNumber,
      object?.name,
    ];
    return names.find((name) => name !== undefined && DEV_EUI.test(name))?.toUpperCase();
  }

  take(exchange: Exchange): void {
    const { method, path, request, answer } = exchange;
    const [, api = '', kind = '', id, rest] = path.split('/').map(decoded);
    if (api === 'inventory' && kind === 'managedObjects') this.#inventory(exchange, id, rest);
    if (api === 'identity') this.#identity(exchange, kind, id, rest);
    if (method === 'POST' && api === 'measurement') this.#measurements(exchange);
    if (method === 'POST' && api === 'event' && rest === undefined)
      this.#datum('event', request, request.body);
    if (method === 'POST' && api === 'alarm') this.#datum('alarm', request, request.body);
    if (api === 'devicecontrol') this.#operation(exchange, id, answer?.body);
  }

  #inventory({ method, request, answer }: Exchange, id: string | undefined, rest: string | undefined): void {
    if (rest !== undefined) return;
    if (method === 'POST' && id === undefined) {
      const made = text(member(answer?.body, 'id'));
      // An answer without a body names no id: the request that binds the external id will.
      if (made !== undefined) this.#describe(this.#object(made, request, request.from), request.body);
      return;
    }
    if (id === undefined) {
      for (const one of list(member(answer?.body, 'managedObjects'))) {
        const found = text(member(one, 'id'));
        if (found !== undefined) this.#describe(this.#object(found, request, undefined), one);
      }
      return;
    }
    const object = this.#object(id, request, undefined);
    if (method === 'DELETE') object.isDeleted = true;
    else this.#describe(object, method === 'GET' ? answer?.body : request.body);
  }

  #describe(object: HeldObject, body: unknown): void {
    object.name = text(member(body, 'name')) ?? object.name;
    object.serialNumber = text(member(body, 'c8y_Hardware', 'serialNumber')) ?? object.serialNumber;
    object.isDevice ||= member(body, 'c8y_IsDevice') !== undefined;
    for (const one of list(member(body, 'externalIds'))) this.#bind(object, one, object.by ?? 'operator');
  }

  #identity({ method, request, answer }: Exchange, kind: string, id = '', rest = ''): void {
    if (kind === 'globalIds' && method === 'POST')
      this.#bind(this.#object(id, request, request.from), request.body, request.from);
    if (kind !== 'externalIds') return;
    if (method === 'GET') {
      const found = text(member(answer?.body, 'managedObject', 'id'));
      const body = { type: id, externalId: rest };
      if (found !== undefined) this.#bind(this.#object(found, request, undefined), body, 'operator');
    }
    if (method !== 'DELETE') return;
    for (const { externalIds } of this.objects.values()) {
      const index = externalIds.findIndex(({ type, externalId }) => type === id && externalId === rest);
      if (index >= 0) externalIds.splice(index, 1);
    }
  }

  #bind(object: HeldObject, body: unknown, by: Party): void {
    const type = text(member(body, 'type'));
    const externalId = text(member(body, 'externalId'));
    if (type === undefined || externalId === undefined) return;
    object.isDevice ||= DEV_EUI.test(externalId);
    const isKnown = object.externalIds.some((one) => one.type === type && one.externalId === externalId);
    if (!isKnown) object.externalIds.push({ type, externalId, by });
  }

  #object(id: string, { seq, time }: Envelope, by: Party | undefined): HeldObject {
    const known = this.objects.get(id);
    if (known !== undefined) return known;
    const object: HeldObject = {
      id,
      by,
      seq,
      time,
      name: undefined,
      serialNumber: undefined,
      isDevice: false,
      externalIds: [],
      isDeleted: false,
    };
    this.objects.set(id, object);
    return object;
  }

  #measurements({ request }: Exchange): void {
    const bulk = member(request.body, 'measurements');
    for (const one of bulk === undefined ? [request.body] : list(bulk))
      this.#datum('measurement', request, one);
  }

  #datum(kind: HeldDatum['kind'], { from, seq }: Envelope, body: unknown): void {
    const source = text(member(body, 'source', 'id'));
    if (source === undefined) return;
    this.data.push({
      kind,
      source,
      at: Date.parse(text(member(body, 'time')) ?? ''),
      type: text(member(body, 'type')) ?? '',
      text: text(member(body, 'text')) ?? '',
      values: kind === 'measurement' ? valuesOf(body) : {},
      by: from,
      seq,
    });
  }

  #operation({ method, request }: Exchange, id: string | undefined, answered: unknown): void {
    if (method === 'GET') {
      for (const one of [answered, ...list(member(answered, 'operations'))]) this.#met(one, request);
      return;
    }
    if (method === 'POST') {
      const made = Object.fromEntries([...members(request.body), ...members(answered)]);
      this.#met(made, request);
      return;
    }
    const operation = id === undefined ? undefined : this.operations.get(id);
    const status = text(member(request.body, 'status'));
    if (operation === undefined || status === undefined) return;
    const reason = text(member(request.body, 'failureReason'));
    operation.statuses.push({ status, time: request.time, reason });
  }

  #met(body: unknown, { seq, time }: Envelope): void {
    const id = text(member(body, 'id'));
    const deviceId = text(member(body, 'deviceId'));
    if (id === undefined || deviceId === undefined || this.operations.has(id)) return;
    const fragments = members(body).map(([name]) => name);
    this.operations.set(id, {
      id,
      deviceId,
      seq,
      time,
      fragments: fragments.filter((name) => !OPERATION_FIELDS.has(name)),
      body,
      statuses: [{ status: text(member(body, 'status')) ?? 'PENDING', time, reason: undefined }],
    });
  }
}

/** The series of a measurement (Cumulocity OpenAPI, Measurements): value and unit as one text. */
function valuesOf(body: unknown): Readonly<Record<string, string>> {
  const values: Record<string, string> = {};
  for (const [fragment, content] of members(body)) {
    for (const [series, entry] of members(content)) {
      const value = member(entry, 'value');
      const unit = text(member(entry, 'unit'));
      if (typeof value === 'number')
        values[`${fragment}.${series}`] = unit === undefined ? String(value) : `${value} ${unit}`;
    }
  }
  return values;
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    // It was not percent-encoded: it is what it says.
    return segment;
  }
}
