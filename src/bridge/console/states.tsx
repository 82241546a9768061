import { Badge, type Tone } from '../../ui/index.ts';
import type { ConnectionState } from '../connections/connection-state.ts';
import type { BridgeEvent } from '../events/event.ts';

const STATES: Readonly<Record<ConnectionState, { readonly tone: Tone; readonly sign: string }>> = {
  OPENED: { tone: 'passed', sign: '●' },
  OPENING: { tone: 'info', sign: '◐' },
  AUTHENTICATING: { tone: 'info', sign: '◐' },
  CLOSING: { tone: 'info', sign: '◐' },
  AUTHENTICATION_FAILED: { tone: 'failed', sign: '▲' },
  UNREACHABLE: { tone: 'failed', sign: '▲' },
  CLOSED: { tone: 'neutral', sign: '■' },
  DEACTIVATED: { tone: 'muted', sign: '■' },
};

/** A connection's state by its documented name. */
export function StateBadge({ state }: { readonly state: ConnectionState }) {
  return <Badge {...STATES[state]}>{state}</Badge>;
}

const SEVERITIES = {
  info: { tone: 'info', sign: 'ℹ' },
  warning: { tone: 'blocked', sign: '!' },
  error: { tone: 'failed', sign: '▲' },
} as const;

export function SeverityBadge({ severity }: { readonly severity: BridgeEvent['severity'] }) {
  return <Badge {...SEVERITIES[severity]}>{severity}</Badge>;
}

/** A share for people. */
export function percent(share: number | undefined): string {
  return share === undefined ? '–' : `${(share * 100).toFixed(share === 0 ? 0 : 1)} %`;
}

/** A moment for people, in UTC as all times of the bridge. */
export function Moment({ at }: { readonly at: string | undefined }) {
  if (at === undefined) return <span class="quiet">–</span>;
  return <time datetime={at}>{at.slice(0, 19).replace('T', ' ')}</time>;
}
