import assert from 'node:assert/strict';
import { test } from 'node:test';
import { generateMessages } from '@cucumber/gherkin';
import { type Envelope as Message, SourceMediaType, TestStepResultStatus } from '@cucumber/messages';
import { judgeMessages } from '../run/index.ts';
import { joinMessages, UnlikeRuns } from './join-messages.ts';

const FEATURE = `Feature: F
  @A-01
  Rule: It is so
    Scenario Outline: With <what>
      Given <what>
      Examples:
        | what  |
        | one   |
        | two   |
    Scenario: Alone
      Given three
`;
const AT = { seconds: 1, nanos: 0 };

/** A run's messages as Cucumber writes them, with the pickles of these numbers run. */
function runOf(name: string, ran: readonly number[], text = FEATURE): Message[] {
  let ids = 0;
  const newId = () => `${name}${ids++}`;
  const written = generateMessages(
    text,
    'features/f.feature',
    SourceMediaType.TEXT_X_CUCUMBER_GHERKIN_PLAIN,
    {
      defaultDialect: 'en',
      includeSource: true,
      includeGherkinDocument: true,
      includePickles: true,
      newId,
    },
  );
  const pickles = written.flatMap(({ pickle }) => pickle ?? []);
  const run = newId();
  const executed = pickles
    .filter((_, index) => ran.includes(index))
    .flatMap((pickle): Message[] => {
      const [testCase, attempt] = [newId(), newId()];
      const testSteps = pickle.steps.map((step) => ({ id: newId(), pickleStepId: step.id }));
      return [
        { testCase: { id: testCase, pickleId: pickle.id, testSteps, testRunStartedId: run } },
        { testCaseStarted: { id: attempt, testCaseId: testCase, attempt: 0, timestamp: AT } },
        ...testSteps.map(({ id }) => ({
          testStepFinished: {
            testCaseStartedId: attempt,
            testStepId: id,
            timestamp: AT,
            testStepResult: { status: TestStepResultStatus.PASSED, duration: AT },
          },
        })),
        { testCaseFinished: { testCaseStartedId: attempt, timestamp: AT, willBeRetried: false } },
      ];
    });
  return [
    ...written,
    { testRunStarted: { id: run, timestamp: AT } },
    ...executed,
    { testRunFinished: { success: true, timestamp: AT, testRunStartedId: run } },
  ];
}

async function judged(messages: readonly Message[]) {
  // No features lie there: what is asked is only what the messages themselves say.
  return judgeMessages(messages, { root: import.meta.dirname, features: import.meta.dirname, more: [] });
}

test('the shards of a run become one, each feature and pickle once', async () => {
  const joined = joinMessages([runOf('a', [0, 2]), runOf('b', [1])]);
  assert.equal(joined.filter(({ gherkinDocument }) => gherkinDocument !== undefined).length, 1);
  assert.equal(joined.filter(({ pickle }) => pickle !== undefined).length, 3);
  assert.equal(joined.filter(({ testRunStarted }) => testRunStarted !== undefined).length, 1);
  assert.equal(joined.filter(({ testRunFinished }) => testRunFinished !== undefined).length, 1);
  const { result, full } = await judged(joined);
  assert.deepEqual(
    result.scenarios.map(({ name, line, requirementId, steps }) => [
      name,
      line,
      requirementId,
      steps[0]?.text,
    ]),
    [
      ['With one', 8, 'A-01', 'one'],
      ['Alone', 10, 'A-01', 'three'],
      ['With two', 9, 'A-01', 'two'],
    ],
  );
  assert.equal(full, true);
});

test('what no shard ran is missed', async () => {
  const { result, full, judgement } = await judged(joinMessages([runOf('a', [0]), runOf('b', [1])]));
  assert.deepEqual(result.unfinished, ['features/f.feature:10 Alone']);
  assert.equal(full, false);
  assert.equal(judgement.exitCode, 1);
});

test('runs of features that differ are not put together', () => {
  const other = FEATURE.replace('Given three', 'Given four');
  assert.throws(
    () => joinMessages([runOf('a', [0]), runOf('b', [1], other)]),
    (error) => error instanceof UnlikeRuns && error.message.includes('features/f.feature'),
  );
});
