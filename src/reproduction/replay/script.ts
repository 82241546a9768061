import type { FaultPlan } from '../../../mocks/cumulocity/index.ts';
import {
  type Capture,
  diagnose,
  type Envelope,
  type Held,
  readThingParkDocument,
} from '../../recording/index.ts';
import { ReproductionError } from '../errors.ts';
import { outagesOf } from './outages.ts';

/** One thing that somebody other than the bridge did. */
export type Act = { readonly at: number; readonly envelope: Envelope } & (
  | { readonly kind: 'document'; readonly devEui: string; readonly document: unknown }
  /** `downlink`: which downlink to the device it reports of, counted from 0. */
  | {
      readonly kind: 'report';
      readonly devEui: string;
      readonly document: unknown;
      readonly downlink: number | undefined;
    }
  | { readonly kind: 'management' | 'platform'; readonly method: Method; readonly path: string }
);

export type Method = 'POST' | 'PUT' | 'DELETE' | 'PATCH';

/** What is to happen again: all but the doings of the bridge. */
export interface Script {
  /** In milliseconds since 1970. */
  readonly start: number;
  readonly end: number;
  readonly acts: readonly Act[];
  readonly outages: readonly FaultPlan[];
  /** Devices that send or are sent something. */
  readonly devEuis: readonly string[];
  /** Whether connections are made and assigned in it; else that was done before it begins. */
  readonly setsUp: boolean;
  /** The answers that were recorded, by the exchange. */
  readonly answers: ReadonlyMap<string, unknown>;
  readonly held: Held;
}

/** Finds in a recording what is to happen again. @throws ReproductionError nothing-to-replay */
export function scriptOf({ envelopes }: Capture): Script {
  const { held } = diagnose(envelopes);
  const downlinks = downlinksOf(envelopes);
  const acts = envelopes.flatMap((envelope) => actOf(envelope, downlinks));
  const [first] = acts;
  if (first === undefined) throw new ReproductionError('nothing-to-replay', whatIsMissing({ acts, held }));
  const times = envelopes.map(({ time }) => Date.parse(time));
  const named = acts.flatMap((act) => ('devEui' in act ? [act.devEui] : []));
  const commanded = [...held.operations.values()].flatMap(({ deviceId }) => held.devEuiOf(deviceId) ?? []);
  return {
    start: Math.min(...acts.map(({ at }) => at)),
    end: times.reduce((latest, time) => Math.max(latest, time), first.at),
    acts,
    outages: outagesOf(held),
    devEuis: [...new Set([...named, ...commanded])],
    setsUp: acts.some(
      (act) => act.kind === 'management' && act.method === 'POST' && act.path === '/connections',
    ),
    answers: new Map(
      envelopes.flatMap(({ kind, from, correlation: { exchange }, body }) =>
        kind === 'http-response' && exchange !== undefined ? [[`${from} ${exchange}`, body] as const] : [],
      ),
    ),
    held,
  };
}

/**
 * What a recording lacks that shows the bridge's requests and not what brought them about, as a HAR file may; undefined
 * where it has uplinks, or where the bridge sent nothing.
 */
export function whatIsMissing({ acts, held }: Pick<Script, 'acts' | 'held'>): string | undefined {
  const sent = held.exchanges.filter(({ from, to }) => from === 'bridge' && to === 'cumulocity').length;
  return sent === 0 || acts.some(({ kind }) => kind === 'document')
    ? undefined
    : `it holds ${sent} of the bridge’s requests to Cumulocity, which come about by themselves once the uplinks happen again; the uplinks are missing`;
}

/** The correlation ids of the downlinks to each device, in their order. */
function downlinksOf(envelopes: readonly Envelope[]): ReadonlyMap<string, readonly (string | undefined)[]> {
  const downlinks = new Map<string, (string | undefined)[]>();
  for (const { from, kind, body } of envelopes) {
    const document = kind === 'mqtt' && from === 'bridge' ? readThingParkDocument(body) : undefined;
    if (document?.root !== 'DevEUI_downlink') continue;
    downlinks.set(document.devEui, [...(downlinks.get(document.devEui) ?? []), document.correlationId]);
  }
  return downlinks;
}

function actOf(envelope: Envelope, downlinks: ReturnType<typeof downlinksOf>): Act[] {
  const { from, to, kind, body, time, title, correlation } = envelope;
  const at = Date.parse(time);
  if (from === 'network-server' && (kind === 'mqtt' || kind === 'http-request')) {
    const document = readThingParkDocument(body);
    const devEui = document?.devEui ?? correlation.devEui;
    if (devEui === undefined) return [];
    if (document === undefined || !/^DevEUI_downlink_/.test(document.root))
      return [{ at, envelope, kind: 'document', devEui, document: body }];
    const number = downlinks.get(devEui)?.indexOf(document.correlationId) ?? -1;
    const downlink = document.correlationId === undefined || number < 0 ? undefined : number;
    return [{ at, envelope, kind: 'report', devEui, document: body, downlink }];
  }
  const [, method, path = ''] = /^([A-Z]+) (\/\S*)$/.exec(title) ?? [];
  if (from !== 'operator' || kind !== 'http-request' || !changes(method)) return [];
  // Whoever signs in does so with a secret, which no recording holds; realtime sessions are a looker's.
  if (/^\/(?:oauth|tenant\/oauth|notification|cep)(?:\/|$)/.test(path)) return [];
  if (to === 'bridge') return [{ at, envelope, kind: 'management', method, path }];
  return to === 'cumulocity' ? [{ at, envelope, kind: 'platform', method, path }] : [];
}

function changes(method: string | undefined): method is Method {
  return method === 'POST' || method === 'PUT' || method === 'DELETE' || method === 'PATCH';
}
