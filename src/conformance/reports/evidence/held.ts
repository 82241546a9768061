import { type Exchange, list, member, members, succeeded, text } from '../../../recording/index.ts';
import { type Fact, type Facts, fewOf, type NamedValue } from './fact.ts';
import { nameValues, shortText } from './name-values.ts';
import { parseBody, withoutSecrets } from './read-body.ts';

const MOST_VALUES = 6;
/** Kinds of lists that Cumulocity answers, and what an entry is called (Cumulocity OpenAPI). */
const LISTS: Readonly<Record<string, { readonly one: string; readonly many: string }>> = {
  managedObjects: { one: 'Device', many: 'Devices' },
  measurements: { one: 'Measurement', many: 'Measurements' },
  events: { one: 'Event', many: 'Events' },
  alarms: { one: 'Alarm', many: 'Alarms' },
  operations: { one: 'Operation', many: 'Operations' },
  externalIds: { one: 'External id', many: 'External ids' },
};
/** What an entry is known by. */
const FIRST: Readonly<Record<string, readonly string[]>> = {
  events: ['type', 'text'],
  alarms: ['severity', 'status', 'type', 'text'],
  operations: ['status', 'failureReason'],
  managedObjects: [
    'name',
    'c8y_Hardware.serialNumber',
    'c8y_Hardware.model',
    'c8y_Position.lat',
    'c8y_Position.lng',
  ],
};
/** Told beside the values, or by what was sent. */
const SHOWN_OTHERWISE: readonly string[] = ['id', 'time', 'iotFlow_Frame'];
/** What is told of a device beside its data. */
const BESIDE_DATA: readonly string[] = ['name', 'c8y_Position'];
/** The kind of what is written by an API, by the first part of its path. */
const WRITES: Readonly<Record<string, string>> = {
  measurement: 'measurements',
  event: 'events',
  alarm: 'alarms',
  inventory: 'managedObjects',
  devicecontrol: 'operations',
};

/** Something that Cumulocity held; without an entry for a kind of which it held none. */
interface Held {
  readonly kind: string;
  readonly entry: unknown;
}

/** What Cumulocity held: as it was looked up; where nobody looked, as the bridge wrote it and Cumulocity took it. */
export function factsHeld(all: readonly Exchange[], most: number): Facts {
  const exchanges = all.filter((one) => one.to === 'cumulocity' && succeeded(one));
  const looks = exchanges.filter(({ from, method }) => from === 'operator' && method === 'GET');
  const read = looks.flatMap(heldInAnswer);
  const kinds = new Set(read.map(({ kind }) => kind));
  const written = exchanges.flatMap(heldByWriting).filter(({ kind }) => !kinds.has(kind));
  const held = lastOfEachOperation([...written, ...read]);
  const data = held.filter(isData);
  const others = held.filter((one) => !isData(one));
  // Beside its data a device needs no more than its name; where there are none, it is what the scenario is about.
  return fewOf([...data, ...others], most, (one) => factOf(one, data.length > 0));
}

/** An operation is written once for each of its states; how it ended is what was held. */
function lastOfEachOperation(held: readonly Held[]): readonly Held[] {
  const last = new Map(held.map((one) => [member(one.entry, 'id'), one]));
  return held.filter((one) => one.kind !== 'operations' || last.get(member(one.entry, 'id')) === one);
}

function isData({ kind, entry }: Held): boolean {
  return entry !== undefined && kind !== 'managedObjects' && kind !== 'externalIds';
}

function heldInAnswer({ answer, path }: Exchange): Held[] {
  const body = parseBody(answer?.body);
  const kind = Object.keys(LISTS).find((name) => Array.isArray(member(body, name)));
  if (kind === undefined) {
    const [, one = ''] = /\/(operations|managedObjects)\/\d+$/.exec(path) ?? [];
    return one === '' ? [] : [{ kind: one, entry: body }];
  }
  const entries = list(member(body, kind));
  return entries.length === 0 ? [{ kind, entry: undefined }] : entries.map((entry) => ({ kind, entry }));
}

function heldByWriting({ from, method, path, request }: Exchange): Held[] {
  const [, api = ''] = path.split('/');
  const kind = WRITES[api];
  if (from !== 'bridge' || method === 'GET' || method === 'DELETE' || kind === undefined) return [];
  const body = parseBody(request.body);
  const [, id] = /\/(\d+)$/.exec(path) ?? [];
  if (id !== undefined) return [{ kind, entry: { id, ...Object.fromEntries(members(body)) } }];
  const entries = list(member(body, kind));
  return (entries.length > 0 ? entries : [body]).map((entry) => ({ kind, entry }));
}

function factOf({ kind, entry: recorded }: Held, isBeside: boolean): Fact {
  const { one = kind, many = kind } = LISTS[kind] ?? {};
  if (recorded === undefined) return { what: many, values: [{ name: '', value: 'none' }] };
  const entry = withoutSecrets(recorded);
  const id = text(member(entry, 'id'));
  const time = text(member(entry, 'time'));
  const isNamed = id !== undefined && (kind === 'operations' || kind === 'managedObjects');
  return {
    ...(time === undefined ? {} : { time }),
    what: isNamed ? `${one} ${id}` : one,
    values: kind === 'measurements' ? seriesOf(entry) : valuesOf(kind, entry, isBeside),
  };
}

function valuesOf(kind: string, entry: unknown, isBeside: boolean): NamedValue[] {
  const document =
    kind === 'managedObjects' && isBeside ? pick(entry, BESIDE_DATA) : without(entry, SHOWN_OTHERWISE);
  return nameValues(document, MOST_VALUES, FIRST[kind]);
}

function pick(entry: unknown, names: readonly string[]): unknown {
  return Object.fromEntries(members(entry).filter(([name]) => names.includes(name)));
}

function without(entry: unknown, names: readonly string[]): unknown {
  return Object.fromEntries(members(entry).filter(([name]) => !names.includes(name)));
}

/** A line for each fragment: what the device measured before how it was heard; the bridge's own marks of the frame not at all. */
function seriesOf(entry: unknown): NamedValue[] {
  const values = members(entry).flatMap(([fragment, content]) => {
    const series = members(content).flatMap(([name, one]) => {
      const value = member(one, 'value');
      return value === undefined
        ? []
        : `${name} ${shortText(value)} ${text(member(one, 'unit')) ?? ''}`.trim();
    });
    return series.length === 0 || fragment === 'iotFlow_Frame'
      ? []
      : { name: fragment, value: series.join(', ') };
  });
  const isSignal = ({ name }: NamedValue) => name === 'c8y_SignalStrength';
  return [...values.filter((value) => !isSignal(value)), ...values.filter(isSignal)].slice(0, MOST_VALUES);
}
