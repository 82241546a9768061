import { readThingParkDocument, type ThingParkDocument } from '../capture/index.ts';
import type { Envelope } from '../envelope.ts';
import type { Exchange } from './exchanges.ts';
import type { Held, HeldDatum } from './held.ts';
import { list, member, text } from './json.ts';

/** One uplink with all that the recording tells of its way. */
export interface Trail {
  readonly document: ThingParkDocument;
  readonly devEui: string;
  readonly fCntUp: number | undefined;
  /** When the base station heard it, in milliseconds since 1970; the time of the recording where it does not say. */
  readonly at: number;
  /** By the network, to the broker or by HTTP; several times where it was repeated. */
  readonly published: readonly Envelope[];
  /** By the broker, or by HTTP, to the bridge. */
  readonly handed: readonly Envelope[];
  /** What the bridge asked Cumulocity to store of it, whatever the answer. */
  readonly requests: readonly Exchange[];
  /** Measurements that Cumulocity holds of it. */
  readonly stored: readonly HeldDatum[];
  /** The bridge's own events that name it. */
  readonly events: readonly Envelope[];
}

interface Open {
  readonly document: ThingParkDocument;
  readonly at: number;
  readonly published: Envelope[];
  readonly handed: Envelope[];
}

/** The uplinks of a recording with their ways, in the order in which they were first met. */
export function trailsOf(envelopes: readonly Envelope[], held: Held): readonly Trail[] {
  const open = new Map<string, Open>();
  for (const envelope of envelopes) {
    const { from, to, kind, time } = envelope;
    if (kind !== 'mqtt' && kind !== 'http-request') continue;
    const document = readThingParkDocument(envelope.body);
    if (document?.root !== 'DevEUI_uplink' || document.isJoinRequest) continue;
    const at = document.at ?? Date.parse(time);
    const key = `${document.devEui} ${document.fCntUp} ${at}`;
    const trail = open.get(key) ?? { document, at, published: [], handed: [] };
    open.set(key, trail);
    if (from === 'network-server') trail.published.push(envelope);
    if (to === 'bridge') trail.handed.push(envelope);
  }
  return [...open.values()].map(({ document, at, published, handed }) => {
    const { devEui, fCntUp } = document;
    return {
      document,
      devEui,
      fCntUp,
      at,
      published,
      handed,
      requests: held.exchanges.filter((exchange) => tellsOf(exchange, devEui, at, held)),
      stored: held.data.filter(
        (datum) =>
          datum.kind === 'measurement' &&
          datum.by === 'bridge' &&
          datum.at === at &&
          held.devEuiOf(datum.source) === devEui,
      ),
      events: envelopes.filter(
        ({ kind, correlation }) =>
          kind === 'event' && correlation.devEui === devEui && correlation.fCntUp === fCntUp,
      ),
    };
  });
}

/** Whether a request carries data of a device of that moment. */
function tellsOf({ from, method, request }: Exchange, devEui: string, at: number, held: Held): boolean {
  if (from !== 'bridge' || method !== 'POST') return false;
  const { body, correlation } = request;
  const bulk = member(body, 'measurements');
  return (bulk === undefined ? [body] : list(bulk)).some((one) => {
    if (Date.parse(text(member(one, 'time')) ?? '') !== at) return false;
    const source = text(member(one, 'source', 'id')) ?? '';
    return (held.devEuiOf(source) ?? correlation.devEui) === devEui;
  });
}

/** The values among what is stored of an uplink that the device itself measured: no radio, no book-keeping. */
export function measuredValues(stored: readonly HeldDatum[]): readonly string[] {
  return stored.flatMap(({ values }) =>
    Object.keys(values).filter((name) => !/^(?:c8y_SignalStrength|iotFlow_)/.test(name)),
  );
}

/** Whether an uplink brings something to be decoded: port 0 is for the network's own commands (LoRaWAN 1.0.3, 4.3.2). */
export function bringsPayload({ document: { fields } }: Trail): boolean {
  const hex = text(fields.payload_hex) ?? '';
  return hex !== '' && Number(fields.FPort) > 0;
}

/** What ThingPark says of a payload that it could not decode. */
export function decodingError({ document: { fields } }: Trail): string | undefined {
  const error = fields.payloadDecodedError;
  if (error === undefined || error === null) return undefined;
  const parts = [member(error, 'code'), member(error, 'message')].map(text);
  return parts.filter((part) => part !== undefined).join(': ') || JSON.stringify(error);
}
