import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ConformanceReport } from '../reports/index.ts';
import type { ControlFacts } from './control.ts';
import {
  allNoticed,
  judgeControl,
  judgeOnTarget,
  matrixMarkdown,
  matrixText,
  notJudged,
} from './kill-matrix.ts';

const FACTS: ControlFacts = { title: 'It is broken', breaks: ['A-01', 'A-02'], seenAs: 'It does not work' };

function report(verdicts: Readonly<Record<string, 'passed' | 'failed' | 'blocked'>>): ConformanceReport {
  return {
    version: 1,
    tool: { name: 'iot-flow-tck', version: '0.0.0' },
    target: { kind: 'reference', capabilities: [] },
    platform: 'twin',
    date: '2026-01-01T00:00:00.000Z',
    seed: '1',
    full: false,
    reproduce: '',
    scenarios: { passed: 0, failed: 0, skipped: 0 },
    problems: [],
    levels: [],
    requirements: Object.entries(verdicts).map(([id, verdict]) => ({
      id,
      level: 'MUST',
      verdict,
      scenarios: 1,
    })),
  };
}

const outcomeOf = (verdicts: Parameters<typeof report>[0]) =>
  judgeControl('broken', FACTS, report(verdicts), false).outcome;

test('a control is killed when just what it names fails', () => {
  assert.equal(outcomeOf({ 'A-01': 'failed', 'A-02': 'failed', 'A-03': 'passed' }), 'exact');
});

test('blocked requirements count neither way', () => {
  assert.equal(outcomeOf({ 'A-01': 'failed', 'A-02': 'blocked', 'A-03': 'blocked' }), 'exact');
});

test('a control of which nothing failed has survived', () => {
  assert.equal(outcomeOf({ 'A-01': 'passed', 'A-02': 'passed' }), 'survived');
  assert.equal(outcomeOf({ 'A-01': 'blocked', 'A-02': 'blocked' }), 'survived');
});

test('something missing, or something more, is not exact', () => {
  assert.equal(outcomeOf({ 'A-01': 'failed', 'A-02': 'passed' }), 'inexact');
  assert.equal(outcomeOf({ 'A-01': 'failed', 'A-02': 'failed', 'A-03': 'failed' }), 'inexact');
});

test('what fails elsewhere is expected of a run of all chapters only', () => {
  const facts = { ...FACTS, breaksElsewhere: ['B-01'] };
  const named = { 'A-01': 'failed', 'A-02': 'failed' } as const;
  const outcome = (verdicts: Parameters<typeof report>[0], full: boolean) =>
    judgeControl('broken', facts, report(verdicts), full).outcome;
  assert.equal(outcome({ ...named, 'B-01': 'failed' }, true), 'exact');
  assert.equal(outcome({ ...named, 'B-01': 'passed' }, true), 'inexact');
  assert.equal(outcome(named, false), 'exact');
  assert.equal(outcome({ ...named, 'B-01': 'failed' }, false), 'inexact');
  assert.equal(outcome({ 'A-01': 'passed', 'A-02': 'passed', 'B-01': 'failed' }, true), 'survived');
  const full = judgeControl('broken', facts, report({ ...named, 'B-01': 'failed' }), true);
  assert.match(matrixMarkdown([full]), /\| A-01, A-02, B-01 \|/);
});

test('the matrix tells what was not as foreseen', () => {
  const verdicts = [
    judgeControl('right', FACTS, report({ 'A-01': 'failed', 'A-02': 'failed' }), false),
    judgeControl(
      'off',
      FACTS,
      report({ 'A-01': 'failed', 'A-02': 'passed', 'A-03': 'failed', 'A-04': 'blocked' }),
      false,
    ),
    notJudged('unclear', FACTS, 'the harness failed'),
  ];
  assert.equal(
    matrixText(verdicts),
    `✓ right    exact       A-01 A-02
≠ off      inexact     A-01 A-03
           did not fail: A-02
           failed as well: A-03
           blocked: A-04
! unclear  not-judged  nothing failed
           the harness failed

1 of 3 controls failed on exactly what they name
`,
  );
  assert.match(matrixMarkdown(verdicts), /\| ≠ inexact \| `off` \| It is broken \|/);
  assert.equal(allNoticed(verdicts), false);
  assert.equal(allNoticed(verdicts.slice(0, 1)), true);
  assert.equal(allNoticed([]), false);
});

test('on a bridge that is not the reference, one of what is named is enough, and what it does not keep counts for nothing', () => {
  const sound = report({ 'A-01': 'passed', 'A-02': 'passed', 'A-03': 'failed', 'A-04': 'passed' });
  const on = (verdicts: Parameters<typeof report>[0]) =>
    judgeOnTarget('broken', FACTS, report(verdicts), sound, false);
  const caught = on({ 'A-01': 'failed', 'A-02': 'passed', 'A-03': 'failed' });
  assert.deepEqual([caught.outcome, caught.failed, caught.missing], ['caught', ['A-01'], ['A-02']]);
  assert.equal(on({ 'A-01': 'passed', 'A-02': 'passed', 'A-03': 'failed' }).outcome, 'survived');
  assert.equal(on({ 'A-01': 'failed', 'A-04': 'failed' }).outcome, 'inexact');
  const moot = judgeOnTarget(
    'moot',
    { ...FACTS, breaks: ['A-03'] },
    report({ 'A-03': 'failed' }),
    sound,
    false,
  );
  assert.equal(moot.outcome, 'not-applicable');
  assert.match(
    matrixText([caught, moot]),
    /1 of 1 controls were noticed on this bridge; 1 concern nothing that it keeps/,
  );
  assert.equal(allNoticed([caught, moot]), true);
  assert.equal(allNoticed([moot]), false);
});
