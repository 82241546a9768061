import type { RunJudgement } from '../run/index.ts';
import type { KnownDeviation } from '../targets/index.ts';
import { type Conformance, judgeConformance } from './conformance.ts';
import type { Level } from './summary.ts';
import type { ChapterVerdict } from './verdict.ts';

/** `not-judged`: the run says nothing about the bridge. */
export const OUTCOMES = ['conformant', 'not-conformant', 'not-judged'] as const;

/** What a run comes to: made once, before anything is written, so that page, summary, file and console say the same. */
export interface Outcome extends Omit<Conformance, 'conformant'> {
  readonly verdict: (typeof OUTCOMES)[number];
  /** Up to which requirements had to be kept. */
  readonly level: Level;
  /** Why nothing can be said; only of a run that is not judged. */
  readonly why?: string;
  /** Why the bridge answered no more when the run had ended. */
  readonly gone?: string;
  readonly extent: Extent;
}

/** How much of what binds a bridge was looked at. */
export interface Extent {
  /** False where a filter left scenarios out. */
  readonly full: boolean;
  /** MUSTs that apply to the bridge, and how many of them no scenario tested. */
  readonly musts: number;
  readonly untestedMusts: number;
}

export interface OutcomeParts {
  readonly chapters: readonly ChapterVerdict[];
  readonly known: readonly KnownDeviation[];
  readonly level: Level;
  readonly full: boolean;
  /** Why nothing can be said, however the scenarios ended. */
  readonly why?: string;
  readonly gone?: string;
}

/** Judges a bridge as a whole. */
export function judgeOutcome({ chapters, known, level, full, why, gone }: OutcomeParts): Outcome {
  const { conformant, ...rest } = judgeConformance(chapters, known, level);
  const musts = chapters
    .flatMap(({ requirements }) => requirements)
    .filter(({ requirement, verdict }) => requirement.level === 'MUST' && verdict !== 'not-applicable');
  const isGood = conformant && gone === undefined;
  return {
    ...rest,
    verdict: why !== undefined ? 'not-judged' : isGood ? 'conformant' : 'not-conformant',
    level,
    extent: {
      full,
      musts: musts.length,
      untestedMusts: musts.filter(({ verdict }) => verdict === 'not-tested').length,
    },
    ...(why === undefined ? {} : { why }),
    ...(gone === undefined ? {} : { gone }),
  };
}

/** Judges the bridge of a run in which all requirements have to be kept, as those of the reference. */
export function judgeOwnRun(
  { failed, problems, exitCode }: RunJudgement,
  chapters: readonly ChapterVerdict[],
  full: boolean,
): Outcome {
  const [problem] = problems;
  // A scenario that failed shows something, whatever else is wrong with the run; a problem alone shows nothing.
  const isUnsaid = exitCode === 2 || (failed === 0 && problem !== undefined);
  return judgeOutcome({
    ...{ chapters, known: [], level: 'MAY', full },
    ...(isUnsaid ? { why: problem ?? 'The kit itself failed.' } : {}),
  });
}

/** The exit code of a command that judges a bridge. */
export function exitCodeOf({ verdict }: Pick<Outcome, 'verdict'>): 0 | 1 | 2 {
  return verdict === 'conformant' ? 0 : verdict === 'not-conformant' ? 1 : 2;
}
