import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseChapter } from '../requirements/index.ts';
import { chapterTable } from './chapter-table.ts';
import { judgeConformance, verdictInWords } from './conformance.ts';
import type { ChapterVerdict, Verdict } from './verdict.ts';

/** A chapter of requirements of these levels and verdicts: CREATE-01, CREATE-02 and so on. */
function chapterOf(...rows: readonly (readonly ['MUST' | 'SHOULD' | 'MAY', Verdict])[]): ChapterVerdict {
  const text = rows.map(
    ([level], index) =>
      `  - { id: CREATE-0${index + 1}, level: ${level}, source: { kind: founding, section: S }, text: It is so., capability: connections-api }`,
  );
  const parsed = parseChapter(
    'create/requirements.yaml',
    `chapter: Create\norder: 1\nintro: I.\nrequirements:\n${text.join('\n')}\n`,
  );
  assert.ok(parsed.ok);
  const { chapter } = parsed;
  return {
    chapter,
    requirements: chapter.requirements.map((requirement, index) => ({
      requirement,
      verdict: rows[index]?.[1] ?? 'passed',
      scenarios: [],
    })),
  };
}

const KNOWN = (requirement: string) => ({ requirement, comment: 'Until release 2.' });

test('only requirements of the level asked for decide', () => {
  const chapters = [chapterOf(['MUST', 'passed'], ['SHOULD', 'failed'], ['MAY', 'blocked'])];
  assert.equal(judgeConformance(chapters, [], 'MUST').conformant, true);
  assert.equal(judgeConformance(chapters, [], 'SHOULD').conformant, false);
  assert.deepEqual(
    judgeConformance(chapters, [], 'MUST').shortfalls.map(({ requirement }) => requirement.id),
    ['CREATE-02', 'CREATE-03'],
  );
});

test('a requirement that failed or could not be judged breaks conformance; one left out does not', () => {
  assert.equal(judgeConformance([chapterOf(['MUST', 'failed'])], [], 'MUST').conformant, false);
  assert.equal(judgeConformance([chapterOf(['MUST', 'blocked'])], [], 'MUST').conformant, false);
  const out = [chapterOf(['MUST', 'not-tested'], ['MUST', 'not-applicable'])];
  assert.equal(judgeConformance(out, [], 'MUST').conformant, true);
});

test('a known deviation does not count, until it no longer happens', () => {
  const happens = judgeConformance([chapterOf(['MUST', 'failed'])], [KNOWN('CREATE-01')], 'MUST');
  assert.equal(happens.conformant, true);
  assert.deepEqual(happens.deviations, [KNOWN('CREATE-01')]);
  const gone = judgeConformance([chapterOf(['MUST', 'passed'])], [KNOWN('CREATE-01')], 'MUST');
  assert.equal(gone.conformant, false);
  assert.deepEqual(gone.outdated, [KNOWN('CREATE-01')]);
  const unseen = judgeConformance([chapterOf(['MUST', 'not-tested'])], [KNOWN('CREATE-01')], 'MUST');
  assert.equal(unseen.conformant, true);
});

test('the verdict in words says what it rests on', () => {
  const chapters = [chapterOf(['MUST', 'failed'], ['MUST', 'passed'])];
  assert.equal(
    verdictInWords(judgeConformance(chapters, [], 'MUST'), { level: 'MUST' }),
    'Not kept:\n  failed   CREATE-01   It is so.\nNOT CONFORMANT at level MUST\n',
  );
  assert.equal(
    verdictInWords(judgeConformance(chapters, [KNOWN('CREATE-01')], 'MUST'), { level: 'MUST' }),
    'Known deviations:\n  known    CREATE-01   Until release 2.\nCONFORMANT at level MUST, known deviations apart\n',
  );
  const gone = verdictInWords(judgeConformance([chapterOf(['MUST', 'passed'])], [], 'MUST'), {
    level: 'MUST',
    gone: 'no answer',
  });
  assert.match(gone, /went away during the run: no answer\nNOT CONFORMANT/);
});

test('the table counts verdicts a chapter', () => {
  assert.equal(
    chapterTable([chapterOf(['MUST', 'passed'], ['MUST', 'failed'])]),
    [
      'chapter  passed  failed  blocked  not tested  not applicable',
      'Create       1       1        0           0               0',
      'all          1       1        0           0               0',
      '',
    ].join('\n'),
  );
});
