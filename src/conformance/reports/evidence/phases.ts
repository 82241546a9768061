import type { Envelope } from '../../../recording/index.ts';
import { stepPhase } from '../../run/index.ts';

/** A scenario's traffic by what its steps are for. */
export interface Phases {
  /** What was prepared. */
  readonly given: readonly Envelope[];
  /** What was done, and what was seen afterwards, with the notes of the steps; all of it where nothing was noted. */
  readonly told: readonly Envelope[];
  /** What was recorded from the first look on. */
  readonly seen: ReadonlySet<Envelope>;
}

/** Parts the traffic by the notes in it. */
export function phasesOf(envelopes: readonly Envelope[]): Phases {
  const phases = envelopes.map(stepPhase);
  const found = phases.findIndex((phase) => phase === 'when' || phase === 'then');
  const start = Math.max(0, found);
  const look = phases.indexOf('then');
  return {
    given: envelopes.slice(0, start),
    told: envelopes.slice(start),
    seen: new Set(look < 0 ? [] : envelopes.slice(look)),
  };
}
