import { type ChapterVerdict, inWords, summarise } from '../verdicts/index.ts';
import type { ReportFacts } from './report-facts.ts';

/** Requirements named one by one; of further ones their number. */
const NAMED = 20;

/**
 * A run in Markdown, short enough to be read at a glance, for the summary of a job (GitHub Docs, Workflow commands,
 * "Adding a job summary").
 */
export function stepSummary(facts: ReportFacts, chapters: readonly ChapterVerdict[]): string {
  const { passed, failed, skipped, exitCode, problems } = facts.judgement;
  const bad = chapters.flatMap(({ requirements }) =>
    requirements.filter(({ verdict }) => verdict === 'failed' || verdict === 'blocked'),
  );
  const verdict = exitCode === 0 ? '✓ conformant as far as tested' : '✗ not conformant';
  return [
    `## ${verdict}`,
    '',
    `${passed} passed, ${failed} failed, ${skipped} skipped; bridge: ${escaped(facts.target)}, platform: ${escaped(facts.platform)}, seed ${escaped(facts.seed)}${facts.full ? '' : ', a part of the scenarios only'}.`,
    '',
    ...summarise(chapters).map((level) => `- ${inWords(level)}`),
    ...(bad.length === 0 ? [] : ['', '| Requirement | Verdict | |', '|---|---|---|']),
    ...bad
      .slice(0, NAMED)
      .map(
        ({ requirement, verdict: word }) => `| ${requirement.id} | ${word} | ${escaped(requirement.text)} |`,
      ),
    ...(bad.length > NAMED ? ['', `and ${bad.length - NAMED} more.`] : []),
    ...(problems.length === 0 ? [] : ['', ...problems.slice(0, NAMED).map((one) => `- ${escaped(one)}`)]),
    '',
    `Again: \`${facts.reproduce.replaceAll('`', '')}\``,
    '',
  ].join('\n');
}

/** Text within a table or a line: its signs mean nothing there. */
function escaped(text: string): string {
  return text.replaceAll(/[\\|<>`*_[\]]/g, '\\$&').replaceAll(/\s+/g, ' ');
}
