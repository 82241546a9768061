import type { ConformanceReport } from '../reports/index.ts';
import { type ControlFacts, expectedOf } from './control.ts';

/**
 * What a control's run came to. `exact`: just what it names failed. `survived`: nothing of it failed, so the suite would
 * not notice the defect. `inexact`: something named did not fail, or something else did. `not-judged`: the harness failed.
 * On a bridge that the kit does not host some of what is named can't be seen: `caught` when at least one of it failed and
 * nothing else, `not-applicable` when that bridge keeps, or claims, nothing of it.
 */
export type Outcome = 'exact' | 'caught' | 'survived' | 'inexact' | 'not-applicable' | 'not-judged';

/** A control with what it was to break and what it broke. */
export interface ControlVerdict {
  readonly name: string;
  readonly facts: ControlFacts;
  /** What was to fail in this run. */
  readonly expected: readonly string[];
  readonly outcome: Outcome;
  readonly failed: readonly string[];
  /** Could not be judged because of the defect; counts neither for the control nor against it. */
  readonly blocked: readonly string[];
  readonly missing: readonly string[];
  readonly surplus: readonly string[];
  /** Why it could not be judged. */
  readonly reason?: string;
}

/** Holds what failed in a control's run against what its header names; `full` when all chapters ran. */
export function judgeControl(
  name: string,
  facts: ControlFacts,
  report: ConformanceReport,
  full: boolean,
): ControlVerdict {
  const expected = expectedOf(facts, full);
  const failed = withVerdict(report, 'failed');
  const blocked = withVerdict(report, 'blocked');
  const missing = expected.filter((id) => !failed.includes(id) && !blocked.includes(id));
  const surplus = failed.filter((id) => !expected.includes(id));
  const killed = facts.breaks.some((id) => failed.includes(id));
  const outcome = !killed ? 'survived' : missing.length + surplus.length > 0 ? 'inexact' : 'exact';
  return { name, facts, expected, outcome, failed, blocked, missing, surplus };
}

/**
 * Holds what failed on a bridge that the kit does not host, its traffic corrupted, against what the control names and what
 * that bridge keeps when it is left alone.
 */
export function judgeOnTarget(
  name: string,
  facts: ControlFacts,
  report: ConformanceReport,
  sound: ConformanceReport,
  full: boolean,
): ControlVerdict {
  const expected = expectedOf(facts, full);
  const kept = withVerdict(sound, 'passed');
  const failed = withVerdict(report, 'failed').filter((id) => kept.includes(id));
  const concerned = expected.filter((id) => kept.includes(id));
  const surplus = failed.filter((id) => !expected.includes(id));
  const caught = failed.length > surplus.length;
  const outcome =
    concerned.length === 0
      ? 'not-applicable'
      : surplus.length > 0
        ? 'inexact'
        : caught
          ? 'caught'
          : 'survived';
  const missing = concerned.filter((id) => !failed.includes(id));
  const blocked = withVerdict(report, 'blocked');
  return { name, facts, expected, outcome, failed, blocked, missing, surplus };
}

function withVerdict({ requirements }: ConformanceReport, wanted: string): readonly string[] {
  return requirements.filter(({ verdict }) => verdict === wanted).map(({ id }) => id);
}

/** The verdict on a control whose run told nothing. */
export function notJudged(name: string, facts: ControlFacts, reason: string): ControlVerdict {
  const none = { expected: facts.breaks, failed: [], blocked: [], missing: [], surplus: [] };
  return { name, facts, outcome: 'not-judged', ...none, reason };
}

/** Says whether the suite noticed each defect and nothing else, of those that can be seen. */
export function allNoticed(verdicts: readonly ControlVerdict[]): boolean {
  const seen = verdicts.filter(({ outcome }) => outcome !== 'not-applicable');
  return seen.length > 0 && seen.every(({ outcome }) => outcome === 'exact' || outcome === 'caught');
}

const SIGNS: Readonly<Record<Outcome, string>> = {
  exact: '✓',
  caught: '✓',
  'not-applicable': '-',
  survived: '✗',
  inexact: '≠',
  'not-judged': '!',
};

/** The kill matrix for a terminal: a line a control, and below it what was not as foreseen. */
export function matrixText(verdicts: readonly ControlVerdict[]): string {
  const width = Math.max(...verdicts.map(({ name }) => name.length), 0);
  const outcomes = Math.max(...verdicts.map(({ outcome }) => outcome.length), 'not-judged'.length);
  const lines = verdicts.flatMap((verdict) => [
    `${SIGNS[verdict.outcome]} ${verdict.name.padEnd(width)}  ${verdict.outcome.padEnd(outcomes)}  ${verdict.failed.join(' ') || 'nothing failed'}`,
    ...remarks(verdict).map((remark) => `${' '.repeat(width + 4)}${remark}`),
  ]);
  return `${[...lines, '', conclusion(verdicts)].join('\n')}\n`;
}

function conclusion(verdicts: readonly ControlVerdict[]): string {
  const count = (wanted: Outcome) => verdicts.filter(({ outcome }) => outcome === wanted).length;
  const [caught, moot] = [count('caught'), count('not-applicable')];
  return caught + moot === 0
    ? `${count('exact')} of ${verdicts.length} controls failed on exactly what they name`
    : `${caught} of ${verdicts.length - moot} controls were noticed on this bridge; ${moot} concern nothing that it keeps`;
}

/** The kill matrix as a Markdown page. */
export function matrixMarkdown(verdicts: readonly ControlVerdict[]): string {
  const rows = verdicts.map((verdict) => {
    const { name, facts, expected, outcome, failed } = verdict;
    const told = [failed.join(', ') || '—', ...remarks(verdict)].join('<br>');
    return `| ${SIGNS[outcome]} ${outcome} | \`${name}\` | ${facts.title} | ${facts.seenAs} | ${expected.join(', ')} | ${told} |`;
  });
  return [
    '# Negative controls',
    '',
    'Bridges that were broken on purpose, each in one way. The kit is good when it fails each of them on exactly the',
    'requirements that the defect breaks.',
    '',
    `**${conclusion(verdicts)}.**`,
    '',
    '| outcome | control | what is wrong | seen in the field as | must fail | failed |',
    '| --- | --- | --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}

function remarks({ missing, surplus, blocked, reason }: ControlVerdict): string[] {
  return [
    ...(missing.length === 0 ? [] : [`did not fail: ${missing.join(' ')}`]),
    ...(surplus.length === 0 ? [] : [`failed as well: ${surplus.join(' ')}`]),
    ...(blocked.length === 0 ? [] : [`blocked: ${blocked.join(' ')}`]),
    ...(reason === undefined ? [] : [reason]),
  ];
}
