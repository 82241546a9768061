import type { Envelope } from '../../recording/index.ts';

/**
 * The part of a scenario's traffic that tells its story. What the tester looks up in Cumulocity is no part of it, and of
 * what is asked of the bridge again and again until it is so, the last time is enough.
 */
export function readableTraffic(envelopes: readonly Envelope[]): readonly Envelope[] {
  const asked = new Map<string, string>();
  const lastExchange = new Map<string, string>();
  for (const envelope of envelopes) {
    const { exchange } = envelope.correlation;
    if (exchange === undefined || !isLook(envelope)) continue;
    asked.set(exchange, envelope.title);
    lastExchange.set(envelope.title, exchange);
  }
  return envelopes.filter((envelope) => {
    if (isBetween(envelope, 'operator', 'cumulocity')) return false;
    const title = asked.get(envelope.correlation.exchange ?? '');
    const ofLook = title !== undefined && isBetween(envelope, 'operator', 'bridge');
    return !ofLook || lastExchange.get(title) === envelope.correlation.exchange;
  });
}

function isLook({ kind, from, title }: Envelope): boolean {
  return kind === 'http-request' && from === 'operator' && title.startsWith('GET ');
}

function isBetween({ from, to }: Envelope, one: Envelope['from'], other: Envelope['from']): boolean {
  return (from === one && to === other) || (from === other && to === one);
}
