import { readThingParkDocument } from '../capture/index.ts';
import type { Envelope } from '../envelope.ts';
import type { Diagnosis } from './diagnose.ts';
import { exchangesOf } from './exchanges.ts';
import { member, text } from './json.ts';

/** Which messages are wanted; what is left out may be any. */
export interface Subject {
  /** 16 hexadecimal digits. */
  readonly devEui?: string;
  /** The counter of one uplink. */
  readonly fCntUp?: number;
}

/** The messages that are about a device, or about one of its uplinks, in their order. */
export function concerning(
  envelopes: readonly Envelope[],
  { held, trails }: Diagnosis,
  { devEui, fCntUp }: Subject,
): readonly Envelope[] {
  const ofDevice = devEui === undefined ? envelopes : aboutDevice(envelopes, held, devEui.toUpperCase());
  if (fCntUp === undefined) return ofDevice;
  const wanted = trails.filter(
    (trail) => trail.fCntUp === fCntUp && (devEui === undefined || trail.devEui === devEui.toUpperCase()),
  );
  const [trail] = wanted;
  if (trail === undefined) return [];
  const begin = Math.min(...[...trail.published, ...trail.handed].map(({ seq }) => seq));
  const end = nextUplink(ofDevice, trail.devEui, fCntUp, begin);
  const own = new Set(
    wanted.flatMap(({ published, handed, requests, events }) => [
      ...[...published, ...handed, ...events].map(({ seq }) => seq),
      ...requests.flatMap(({ request, answer, fault }) =>
        [request, answer, fault].flatMap((part) => part?.seq ?? []),
      ),
    ]),
  );
  // What happens about the device until its next uplink belongs to this one: its registration, say.
  const isNear = ({ seq, correlation }: Envelope) =>
    (seq >= begin && seq < end) || (correlation.fCntUp === fCntUp && correlation.devEui === trail.devEui);
  return aboutDevice(envelopes, held, trail.devEui).filter(
    (envelope) => own.has(envelope.seq) || isNear(envelope),
  );
}

function nextUplink(envelopes: readonly Envelope[], devEui: string, fCntUp: number, begin: number): number {
  const next = envelopes.find(({ seq, from, body }) => {
    if (seq <= begin || from !== 'network-server') return false;
    const document = readThingParkDocument(body);
    return document?.devEui === devEui && document.fCntUp !== undefined && document.fCntUp !== fCntUp;
  });
  return next?.seq ?? Number.POSITIVE_INFINITY;
}

function aboutDevice(
  envelopes: readonly Envelope[],
  held: Diagnosis['held'],
  devEui: string,
): readonly Envelope[] {
  const ids = [...held.objects.keys()].filter((id) => held.devEuiOf(id) === devEui);
  const operations = [...held.operations.values()].filter(({ deviceId }) => ids.includes(deviceId));
  const named = [
    ...ids.map((id) => new RegExp(`/managedObjects/${id}(?:/|$)|/globalIds/${id}/`)),
    ...operations.map(({ id }) => new RegExp(`/operations/${id}$`)),
  ];
  const sources = ids.flatMap((id) => [`"source":{"id":"${id}"`, `"deviceId":"${id}"`]);
  const concerns = (envelope: Envelope) => {
    if (envelope.correlation.devEui !== undefined)
      return envelope.correlation.devEui.toUpperCase() === devEui;
    const text = JSON.stringify([envelope.title, envelope.body]);
    if (text.toUpperCase().includes(devEui)) return true;
    return sources.some((source) => text.includes(source));
  };
  const wanted = new Set(envelopes.filter(concerns).map(({ seq }) => seq));
  for (const { request, answer, fault, path } of exchangesOf(envelopes)) {
    const parts = [request, answer, fault].flatMap((part) => part ?? []);
    const made = path === '/inventory/managedObjects' ? text(member(answer?.body, 'id')) : undefined;
    const isNamed = named.some((pattern) => path.search(pattern) >= 0) || ids.some((id) => id === made);
    if (isNamed || parts.some(({ seq }) => wanted.has(seq))) for (const { seq } of parts) wanted.add(seq);
  }
  return envelopes.filter(({ seq }) => wanted.has(seq));
}
