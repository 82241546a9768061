import type { Envelope } from '../envelope.ts';
import { type Exchange, routeOf } from './exchanges.ts';
import { type Finding, placeOf } from './finding.ts';
import type { Held } from './held.ts';
import { member, text } from './json.ts';
import { adviceOn } from './status-advice.ts';

/** Requests of the bridge that Cumulocity refused or left unanswered: one finding a kind, however often it was met. */
export function troubledRequests(held: Held): readonly Finding[] {
  const groups = new Map<string, Exchange[]>();
  for (const exchange of held.exchanges) {
    if (exchange.from !== 'bridge' || !isTrouble(exchange)) continue;
    const key = `${routeOf(exchange)} ${exchange.status}`;
    groups.set(key, [...(groups.get(key) ?? []), exchange]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const times = group.length === 1 ? 'once' : `${group.length} times`;
    const how = first.status === undefined ? 'got no answer' : `was answered with ${first.status}`;
    const devEuis = new Set(group.map(({ request }) => request.correlation.devEui));
    const [devEui] = devEuis;
    return {
      kind: first.status === undefined ? 'unanswered-request' : 'refused-request',
      devEui: devEuis.size === 1 ? devEui : undefined,
      ...placeOf(first.request),
      what: `${routeOf(first)} ${how} ${times}.`,
      ...adviceOn(first),
      ...(isToBeLookedAt(first) ? { request: requestText(first.request) } : {}),
    };
  });
}

/** Whether what is wrong stands in the request: who may send it, and how often, does not. */
function isToBeLookedAt({ status = 0 }: Exchange): boolean {
  return status >= 400 && status < 500 && ![401, 403, 429].includes(status);
}

/** A request takes some hundred characters; the recording has the rest. */
const MOST_CHARACTERS = 800;

function requestText({ title, body }: Envelope): string {
  const document = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
  const whole = document === undefined ? title : `${title} ${document}`;
  return whole.length > MOST_CHARACTERS ? `${whole.slice(0, MOST_CHARACTERS)}…` : whole;
}

function isTrouble({ method, path, status, fault }: Exchange): boolean {
  // A long poll that the recording's end left open is no trouble.
  if (status === undefined) return fault !== undefined;
  // That a device is not known yet is how it begins.
  const asksForId = method === 'GET' && path.startsWith('/identity/externalIds/');
  return status >= 400 && !(asksForId && status === 404);
}

const BAD_STATES = new Set(['AUTHENTICATION_FAILED', 'UNREACHABLE', 'CLOSED']);

/** States of a connection in which nothing can be delivered: the last of each connection. */
export function troubledConnections(envelopes: readonly Envelope[]): readonly Finding[] {
  const last = new Map<string, Envelope>();
  for (const envelope of envelopes) {
    const id = envelope.correlation.connectionId;
    if (envelope.kind === 'state' && id !== undefined && envelope.correlation.operationId === undefined)
      last.set(id, envelope);
  }
  return [...last].flatMap(([id, envelope]) =>
    BAD_STATES.has(envelope.title)
      ? {
          kind: 'connection',
          devEui: undefined,
          ...placeOf(envelope),
          what: `Connection ${id} ended up ${envelope.title}.`,
          cause: text(member(envelope.body, 'cause')) ?? 'The recording does not say why.',
          remedy:
            envelope.title === 'AUTHENTICATION_FAILED'
              ? 'Enter tenant id, user name and password of the connection anew.'
              : 'See that Cumulocity can be reached from the bridge; what waits is delivered when the connection is OPENED again.',
        }
      : [],
  );
}

/** What the bridge itself told of, apart from what is known already. */
export function toldEvents(envelopes: readonly Envelope[], known: readonly Finding[]): readonly Finding[] {
  const quoted = known.map(({ cause }) => cause).join('\n');
  const isKnown = (title: string) =>
    quoted.includes(title) || known.some(({ cause }) => cause !== '' && title.includes(cause));
  return envelopes.flatMap((envelope) =>
    envelope.kind === 'event' && envelope.outcome === 'failed' && !isKnown(envelope.title)
      ? {
          kind: 'told-by-the-bridge',
          devEui: envelope.correlation.devEui,
          ...placeOf(envelope),
          what: `The bridge says: ${envelope.title}`,
          cause: 'See the event itself.',
          remedy: 'Do what the event asks for.',
        }
      : [],
  );
}
