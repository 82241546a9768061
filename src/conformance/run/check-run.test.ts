import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judgeRun, lastLine } from './check-run.ts';
import type { RunResult, ScenarioResult } from './scenario-result.ts';

function scenario(status: ScenarioResult['status'], more: Partial<ScenarioResult> = {}): ScenarioResult {
  return {
    uri: 'features/a.feature',
    line: 3,
    feature: 'F',
    name: 'S',
    tags: [],
    status,
    steps: [],
    envelopes: [],
    id: 'attempt',
    durationMs: 1,
    ...more,
  };
}

function judged(
  scenarios: readonly ScenarioResult[],
  more: Partial<RunResult> = {},
  full = true,
  planProblems: string[] = [],
) {
  return judgeRun({ result: { scenarios, unfinished: [], harnessFaults: [], ...more }, planProblems, full });
}

test('counts are over scenarios, blocked ones among the failed', () => {
  const skipped = scenario('skipped', { skipReason: 'no broker' });
  const judgement = judged([scenario('passed'), scenario('failed'), scenario('blocked'), skipped]);
  assert.equal(lastLine(judgement), '1 passed, 2 failed, 1 skipped');
  assert.equal(judgement.exitCode, 1);
});

test('a run is good only when nothing is left open', () => {
  assert.equal(judged([scenario('passed')]).exitCode, 0);
  assert.equal(judged([]).exitCode, 1);
  assert.equal(judged([scenario('passed')], {}, true, ['CREATE-01 has no scenario']).exitCode, 1);
  assert.equal(judged([scenario('passed'), scenario('skipped')]).exitCode, 1);
  assert.equal(judged([scenario('skipped', { skipReason: 'no broker' })]).exitCode, 1);
});

test('on a full run each planned scenario has to run; a filter may leave some out', () => {
  const unfinished = { unfinished: ['features/b.feature:9 T'] };
  assert.deepEqual(judged([scenario('passed')], unfinished).problems, [
    'features/b.feature:9 T is planned but did not run.',
  ]);
  assert.equal(judged([scenario('passed')], unfinished, false).exitCode, 0);
});

test('a fault of the harness is no verdict on the bridge', () => {
  assert.equal(judged([scenario('failed')], { harnessFaults: ['a hook of the run failed'] }).exitCode, 2);
});
