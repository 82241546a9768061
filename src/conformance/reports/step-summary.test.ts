import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ChapterVerdict, Verdict } from '../verdicts/index.ts';
import { stepSummary } from './step-summary.ts';

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

function facts(exitCode: 0 | 1) {
  return {
    toolVersion: '1.0.0',
    target: 'reference' as const,
    capabilities: new Set<never>(),
    platform: 'twin',
    date: '2026-11-23T04:50:00.000Z',
    seed: '4711',
    full: true,
    reproduce: 'npm run features -- --seed 4711',
    judgement: { passed: 1, failed: exitCode, skipped: 0, problems: [], exitCode },
  };
}

test('a good run is told in a few lines', () => {
  assert.deepEqual(stepSummary(facts(0), [chapterOf('passed', 2)]).split('\n'), [
    '## ✓ conformant as far as tested',
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
  const lines = stepSummary(facts(1), [chapterOf('failed', 23)]).split('\n');
  assert.equal(lines[0], '## ✗ not conformant');
  assert.ok(lines.includes('| A-20 | failed | It is \\| so. |'));
  assert.ok(!lines.some((line) => line.startsWith('| A-21')));
  assert.ok(lines.includes('and 3 more.'));
});
