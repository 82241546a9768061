import type { Envelope } from '../../../recording/index.ts';
import { stepPhase } from '../../run/index.ts';

/**
 * The part of a scenario's traffic that tells its story: without what the tester looks up in Cumulocity, without the
 * repetitions of what is asked of the bridge until it is so, and each hop once, although both of its ends tell of it. A step of which nothing is left is not noted.
 */
export function readableTraffic(envelopes: readonly Envelope[]): readonly Envelope[] {
  const dropped = new Set([
    ...earlierLooks(envelopes),
    ...looksIntoCumulocity(envelopes),
    ...toldTwice(envelopes),
  ]);
  const kept = envelopes.filter((envelope) => !dropped.has(envelope) && !isStateInWords(envelope));
  return withoutIdleNotes(kept);
}

/** Without the notes of steps of which no message is left. */
export function withoutIdleNotes(envelopes: readonly Envelope[]): readonly Envelope[] {
  return envelopes.filter((envelope, index) => {
    const next = envelopes[index + 1];
    const isIdle = next === undefined || stepPhase(next) !== undefined;
    return stepPhase(envelope) === undefined || !isIdle;
  });
}

/** What the tester only looks up; what the tester changes there, such as an operation made, belongs to the story. */
function looksIntoCumulocity(envelopes: readonly Envelope[]): Envelope[] {
  const all = envelopes.filter((envelope) => isBetween(envelope, 'operator', 'cumulocity'));
  const changes = new Set(
    all
      .filter(({ kind, title }) => kind === 'http-request' && !title.startsWith('GET '))
      .map(({ correlation }) => correlation.exchange),
  );
  changes.delete(undefined);
  return all.filter(({ correlation }) => !changes.has(correlation.exchange));
}

/** Questions to the bridge that were asked again later, with their answers. */
function earlierLooks(envelopes: readonly Envelope[]): Envelope[] {
  const titles = new Map<string, string>();
  const last = new Map<string, string>();
  for (const { kind, from, title, correlation } of envelopes) {
    const isLook = kind === 'http-request' && from === 'operator' && title.startsWith('GET ');
    if (!isLook || correlation.exchange === undefined) continue;
    titles.set(correlation.exchange, title);
    last.set(title, correlation.exchange);
  }
  return envelopes.filter((envelope) => {
    const { exchange } = envelope.correlation;
    const title = titles.get(exchange ?? '');
    return title !== undefined && isBetween(envelope, 'operator', 'bridge') && last.get(title) !== exchange;
  });
}

/** What the bridge tells of hops of which the other end told as well; a request that never arrived is told by it alone. */
function toldTwice(envelopes: readonly Envelope[]): Envelope[] {
  const toldByOthers = new Map<string, number>();
  for (const envelope of envelopes.filter((one) => !isToldByBridge(one))) {
    toldByOthers.set(hopOf(envelope), (toldByOthers.get(hopOf(envelope)) ?? 0) + 1);
  }
  const twice = new Set<string>();
  return envelopes.filter((envelope) => {
    if (!isToldByBridge(envelope)) return false;
    const { exchange } = envelope.correlation;
    if (envelope.kind === 'http-response') return twice.has(exchange ?? '');
    const left = toldByOthers.get(hopOf(envelope)) ?? 0;
    if (left === 0) return false;
    toldByOthers.set(hopOf(envelope), left - 1);
    if (exchange !== undefined) twice.add(exchange);
    return true;
  });
}

/** The bridge knows for which connection it calls Cumulocity, which Cumulocity doesn't; the broker names the QoS. */
function isToldByBridge({ kind, from, to, title, correlation }: Envelope): boolean {
  if (kind === 'mqtt') return from === 'broker' && to === 'bridge' && !/\(QoS \d\)$/.test(title);
  return kind.startsWith('http-') && correlation.connectionId !== undefined;
}

function hopOf({ kind, from, to, title, correlation }: Envelope): string {
  const what = kind === 'mqtt' ? `${correlation.devEui} ${correlation.fCntUp}` : title;
  return [kind, from, to, what].join(' ');
}

/** The event that says in words what the state beside it shows. */
function isStateInWords({ kind, title }: Envelope): boolean {
  return kind === 'state' && title.startsWith('Connection state: ');
}

function isBetween({ from, to }: Envelope, one: Envelope['from'], other: Envelope['from']): boolean {
  return (from === one && to === other) || (from === other && to === one);
}
