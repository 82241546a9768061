import type { Requirement } from '../requirements/index.ts';
import type { ChapterVerdict, RequirementVerdict, Verdict } from './verdict.ts';

export type Level = Requirement['level'];

/** How many requirements of a level got which verdict; what is not tested is split by its reason. */
export interface LevelSummary {
  readonly level: Level;
  readonly total: number;
  readonly verdicts: Readonly<Record<Verdict, number>>;
  readonly planned: number;
  readonly external: number;
  readonly person: number;
}

const LEVELS: readonly Level[] = ['MUST', 'SHOULD', 'MAY'];

/** Counts verdicts a level; levels that no requirement has are left out. */
export function summarise(chapters: readonly ChapterVerdict[]): LevelSummary[] {
  const all = chapters.flatMap(({ requirements }) => requirements);
  return LEVELS.map((level) => levelSummary(level, all)).filter(({ total }) => total > 0);
}

/** Counts verdicts over all levels. */
export function countVerdicts(verdicts: readonly RequirementVerdict[]): Record<Verdict, number> {
  const counts: Record<Verdict, number> = {
    passed: 0,
    failed: 0,
    blocked: 0,
    'not-tested': 0,
    'not-applicable': 0,
  };
  for (const { verdict } of verdicts) counts[verdict] += 1;
  return counts;
}

/** One level in words, such as `31 of 34 tested MUSTs hold, 2 fail, 1 is blocked; 12 are planned.` */
export function inWords(summary: LevelSummary): string {
  const { verdicts, level } = summary;
  const tested = verdicts.passed + verdicts.failed + verdicts.blocked;
  const rest = summary.total - tested;
  const restOfUntested = verdicts['not-tested'] - summary.planned - summary.external - summary.person;
  const head = tested === 0 ? `No ${level} was tested` : holds(verdicts.passed, tested, level);
  const bad = [
    counted(verdicts.failed, 'fails', 'fail'),
    counted(verdicts.blocked, 'could not be judged', 'could not be judged'),
  ].filter((text) => text !== '');
  const open = [
    counted(summary.planned, 'is planned', 'are planned'),
    counted(summary.external, 'needs another system', 'need another system'),
    counted(summary.person, 'is for a person to judge', 'are for a person to judge'),
    counted(restOfUntested, 'was left out of this run', 'were left out of this run'),
    counted(verdicts['not-applicable'], 'does not apply', 'do not apply'),
  ].filter((text) => text !== '');
  return `${[head, ...bad].join(', ')}${rest === 0 ? '' : `; ${open.join(', ')}`}.`;
}

function holds(passed: number, tested: number, level: Level): string {
  const verb = passed === 1 ? 'holds' : 'hold';
  if (passed === tested)
    return tested === 1 ? `The one tested ${level} holds` : `All ${tested} tested ${level}s hold`;
  return `${passed} of ${tested} tested ${level}${tested === 1 ? '' : 's'} ${verb}`;
}

function counted(count: number, one: string, many: string): string {
  return count === 0 ? '' : `${count} ${count === 1 ? one : many}`;
}

function levelSummary(level: Level, all: readonly RequirementVerdict[]): LevelSummary {
  const own = all.filter(({ requirement }) => requirement.level === level);
  const untested = (kind: string) =>
    own.filter(({ requirement }) => requirement.untested?.kind === kind).length;
  return {
    level,
    total: own.length,
    verdicts: countVerdicts(own),
    planned: untested('planned'),
    external: untested('external'),
    person: untested('person'),
  };
}
