import { type Envelope, exchangesOf } from '../../../recording/index.ts';
import { stepPhase } from '../../run/index.ts';
import { readableText } from '../redacted-text.ts';
import { phasesOf } from './phases.ts';
import { readableTraffic, withoutIdleNotes } from './readable-traffic.ts';

/** Until then an answer needs no arrow of its own. */
const SOON_MS = 1000;

/**
 * The part of the readable traffic that a requirement is about: what its scenario prepared is one line, and what the
 * bridge asks again and again while it waits for operations is left out.
 * @param most messages from which on what is incidental is left out as well
 */
export function compactTraffic(envelopes: readonly Envelope[], most: number): readonly Envelope[] {
  const { given, told: all } = phasesOf(
    withoutIdleNotes(inOneLine(withoutPolls(readableTraffic(envelopes)))),
  );
  const told = all.length > most ? all.filter((envelope) => !isIncidental(envelope)) : all;
  const messages = given.filter((envelope) => stepPhase(envelope) === undefined).length;
  const steps = given.filter((envelope) => stepPhase(envelope) !== undefined);
  const [first] = steps;
  if (first === undefined || messages === 0 || told.length === 0) return [...given, ...told].map(asShown);
  const words = steps.map(({ title }) => title.replace(/^Given /, '')).join('; ');
  const count = messages === 1 ? 'one message' : `${messages} messages`;
  return [{ ...first, title: `Given ${words} (${count}, left out here)` }, ...told].map(asShown);
}

/** Without how a message of MQTT was carried; sentences of features without secrets, which recordings never hold. */
function asShown(envelope: Envelope): Envelope {
  const { kind, title } = envelope;
  if (kind === 'mqtt') return { ...envelope, title: title.replace(/ \(QoS \d\)$/, '') };
  return stepPhase(envelope) === undefined ? envelope : { ...envelope, title: readableText(title) };
}

/** An answer that came soon stands beside its request. */
function inOneLine(envelopes: readonly Envelope[]): readonly Envelope[] {
  const exchanges = exchangesOf(envelopes).filter(
    ({ request, answer }) => Date.parse(answer?.time ?? '') - Date.parse(request.time) < SOON_MS,
  );
  const answers = new Map(exchanges.map(({ request, answer }) => [request, answer]));
  const merged = new Set<Envelope | undefined>(answers.values());
  return envelopes.flatMap((envelope) => {
    if (merged.has(envelope)) return [];
    const answer = answers.get(envelope);
    if (answer === undefined) return [envelope];
    const title = `${wordsOf(envelope)}: ${answer.title}`;
    // That something is not there yet is no refusal.
    const outcome = isGet(envelope) && answer.title.startsWith('404') ? undefined : answer.outcome;
    return [{ ...envelope, title, ...(outcome === undefined ? {} : { outcome }) }];
  });
}

function wordsOf({ title }: Envelope): string {
  return title.replace(/\?.*$/, '');
}

function isGet({ kind, title }: Envelope): boolean {
  return kind === 'http-request' && title.startsWith('GET ');
}

/** What the bridge only looks up, and events of which the state beside them tells. */
function isIncidental(envelope: Envelope): boolean {
  const { kind, from, to, title, outcome } = envelope;
  if (kind === 'event') return /^Connection (opening|opened|closing|closed):/.test(title);
  return isGet(envelope) && from === 'bridge' && to === 'cumulocity' && (outcome ?? 'ok') === 'ok';
}

/** Without the bridge's waiting for operations, but for the answers that bring some. */
function withoutPolls(envelopes: readonly Envelope[]): readonly Envelope[] {
  const polls = new Set(
    envelopes.flatMap(({ kind, title, correlation }) =>
      kind === 'http-request' && title === 'POST /notification/realtime' ? [correlation.exchange] : [],
    ),
  );
  polls.delete(undefined);
  return envelopes.flatMap((envelope) => {
    if (!polls.has(envelope.correlation.exchange)) return [envelope];
    return bringsOperation(envelope) ? [{ ...envelope, title: 'notification of an operation' }] : [];
  });
}

/** Of operations that were changed the bridge hears as well; it changed them itself. */
function bringsOperation({ kind, body }: Envelope): boolean {
  return kind === 'http-response' && /"realtimeAction\\*":\\*"CREATE/.test(JSON.stringify(body) ?? '');
}
