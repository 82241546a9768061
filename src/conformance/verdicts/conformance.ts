import type { KnownDeviation } from '../targets/index.ts';
import type { Level } from './summary.ts';
import type { ChapterVerdict, RequirementVerdict } from './verdict.ts';

/** What a run says of a bridge as a whole. */
export interface Conformance {
  readonly conformant: boolean;
  /** What keeps it from being conformant: requirements of the level asked for that failed or were blocked. */
  readonly broken: readonly RequirementVerdict[];
  /** Failed or blocked as well, but of a lower level than was asked for. */
  readonly shortfalls: readonly RequirementVerdict[];
  /** Failed, as the target's file says that they do. */
  readonly deviations: readonly KnownDeviation[];
  /** Said to fail in the target's file, yet passed. */
  readonly outdated: readonly KnownDeviation[];
  /** Said to fail in the target's file, and tested by nothing. */
  readonly unseen: readonly KnownDeviation[];
}

const RANK: Readonly<Record<Level, number>> = { MUST: 0, SHOULD: 1, MAY: 2 };

/**
 * Judges a bridge by the verdicts on requirements.
 * @param level up to which all of them have to be kept: `MUST`, or `SHOULD` (and MUST), or `MAY` (all)
 */
export function judgeConformance(
  chapters: readonly ChapterVerdict[],
  known: readonly KnownDeviation[],
  level: Level,
): Conformance {
  const all = chapters.flatMap(({ requirements }) => requirements);
  const bad = all.filter(({ verdict }) => verdict === 'failed' || verdict === 'blocked');
  const isKnown = ({ requirement }: RequirementVerdict) =>
    known.some((deviation) => deviation.requirement === requirement.id);
  const counts = ({ requirement }: RequirementVerdict) => RANK[requirement.level] <= RANK[level];
  const verdictOf = (id: string) => all.find(({ requirement }) => requirement.id === id)?.verdict;
  const broken = bad.filter((one) => counts(one) && !isKnown(one));
  const outdated = known.filter(({ requirement }) => verdictOf(requirement) === 'passed');
  const deviations = known.filter(({ requirement }) => bad.some((one) => one.requirement.id === requirement));
  return {
    conformant: broken.length === 0 && outdated.length === 0,
    broken,
    shortfalls: bad.filter((one) => !counts(one) && !isKnown(one)),
    deviations,
    outdated,
    unseen: known.filter((one) => !deviations.includes(one) && !outdated.includes(one)),
  };
}
