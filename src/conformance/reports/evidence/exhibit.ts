import { type Envelope, exchangesOf } from '../../../recording/index.ts';
import { factsAnswered } from './answered.ts';
import type { Facts } from './fact.ts';
import { factsHeld } from './held.ts';
import { phasesOf } from './phases.ts';
import { factsSent } from './sent.ts';
import { tellingNames } from './telling-names.ts';

/** What a scenario's traffic shows of it, for people: a few facts of each kind. */
export interface Exhibit {
  /** The day on which the scenario began, as `2026-01-12`. */
  readonly day: string;
  readonly sent: Facts;
  /** What the bridge answered, did and told. */
  readonly answered: Facts;
  readonly held: Facts;
}

/**
 * Draws the facts out of a scenario's traffic; undefined where it shows none.
 * @param most facts of each kind
 */
export function exhibitOf(envelopes: readonly Envelope[], most: number): Exhibit | undefined {
  const phases = phasesOf(envelopes);
  const exchanges = exchangesOf(phases.told);
  const telling = tellingNames(phases);
  const sent = factsSent(phases, telling, most);
  const answered = factsAnswered(phases, exchanges, telling, most);
  const held = factsHeld(exchanges, most);
  if ([sent, answered, held].every(({ shown }) => shown.length === 0)) return undefined;
  return { day: envelopes[0]?.time.slice(0, 10) ?? '', sent, answered, held };
}
