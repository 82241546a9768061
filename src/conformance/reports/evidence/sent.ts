import { type Envelope, member, members } from '../../../recording/index.ts';
import { type Fact, type Facts, fewOf } from './fact.ts';
import { nameValues } from './name-values.ts';
import type { Phases } from './phases.ts';
import { readBody } from './read-body.ts';

const MOST_VALUES = 5;
/** What a reader looks for in a document of the network. */
const TELLING = [
  'FPort',
  'payload_hex',
  'payload',
  'DeliveryStatus',
  'DownlinkRejectionCause',
  'rawJoinRequest',
];

/** What devices, network and people sent: uplinks and reports, calls of the management API, changes in Cumulocity. */
export function factsSent({ given, told, seen }: Phases, telling: readonly string[], most: number): Facts {
  const done = told.filter((envelope) => isAct(envelope) || isQuestion(envelope, seen));
  // Where nothing is done but looked, what was prepared is what was sent: the uplinks rather than the connection.
  const prepared = done.length > 0 ? [] : given.filter(isAct);
  const matter = prepared.filter((envelope) => !isUsualPreparation(envelope));
  const acts = [done, matter, prepared].find(({ length }) => length > 0) ?? [];
  return fewOf(acts, most, (act) => factOf(act, telling));
}

/** Something that changes something. */
function isAct({ kind, from, to, title }: Envelope): boolean {
  if (kind === 'mqtt') return from === 'network-server' && to === 'broker';
  if (kind !== 'http-request') return false;
  return from === 'network-server' || (from === 'operator' && !title.startsWith('GET '));
}

function isUsualPreparation({ title }: Envelope): boolean {
  return /^POST \/(connections|devices\/[^/]+\/connections)$/.test(title);
}

/** What is asked in a When is what the scenario is about. */
function isQuestion(envelope: Envelope, seen: ReadonlySet<Envelope>): boolean {
  const { kind, from, to } = envelope;
  return kind === 'http-request' && from === 'operator' && to === 'bridge' && !seen.has(envelope);
}

function factOf(envelope: Envelope, first: readonly string[]): Fact {
  const { from, time } = envelope;
  const body = readBody(envelope.body);
  const what = wordsOf(envelope);
  if (from === 'network-server') {
    const [root] = members(body);
    const document = root === undefined ? body : root[1];
    const names = TELLING.filter((name) => member(document, name) !== undefined);
    const chosen = names.length === 0 ? document : Object.fromEntries(pick(document, names));
    return { time, what, values: nameValues(chosen, MOST_VALUES) };
  }
  return { time, what, values: nameValues(body, MOST_VALUES, first) };
}

function pick(document: unknown, names: readonly string[]): [string, unknown][] {
  return names.map((name) => [name, member(document, name)]);
}

/** `Uplink 0 of 46660628EDD3227D`, without how it was carried. */
function wordsOf({ title, to, from }: Envelope): string {
  const words = title.replace(/ \((?:QoS \d|mqtt\/.*)\)$/, '').replace(/\?.*$/, '');
  const [, report, device] = /^downlink (sent|not sent|rejected) of (.*)$/.exec(words) ?? [];
  if (report !== undefined) return `Report of the network: downlink ${report}, ${device}`;
  const sentence = `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
  if (from === 'network-server' && to === 'bridge') return `${sentence} (by HTTP)`;
  return to === 'cumulocity' ? `${sentence} (in Cumulocity)` : sentence;
}
