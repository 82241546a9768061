import type { ChapterVerdict, Verdict } from '../verdicts/index.ts';
import type { ConformanceReport } from './conformance-report.ts';

/** A requirement of which another run said something else. */
export interface Change {
  readonly id: string;
  /** The requirement's sentence; absent where it is in the earlier run's catalogue only. */
  readonly text?: string;
  /** Absent where that run did not know the requirement. */
  readonly before?: Verdict;
  readonly now?: Verdict;
}

/** What is different from an earlier run, what matters most first. */
export interface Comparison {
  /** ISO 8601, UTC: when the earlier run ended. */
  readonly since: string;
  readonly toolVersion: string;
  /** Fails or is blocked now, and did not before. */
  readonly worse: readonly Change[];
  /** Failed or was blocked before, and passes now. */
  readonly mended: readonly Change[];
  /** Other changes of verdict: tested for the first time, not tested any more. */
  readonly other: readonly Change[];
  readonly added: readonly Change[];
  readonly gone: readonly Change[];
}

const BAD: ReadonlySet<Verdict> = new Set(['failed', 'blocked']);

/**
 * Holds a run against an earlier one, requirement by requirement.
 * @param full false when a part was run: what it left out has not changed for that
 */
export function compareRuns(
  earlier: ConformanceReport,
  chapters: readonly ChapterVerdict[],
  full: boolean,
): Comparison {
  const before = new Map(earlier.requirements.map(({ id, verdict }) => [id, verdict]));
  const now = chapters.flatMap(({ requirements }) => requirements);
  const known = new Set(now.map(({ requirement }) => requirement.id));
  const changes = now.flatMap(({ requirement: { id, text }, verdict }): Required<Change>[] => {
    const was = before.get(id);
    if (!full && verdict === 'not-tested') return [];
    return was === undefined || was === verdict ? [] : [{ id, text, before: was, now: verdict }];
  });
  const isWorse = (change: Required<Change>) => BAD.has(change.now) && !BAD.has(change.before);
  const isMended = (change: Required<Change>) => BAD.has(change.before) && change.now === 'passed';
  return {
    since: earlier.date,
    toolVersion: earlier.tool.version,
    worse: changes.filter(isWorse),
    mended: changes.filter(isMended),
    other: changes.filter((change) => !isWorse(change) && !isMended(change)),
    added: now
      .filter(({ requirement }) => !before.has(requirement.id))
      .map(({ requirement: { id, text }, verdict }) => ({ id, text, now: verdict })),
    gone: earlier.requirements
      .filter(({ id }) => !known.has(id))
      .map(({ id, verdict }) => ({ id, before: verdict })),
  };
}
