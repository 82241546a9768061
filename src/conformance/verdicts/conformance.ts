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
  return {
    conformant: broken.length === 0 && outdated.length === 0,
    broken,
    shortfalls: bad.filter((one) => !counts(one) && !isKnown(one)),
    deviations: known.filter(({ requirement }) => bad.some((one) => one.requirement.id === requirement)),
    outdated,
  };
}

/** The verdict in words, with what it rests on; ends with a line feed. `gone`: why the bridge answers no more. */
export function verdictInWords(
  { conformant, broken, shortfalls, deviations, outdated }: Conformance,
  { level, gone }: { readonly level: Level; readonly gone?: string },
): string {
  const row = ({ requirement, verdict }: RequirementVerdict) =>
    `  ${verdict.padEnd(8)} ${requirement.id.padEnd(11)} ${requirement.text}`;
  const known = (sign: string) => (deviation: KnownDeviation) =>
    `  ${sign.padEnd(8)} ${deviation.requirement.padEnd(11)} ${deviation.comment}`;
  const section = (title: string, rows: readonly string[]) => (rows.length === 0 ? [] : [title, ...rows]);
  const isGood = conformant && gone === undefined;
  const apart = deviations.length === 0 ? '' : ', known deviations apart';
  return `${[
    ...(gone === undefined ? [] : [`The bridge went away during the run: ${gone}`]),
    ...section('Not kept:', broken.map(row)),
    ...section(
      'Known deviations that no longer happen; take them out of the file:',
      outdated.map(known('passed')),
    ),
    ...section('Known deviations:', deviations.map(known('known'))),
    ...section(`Not kept, but of a lower level than ${level}:`, shortfalls.map(row)),
    `${isGood ? 'CONFORMANT' : 'NOT CONFORMANT'} at level ${level}${isGood ? apart : ''}`,
  ].join('\n')}\n`;
}
