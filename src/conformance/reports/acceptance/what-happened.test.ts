import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { StepResult } from '../../run/index.ts';
import { whatHappened } from './what-happened.ts';

function step(keyword: string, text: string, table?: StepResult['table']): StepResult {
  return { keyword, text, status: 'PASSED', ...(table === undefined ? {} : { table }) };
}

test('what was done and seen makes a sentence, with what a table adds to it', () => {
  const steps = [
    step('Given', 'a connection'),
    step('When', 'the device reports:', [['temperature', '21.5']]),
    step('And', 'a day passes'),
    step('Then', 'it is in Cumulocity'),
  ];
  assert.equal(
    whatHappened(steps),
    'When the device reports (temperature 21.5), and a day passes, then it is in Cumulocity.',
  );
});

test('a long table is cut, and no secret of it is shown', () => {
  const long = [step('When', 'it is sent:', [['x'.repeat(200)]])];
  assert.ok(whatHappened(long).length < 170);
  assert.doesNotMatch(
    whatHappened([step('When', 'it is sent:', [['password', 'hunter2-hunter2']])]),
    /hunter2/,
  );
});

test('where there is no step there is no sentence', () => {
  assert.equal(whatHappened([]), '');
});
