import type { Repeat, RunJudgement } from '../run/index.ts';
import type { Capability, Target } from '../targets/index.ts';
import type { Outcome } from '../verdicts/index.ts';
import type { Comparison } from './compare-runs.ts';

/** What every report says about the run that it is of. */
export interface ReportFacts {
  readonly toolVersion: string;
  readonly target: Target['kind'];
  /** What its author calls it; only of a bridge that the kit does not host. */
  readonly targetName?: string;
  readonly capabilities: ReadonlySet<Capability>;
  /** What stood on the Cumulocity side, for readers. */
  readonly platform: string;
  /** ISO 8601, UTC: when the run ended. */
  readonly date: string;
  readonly seed: string;
  readonly control?: string;
  readonly full: boolean;
  /** The command that repeats the whole run. */
  readonly reproduce: string;
  /** How a single scenario is run alone; absent where that takes more than one command. */
  readonly repeat?: Repeat;
  /** What the run comes to: the one verdict that everything tells. */
  readonly outcome: Outcome;
  /** Counts, and what went wrong besides scenarios. */
  readonly judgement: RunJudgement;
  /** What is different from an earlier run, where one was named. */
  readonly comparison?: Comparison;
}
