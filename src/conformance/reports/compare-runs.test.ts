import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ChapterVerdict, Verdict } from '../verdicts/index.ts';
import { compareRuns } from './compare-runs.ts';
import type { ConformanceReport } from './conformance-report.ts';

function earlier(verdicts: Readonly<Record<string, Verdict>>): ConformanceReport {
  return {
    version: 1,
    tool: { name: 'iot-flow-tck', version: '0.9.0' },
    target: { kind: 'reference', capabilities: [] },
    platform: 'twin',
    date: '2026-11-01T00:00:00.000Z',
    seed: '1',
    full: true,
    reproduce: 'x',
    scenarios: { passed: 0, failed: 0, skipped: 0 },
    problems: [],
    levels: [],
    requirements: Object.entries(verdicts).map(([id, verdict]) => ({
      id,
      level: 'MUST' as const,
      verdict,
      scenarios: 1,
    })),
  };
}

function now(verdicts: Readonly<Record<string, Verdict>>): ChapterVerdict[] {
  return [
    {
      chapter: { chapter: 'C', folder: 'c', order: 1, intro: 'I.', requirements: [] },
      requirements: Object.entries(verdicts).map(([id, verdict]) => ({
        requirement: {
          id,
          level: 'MUST' as const,
          source: { kind: 'founding' as const, section: 'S' },
          text: `${id} is so.`,
          capability: 'flows' as const,
        },
        verdict,
        scenarios: [],
      })),
    },
  ];
}

test('each requirement stands where its change belongs, and one that did not change nowhere', () => {
  const comparison = compareRuns(
    earlier({
      'A-01': 'passed',
      'A-02': 'passed',
      'A-03': 'failed',
      'A-04': 'blocked',
      'A-05': 'not-tested',
      'A-06': 'passed',
      'A-07': 'failed',
    }),
    now({
      'A-01': 'passed',
      'A-02': 'failed',
      'A-03': 'passed',
      'A-04': 'failed',
      'A-05': 'blocked',
      'A-07': 'not-tested',
      'A-08': 'passed',
    }),
    true,
  );
  const ids = (changes: readonly { readonly id: string }[]) => changes.map(({ id }) => id).join(' ');
  assert.equal(ids(comparison.worse), 'A-02 A-05');
  assert.equal(ids(comparison.mended), 'A-03');
  assert.equal(ids(comparison.other), 'A-04 A-07');
  assert.equal(ids(comparison.added), 'A-08');
  assert.equal(ids(comparison.gone), 'A-06');
  assert.deepEqual(comparison.worse[0], {
    id: 'A-02',
    text: 'A-02 is so.',
    before: 'passed',
    now: 'failed',
  });
});

test('what a part of a run left out has not changed', () => {
  const { other } = compareRuns(earlier({ 'A-01': 'passed' }), now({ 'A-01': 'not-tested' }), false);
  assert.deepEqual(other, []);
});
