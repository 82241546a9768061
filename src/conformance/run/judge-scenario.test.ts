import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AttachmentContentEncoding, PickleStepType, TestStepResultStatus } from '@cucumber/messages';
import { HARNESS_FAULT_MEDIA_TYPE } from './harness-faults.ts';
import { judgeScenario, type RanStep } from './judge-scenario.ts';

const { PASSED, FAILED, SKIPPED, PENDING, UNDEFINED, AMBIGUOUS } = TestStepResultStatus;

function ran(
  kind: keyof typeof PickleStepType | 'HOOK',
  status: TestStepResultStatus,
  message?: string,
): RanStep {
  const hook = kind === 'HOOK';
  return {
    label: hook ? 'a hook' : 'a step',
    ...(hook ? {} : { pickleStep: { id: 's', text: 'a step', astNodeIds: [], type: PickleStepType[kind] } }),
    result: { status, duration: { seconds: 0, nanos: 0 }, ...(message === undefined ? {} : { message }) },
    attachments: [],
  };
}

test('all steps passed', () => {
  assert.deepEqual(judgeScenario([ran('HOOK', PASSED), ran('CONTEXT', PASSED), ran('OUTCOME', PASSED)]), {
    status: 'passed',
  });
});

test('a failing action or outcome fails the scenario, and the message is parted from the stack', () => {
  const message =
    'AssertionError: expected 1\nfound 2\n    at step (steps/a.ts:1:2)\n    at other (b.ts:3:4)';
  assert.deepEqual(
    judgeScenario([ran('CONTEXT', PASSED), ran('ACTION', FAILED, message), ran('OUTCOME', SKIPPED)]),
    {
      status: 'failed',
      failure: {
        step: 'a step',
        status: 'FAILED',
        message: 'AssertionError: expected 1\nfound 2',
        stack: '    at step (steps/a.ts:1:2)\n    at other (b.ts:3:4)',
      },
    },
  );
});

test('what a scenario starts from, when it fails, blocks it', () => {
  assert.equal(judgeScenario([ran('CONTEXT', FAILED), ran('ACTION', SKIPPED)]).status, 'blocked');
  assert.equal(judgeScenario([ran('HOOK', FAILED), ran('CONTEXT', SKIPPED)]).status, 'blocked');
});

test('what the harness could not do blocks a scenario, whichever step it was needed for', () => {
  const attachment = {
    body: 'The port is taken.',
    mediaType: HARNESS_FAULT_MEDIA_TYPE,
    contentEncoding: AttachmentContentEncoding.IDENTITY,
  };
  const step = { ...ran('ACTION', FAILED, 'The port is taken.'), attachments: [attachment] };
  assert.equal(judgeScenario([ran('CONTEXT', PASSED), step]).status, 'blocked');
});

test('a hook that fails afterwards fails the scenario', () => {
  assert.equal(
    judgeScenario([ran('CONTEXT', PASSED), ran('OUTCOME', PASSED), ran('HOOK', FAILED)]).status,
    'failed',
  );
});

test('a Given that is not finished is no obstacle but a failure', () => {
  for (const status of [UNDEFINED, PENDING, AMBIGUOUS]) {
    assert.equal(judgeScenario([ran('CONTEXT', status), ran('ACTION', SKIPPED)]).status, 'failed');
  }
});

test('a step that never ended is a failure', () => {
  assert.equal(judgeScenario([{ ...ran('ACTION', PASSED), result: undefined }]).status, 'failed');
});

test('a skip has the reason that its step logged, or none', () => {
  const attachment = {
    body: 'no broker',
    mediaType: 'text/x.cucumber.log+plain',
    contentEncoding: AttachmentContentEncoding.IDENTITY,
  };
  const skip = { ...ran('HOOK', SKIPPED), attachments: [attachment] };
  assert.deepEqual(judgeScenario([skip, ran('CONTEXT', SKIPPED)]), {
    status: 'skipped',
    skipReason: 'no broker',
  });
  assert.deepEqual(judgeScenario([ran('HOOK', SKIPPED)]), { status: 'skipped' });
});

test('a comparison that only repeats the message is left out, one that adds something is not', () => {
  const told = (message: string) =>
    judgeScenario([ran('OUTCOME', FAILED, `${message}\n\n    at step (a.ts:1:2)`)]).failure?.message;
  const compared = (...rows: readonly string[]) =>
    ['', '    + expected - actual', '', ...rows.map((row) => `    ${row}`)].join('\n');
  assert.equal(
    told(`AssertionError: it is not so${compared('-false', '+true')}`),
    'AssertionError: it is not so',
  );
  assert.equal(
    told(`AssertionError: it is CLOSED, not OPENED${compared('-CLOSED', '+OPENED')}`),
    'AssertionError: it is CLOSED, not OPENED',
  );
  assert.equal(
    told(`AssertionError: strictly equal:\n\n1 !== 2\n${compared('-1', '+2')}`),
    'AssertionError: strictly equal:\n\n1 !== 2',
  );
  assert.equal(
    told(`AssertionError: the state${compared('-CLOSED', '+OPENED')}`),
    `AssertionError: the state${compared('-CLOSED', '+OPENED')}`,
  );
});
