import assert from 'node:assert/strict';
import { test } from 'node:test';
import { harnessFaultsOf } from './harness-faults.ts';
import type { ScenarioResult, StepStatus } from './scenario-result.ts';

function ended(status: StepStatus): ScenarioResult {
  return {
    id: '1',
    uri: 'features/a.feature',
    line: 3,
    feature: 'F',
    name: 'S',
    tags: [],
    status: 'failed',
    steps: [],
    failure: { step: 'When it rains', status, message: '', stack: '' },
    envelopes: [],
    durationMs: 1,
  };
}

test('steps that the kit has not finished are its own faults, those that failed are not', () => {
  const faults = (...statuses: readonly StepStatus[]) =>
    harnessFaultsOf({
      scenarios: statuses.map(ended),
      unfinished: [],
      harnessFaults: ['The port is taken.'],
    });
  assert.deepEqual(faults('FAILED'), ['The port is taken.']);
  for (const [status, why] of [
    ['UNDEFINED', /no step definition matches/],
    ['PENDING', /it is pending/],
    ['AMBIGUOUS', /several step definitions match/],
  ] as const) {
    assert.match(faults(status)[1] ?? '', /^features\/a\.feature:3: the kit can't carry out "When it rains"/);
    assert.match(faults(status)[1] ?? '', why);
  }
});
