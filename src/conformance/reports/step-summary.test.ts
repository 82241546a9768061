import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type ChapterVerdict, judgeOutcome, type Verdict } from '../verdicts/index.ts';
import { stepSummary, summaryWithoutRun } from './step-summary.ts';

function chapterOf(verdict: Verdict, count: number): ChapterVerdict {
  return {
    chapter: { chapter: 'C', folder: 'c', order: 1, intro: 'I.', requirements: [] },
    requirements: Array.from({ length: count }, (_, index) => ({
      requirement: {
        id: `A-${String(index + 1).padStart(2, '0')}`,
        level: 'MUST' as const,
        source: { kind: 'founding' as const, section: 'S' },
        text: 'It is | so.',
        capability: 'flows' as const,
      },
      verdict,
      scenarios: [],
    })),
  };
}

function facts(chapters: readonly ChapterVerdict[], more: Partial<Parameters<typeof judgeOutcome>[0]> = {}) {
  const outcome = judgeOutcome({ chapters, known: [], level: 'MUST', full: true, ...more });
  return {
    outcome,
    toolVersion: '1.0.0',
    target: 'reference' as const,
    capabilities: new Set<never>(),
    platform: 'twin',
    date: '2026-11-23T04:50:00.000Z',
    seed: '4711',
    full: true,
    reproduce: 'npm run features -- --seed 4711',
    judgement: { passed: 1, failed: 0, skipped: 0, problems: ['Why.'], exitCode: 1 as const },
  };
}

test('a good run is told in a few lines', () => {
  const chapters = [chapterOf('passed', 2)];
  const good = { ...facts(chapters), judgement: { ...facts(chapters).judgement, problems: [] } };
  assert.deepEqual(stepSummary(good, chapters).split('\n'), [
    '## ✓ conformant at level MUST',
    '',
    '1 passed, 0 failed, 0 skipped; bridge: reference, platform: twin, seed 4711.',
    '',
    '- All 2 tested MUSTs hold.',
    '',
    'Again: `npm run features -- --seed 4711`',
    '',
  ]);
});

test('what is not kept is named, up to a number', () => {
  const chapters = [chapterOf('failed', 23)];
  const lines = stepSummary(facts(chapters), chapters).split('\n');
  assert.equal(lines[0], '## ✗ not conformant at level MUST');
  assert.ok(lines.includes('| A-20 | MUST | failed | It is \\| so. |'));
  assert.ok(!lines.some((line) => line.startsWith('| A-21')));
  assert.ok(lines.includes('and 3 more.'));
});

test('known deviations are told with their comments, those that no longer happen too', () => {
  const known = [{ requirement: 'A-01', comment: 'Until release 2.' }];
  const failed = [chapterOf('failed', 1)];
  assert.match(
    stepSummary(facts(failed, { known }), failed),
    /^## ✓ conformant at level MUST, known deviations apart\n[\s\S]*\| A-01 \| MUST \| failed \| .*Known deviation: Until release 2\./,
  );
  const passed = [chapterOf('passed', 1)];
  assert.match(
    stepSummary(facts(passed, { known }), passed),
    /^## ✗ not conformant at level MUST until .*A-01[\s\S]*no longer happen; take them out of the file:\n\n- A-01: Until release 2\./,
  );
});

test('a run that is not judged says why, once', () => {
  const chapters = [chapterOf('blocked', 1)];
  const summary = stepSummary(facts(chapters, { why: 'Why.' }), chapters);
  assert.match(summary, /^## ⊘ not judged\n\nWhy\.\n/);
  assert.equal(summary.match(/Why\./g)?.length, 1);
});

test('a run that was not begun has a summary as well', () => {
  assert.equal(
    summaryWithoutRun('The port\n  is taken.'),
    '## ⊘ not judged\n\nThe port is taken.\n\nNo report was written.\n',
  );
});
