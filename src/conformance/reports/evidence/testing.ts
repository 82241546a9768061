import type { Envelope } from '../../../recording/index.ts';
import { stepNote } from '../../run/index.ts';

/** A recorded message for tests: `operator>bridge`. */
export function message(
  hop: `${Envelope['from']}>${Envelope['to']}`,
  kind: Envelope['kind'],
  title: string,
  more: Partial<Envelope> = {},
): Envelope {
  const [from, to] = partiesOf(hop);
  return {
    v: 1,
    run: 'run-1',
    seq: 1,
    time: '2026-01-12T12:00:00.000Z',
    from,
    to,
    kind,
    title,
    correlation: {},
    redaction: 'public',
    ...more,
  };
}

const PARTIES = ['device', 'network-server', 'broker', 'bridge', 'cumulocity', 'operator'] as const;

function partiesOf(hop: string): readonly [Envelope['from'], Envelope['to']] {
  const [from, to] = hop.split('>').map((name) => PARTIES.find((party) => party === name) ?? 'bridge');
  return [from ?? 'bridge', to ?? 'bridge'];
}

/** A request and its answer. */
export function call(
  hop: 'operator>bridge' | 'operator>cumulocity' | 'bridge>cumulocity',
  title: string,
  status: string,
  bodies: { readonly asked?: unknown; readonly answered?: unknown; readonly time?: string } = {},
): readonly Envelope[] {
  const { asked, answered, time = '2026-01-12T12:00:00.000Z' } = bodies;
  const correlation = { exchange: `${hop} ${title} ${time}` };
  const back = {
    'operator>bridge': 'bridge>operator',
    'operator>cumulocity': 'cumulocity>operator',
  } as const;
  const answer = hop === 'bridge>cumulocity' ? 'cumulocity>bridge' : back[hop];
  const outcome = status.startsWith('2') ? 'ok' : 'refused';
  return [
    message(hop, 'http-request', title, { time, correlation, body: asked }),
    message(answer, 'http-response', status, { time, correlation, body: answered, outcome }),
  ];
}

/** A step's note. */
export function step(phase: 'given' | 'when' | 'then', text: string): Envelope {
  return stepNote({ phase, text }, message('operator>operator', 'note', ''));
}
