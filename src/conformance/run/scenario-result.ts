import type { Envelope } from '../../recording/index.ts';

/** Cucumber's own words for how a step went. */
export type StepStatus = 'UNKNOWN' | 'PASSED' | 'SKIPPED' | 'PENDING' | 'UNDEFINED' | 'AMBIGUOUS' | 'FAILED';

/**
 * How a scenario went. `blocked`: what it presupposes (a Given, a Before hook) could not be brought about, so that it
 * says nothing about its requirement; the run fails all the same.
 */
export type ScenarioStatus = 'passed' | 'failed' | 'blocked' | 'skipped';

/** What was on a person's screen. */
export interface Picture {
  /** `image/jpeg` or the like. */
  readonly mediaType: string;
  readonly base64: string;
}

/** A step as it is written, and how it went. */
export interface StepResult {
  readonly keyword: string;
  readonly text: string;
  readonly docString?: string;
  readonly table?: readonly (readonly string[])[];
  readonly status: StepStatus;
  /** The screen after the step, where a step attached it. */
  readonly picture?: Picture;
}

/** Why a scenario did not pass. */
export interface Failure {
  /** The step as it is written, or the hook's name. */
  readonly step: string;
  readonly status: StepStatus;
  /** The first lines: what was expected and what was found. */
  readonly message: string;
  /** The rest: where in the code. */
  readonly stack: string;
}

/** One scenario (or example of an outline) of a run. */
export interface ScenarioResult {
  /** Of the attempt, in the run's messages (`testCaseStarted`). */
  readonly id: string;
  readonly uri: string;
  readonly line: number;
  readonly feature: string;
  readonly rule?: string;
  readonly name: string;
  readonly tags: readonly string[];
  /** The requirement that its Rule states; absent where the plan is wrong. */
  readonly requirementId?: string;
  readonly status: ScenarioStatus;
  readonly steps: readonly StepResult[];
  readonly failure?: Failure;
  /** Why it was skipped; a skip without one fails the run. */
  readonly skipReason?: string;
  /** What was sent from whom to whom, for the sequence diagram. */
  readonly envelopes: readonly Envelope[];
  readonly durationMs: number;
}

/** Everything that a run's messages tell. */
export interface RunResult {
  readonly scenarios: readonly ScenarioResult[];
  /** Scenarios that were compiled but never finished, as `uri:line name`. */
  readonly unfinished: readonly string[];
  /**
   * Faults of the harness, each once: files that can't be parsed, hooks of the whole run that failed, attachments that
   * can't be read, and what a step told of as one (`HARNESS_FAULT_MEDIA_TYPE`).
   */
  readonly harnessFaults: readonly string[];
}
