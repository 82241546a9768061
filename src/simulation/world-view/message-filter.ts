import type { Envelope } from '../../recording/index.ts';

/** Hops as people speak of them. */
export const HOPS = {
  radio: 'Device and network',
  mqtt: 'MQTT',
  cumulocity: 'Bridge and Cumulocity',
  bridge: 'Inside the bridge',
  fault: 'Faults',
  operator: 'Operators',
} as const;
export type Hop = keyof typeof HOPS;

/** Which messages are wanted. */
export interface MessageFilter {
  readonly devEui?: string;
  readonly hop?: Hop;
  /** Nothing after this one: the picture stands still. */
  readonly until?: number;
}

/** Reads a filter from an address; what makes no sense there counts as not said. */
export function readFilter(query: URLSearchParams): MessageFilter {
  const devEui = query.get('device')?.toUpperCase();
  const hop = query.get('hop') ?? '';
  const until = Number(query.get('until') ?? 'none');
  return {
    ...(devEui !== undefined && /^[0-9A-F]{16}$/.test(devEui) ? { devEui } : {}),
    ...(isHop(hop) ? { hop } : {}),
    ...(Number.isInteger(until) && until > 0 ? { until } : {}),
  };
}

/** The filter as it stands in an address. */
export function writeFilter({ devEui, hop, until }: MessageFilter): string {
  const query = new URLSearchParams();
  if (devEui !== undefined) query.set('device', devEui);
  if (hop !== undefined) query.set('hop', hop);
  if (until !== undefined) query.set('until', String(until));
  return query.toString();
}

/** The newest `most` of those that are wanted, oldest first. */
export function wantedMessages(
  envelopes: readonly Envelope[],
  filter: MessageFilter,
  most: number,
): readonly Envelope[] {
  const found: Envelope[] = [];
  for (let index = envelopes.length - 1; index >= 0 && found.length < most; index -= 1) {
    const envelope = envelopes[index];
    if (envelope !== undefined && isWanted(envelope, filter)) found.push(envelope);
  }
  return found.reverse();
}

function isWanted(envelope: Envelope, { devEui, hop, until }: MessageFilter): boolean {
  if (until !== undefined && envelope.seq > until) return false;
  if (devEui !== undefined && envelope.correlation.devEui !== devEui) return false;
  // The simulation itself looks into Cumulocity each second: whoever wants to see that asks for it.
  return hop === undefined ? hopOf(envelope) !== 'operator' : hopOf(envelope) === hop;
}

function hopOf({ from, to, kind }: Envelope): Hop {
  if (kind === 'fault') return 'fault';
  if (kind === 'radio') return 'radio';
  if (kind === 'mqtt') return 'mqtt';
  if (from === 'operator' || to === 'operator') return 'operator';
  if (from === 'cumulocity' || to === 'cumulocity') return 'cumulocity';
  return from === 'bridge' && to === 'bridge' ? 'bridge' : 'radio';
}

function isHop(text: string): text is Hop {
  return Object.hasOwn(HOPS, text);
}
