import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseChapter } from '../requirements/index.ts';
import { chapterTable } from './chapter-table.ts';
import { judgeConformance } from './conformance.ts';
import { exitCodeOf, judgeOutcome, judgeOwnRun, type OutcomeParts } from './outcome.ts';
import { outcomeInWords, outcomeText } from './outcome-in-words.ts';
import type { ChapterVerdict, Verdict } from './verdict.ts';

type Row = readonly ['MUST' | 'SHOULD' | 'MAY', Verdict];

/** A chapter of requirements of these levels and verdicts: CREATE-01, CREATE-02 and so on. */
function chapterOf(...rows: readonly Row[]): ChapterVerdict {
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
  assert.deepEqual(unseen.unseen, [KNOWN('CREATE-01')]);
});

test('the outcome in words says what it rests on', () => {
  const told = (parts: Partial<OutcomeParts>, ...rows: readonly Row[]) =>
    outcomeText(
      judgeOutcome({ chapters: [chapterOf(...rows)], known: [], level: 'MUST', full: true, ...parts }),
    );
  assert.equal(
    told({}, ['MUST', 'failed'], ['MUST', 'passed']),
    'Not kept:\n  failed   CREATE-01   It is so.\nNOT CONFORMANT at level MUST\n',
  );
  assert.equal(
    told({ known: [KNOWN('CREATE-01')] }, ['MUST', 'failed'], ['MUST', 'passed']),
    'Known deviations:\n  known    CREATE-01   Until release 2.\nCONFORMANT at level MUST, known deviations apart\n',
  );
  assert.equal(
    told({}, ['MUST', 'passed'], ['SHOULD', 'failed']),
    'Not kept, but of a lower level than MUST:\n  failed   CREATE-02   It is so.\nCONFORMANT at level MUST\n',
  );
  assert.match(
    told({ known: [KNOWN('CREATE-01')] }, ['MUST', 'passed']),
    /^Known deviations that no longer happen.*\n {2}passed {3}CREATE-01 .*\nNOT CONFORMANT at level MUST until the known deviation CREATE-01, which no longer happens, is taken out/,
  );
  assert.match(
    told({ gone: 'no answer' }, ['MUST', 'passed']),
    /^After the run the bridge no longer answers as it did before: no answer\nNOT CONFORMANT at level MUST\n$/,
  );
  assert.equal(told({ why: 'The port is taken.' }, ['MUST', 'blocked']), 'NOT JUDGED: The port is taken.\n');
});

test('the outcome in words says how much was looked at', () => {
  const told = (full: boolean, ...rows: readonly Row[]) =>
    outcomeInWords(judgeOutcome({ chapters: [chapterOf(...rows)], known: [], level: 'MUST', full }));
  assert.equal(told(true, ['MUST', 'passed'], ['MUST', 'not-applicable']), 'conformant at level MUST');
  assert.equal(
    told(true, ['MUST', 'passed'], ['MUST', 'not-tested'], ['SHOULD', 'not-tested']),
    'conformant at level MUST as far as tested; 1 of 2 MUSTs was not tested',
  );
  assert.equal(
    told(false, ['MUST', 'passed'], ['MUST', 'not-tested'], ['MUST', 'not-tested']),
    'conformant at level MUST in the part that was run; 2 of 3 MUSTs were not tested',
  );
  assert.equal(told(false, ['MUST', 'failed']), 'not conformant at level MUST; only a part was run');
});

test('a run of the reference has to keep everything, and says nothing where only the run went wrong', () => {
  const judged = (failed: number, problems: readonly string[], exitCode: 0 | 1 | 2, verdict: Verdict) =>
    judgeOwnRun(
      { passed: 1, failed, skipped: 0, problems, exitCode },
      [chapterOf(['MUST', 'passed'], ['SHOULD', verdict])],
      true,
    );
  assert.equal(outcomeInWords(judged(0, [], 0, 'passed')), 'conformant');
  assert.equal(judged(1, ['A tag is unknown.'], 1, 'failed').verdict, 'not-conformant');
  assert.equal(judged(0, ['A tag is unknown.'], 1, 'passed').why, 'A tag is unknown.');
  const broken = judged(1, ['A hook of the whole run failed.'], 2, 'failed');
  assert.deepEqual([broken.verdict, exitCodeOf(broken)], ['not-judged', 2]);
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
