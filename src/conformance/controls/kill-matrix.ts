import type { ConformanceReport } from '../reports/index.ts';
import type { ControlFacts } from './control.ts';

/**
 * What a control's run came to. `exact`: just what it names failed. `survived`: nothing of it failed, so the suite would
 * not notice the defect. `inexact`: something named did not fail, or something else did. `not-judged`: the harness failed.
 */
export type Outcome = 'exact' | 'survived' | 'inexact' | 'not-judged';

/** A control with what it was to break and what it broke. */
export interface ControlVerdict {
  readonly name: string;
  readonly facts: ControlFacts;
  readonly outcome: Outcome;
  readonly failed: readonly string[];
  /** Could not be judged because of the defect; counts neither for the control nor against it. */
  readonly blocked: readonly string[];
  readonly missing: readonly string[];
  readonly surplus: readonly string[];
  /** Why it could not be judged. */
  readonly reason?: string;
}

/** Holds what failed in a control's run against what its header names. */
export function judgeControl(name: string, facts: ControlFacts, report: ConformanceReport): ControlVerdict {
  const withVerdict = (wanted: string) =>
    report.requirements.filter(({ verdict }) => verdict === wanted).map(({ id }) => id);
  const failed = withVerdict('failed');
  const blocked = withVerdict('blocked');
  const missing = facts.breaks.filter((id) => !failed.includes(id) && !blocked.includes(id));
  const surplus = failed.filter((id) => !facts.breaks.includes(id));
  const killed = facts.breaks.some((id) => failed.includes(id));
  const outcome = !killed ? 'survived' : missing.length + surplus.length > 0 ? 'inexact' : 'exact';
  return { name, facts, outcome, failed, blocked, missing, surplus };
}

/** The verdict on a control whose run told nothing. */
export function notJudged(name: string, facts: ControlFacts, reason: string): ControlVerdict {
  return { name, facts, outcome: 'not-judged', failed: [], blocked: [], missing: [], surplus: [], reason };
}

/** Says whether the suite noticed each defect and nothing else. */
export function allExact(verdicts: readonly ControlVerdict[]): boolean {
  return verdicts.length > 0 && verdicts.every(({ outcome }) => outcome === 'exact');
}

const SIGNS: Readonly<Record<Outcome, string>> = {
  exact: '✓',
  survived: '✗',
  inexact: '≠',
  'not-judged': '!',
};

/** The kill matrix for a terminal: a line a control, and below it what was not as foreseen. */
export function matrixText(verdicts: readonly ControlVerdict[]): string {
  const width = Math.max(...verdicts.map(({ name }) => name.length), 0);
  const lines = verdicts.flatMap((verdict) => [
    `${SIGNS[verdict.outcome]} ${verdict.name.padEnd(width)}  ${verdict.outcome.padEnd(10)}  ${verdict.failed.join(' ') || 'nothing failed'}`,
    ...remarks(verdict).map((remark) => `${' '.repeat(width + 4)}${remark}`),
  ]);
  const exact = verdicts.filter(({ outcome }) => outcome === 'exact').length;
  return `${[...lines, '', `${exact} of ${verdicts.length} controls failed on exactly what they name`].join('\n')}\n`;
}

/** The kill matrix as a Markdown page. */
export function matrixMarkdown(verdicts: readonly ControlVerdict[]): string {
  const exact = verdicts.filter(({ outcome }) => outcome === 'exact').length;
  const rows = verdicts.map((verdict) => {
    const { name, facts, outcome, failed } = verdict;
    const told = [failed.join(', ') || '—', ...remarks(verdict)].join('<br>');
    return `| ${SIGNS[outcome]} ${outcome} | \`${name}\` | ${facts.title} | ${facts.seenAs} | ${facts.breaks.join(', ')} | ${told} |`;
  });
  return [
    '# Negative controls',
    '',
    'Bridges that were broken on purpose, each in one way. The kit is good when it fails each of them on exactly the',
    'requirements that the defect breaks.',
    '',
    `**${exact} of ${verdicts.length} controls failed on exactly what they name.**`,
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
