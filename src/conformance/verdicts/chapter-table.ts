import { countVerdicts } from './summary.ts';
import { type ChapterVerdict, VERDICTS } from './verdict.ts';

const HEADS: Readonly<Record<(typeof VERDICTS)[number], string>> = {
  passed: 'passed',
  failed: 'failed',
  blocked: 'blocked',
  'not-tested': 'not tested',
  'not-applicable': 'not applicable',
};

/** A table for a terminal: a line a chapter, how many of its requirements got which verdict, and the sums. */
export function chapterTable(chapters: readonly ChapterVerdict[]): string {
  const all = chapters.flatMap(({ requirements }) => requirements);
  const rows = [
    ...chapters.map(({ chapter, requirements }) => ({
      name: chapter.chapter,
      counts: countVerdicts(requirements),
    })),
    { name: 'all', counts: countVerdicts(all) },
  ];
  const width = Math.max(...rows.map(({ name }) => name.length));
  const head = `${'chapter'.padEnd(width)}  ${VERDICTS.map((verdict) => HEADS[verdict]).join('  ')}`;
  const lines = rows.map(
    ({ name, counts }) =>
      `${name.padEnd(width)}  ${VERDICTS.map((verdict) => String(counts[verdict]).padStart(HEADS[verdict].length)).join('  ')}`,
  );
  return `${[head, ...lines].join('\n')}\n`;
}
