import type { Chapter, Requirement } from '../requirements/index.ts';
import type { ScenarioResult } from '../run/index.ts';

/**
 * What a run says of a requirement. `blocked`: what its scenarios presuppose could not be brought about.
 * `not-applicable`: the target doesn't claim the capability. `not-tested`: no scenario of it told anything.
 */
export const VERDICTS = ['passed', 'failed', 'blocked', 'not-tested', 'not-applicable'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** A requirement with its verdict and the evidence for it. */
export interface RequirementVerdict {
  readonly requirement: Requirement;
  readonly verdict: Verdict;
  /** Why it was not tested or is not applicable. */
  readonly reason?: string;
  readonly scenarios: readonly ScenarioResult[];
}

/** A chapter's requirements in the catalogue's order. */
export interface ChapterVerdict {
  readonly chapter: Chapter;
  readonly requirements: readonly RequirementVerdict[];
}
