import {
  type ChapterVerdict,
  goneInWords,
  inWords,
  type Outcome,
  outcomeInWords,
  outcomeSections,
  summarise,
} from '../verdicts/index.ts';
import type { ReportFacts } from './report-facts.ts';

/** Requirements named one by one; of further ones their number. */
const NAMED = 20;

/**
 * A run in Markdown, short enough to be read at a glance, for the summary of a job (GitHub Docs, Workflow commands,
 * "Adding a job summary").
 */
export function stepSummary(facts: ReportFacts, chapters: readonly ChapterVerdict[]): string {
  const { outcome, judgement } = facts;
  const { passed, failed, skipped, problems } = judgement;
  const bad = chapters.flatMap(({ requirements }) =>
    requirements.filter(({ verdict }) => verdict === 'failed' || verdict === 'blocked'),
  );
  const known = new Map(outcome.deviations.map(({ requirement, comment }) => [requirement, comment]));
  const others = problems.filter((problem) => problem !== outcome.why);
  return [
    `## ${SIGNS[outcome.verdict]} ${outcomeInWords(outcome)}`,
    '',
    ...reasons(outcome),
    `${passed} passed, ${failed} failed, ${skipped} skipped; bridge: ${escaped(facts.targetName ?? facts.target)}, platform: ${escaped(facts.platform)}, seed ${escaped(facts.seed)}${facts.full ? '' : ', a part of the scenarios only'}.`,
    '',
    ...summarise(chapters).map((level) => `- ${inWords(level)}`),
    ...(bad.length === 0 ? [] : ['', '| Requirement | Level | Verdict | |', '|---|---|---|---|']),
    ...bad.slice(0, NAMED).map(({ requirement: { id, level, text }, verdict }) => {
      const comment = known.get(id);
      const why = comment === undefined ? '' : ` Known deviation: ${comment}`;
      return `| ${id} | ${level} | ${verdict} | ${escaped(`${text}${why}`)} |`;
    }),
    ...(bad.length > NAMED ? ['', `and ${bad.length - NAMED} more.`] : []),
    ...outdated(outcome),
    ...(others.length === 0 ? [] : ['', ...others.slice(0, NAMED).map((one) => `- ${escaped(one)}`)]),
    '',
    `Again: \`${facts.reproduce.replaceAll('`', '')}\``,
    '',
  ].join('\n');
}

/** The summary of a run that was not begun, or broke off before it could be reported. */
export function summaryWithoutRun(why: string): string {
  return `## ${SIGNS['not-judged']} not judged\n\n${escaped(why)}\n\nNo report was written.\n`;
}

const SIGNS: Readonly<Record<Outcome['verdict'], string>> = {
  conformant: '✓',
  'not-conformant': '✗',
  'not-judged': '⊘',
};

function reasons({ why, gone }: Outcome): readonly string[] {
  const reason = why ?? (gone === undefined ? undefined : goneInWords(gone));
  return reason === undefined ? [] : [escaped(reason), ''];
}

/** What failed stands in the table; this passed. */
function outdated(outcome: Outcome): readonly string[] {
  return outcomeSections(outcome)
    .filter(({ rows }) => rows.some(({ sign }) => sign === 'passed'))
    .flatMap(({ title, rows }) => [
      '',
      title,
      '',
      ...rows.map(({ id, text }) => `- ${id}: ${escaped(text)}`),
    ]);
}

/** Text within a table or a line: its signs mean nothing there. */
function escaped(text: string): string {
  return text.replaceAll(/[\\|<>`*_[\]]/g, '\\$&').replaceAll(/\s+/g, ' ');
}
