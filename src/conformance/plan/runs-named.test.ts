import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parsePlan } from './read-plan.ts';
import { runsNamed } from './runs-named.ts';

const RULE = (id: string, ...scenarios: readonly string[]) =>
  `\n  @${id}\n  Rule: R\n${scenarios.map((text) => `    ${text}\n      Given a\n`).join('')}`;
const OUTLINE =
  'Scenario Outline: O <n>\n      Given b\n      Examples:\n        | n |\n        | 1 |\n        | 2 |\n    Scenario: after';

const plan = {
  errors: [],
  features: [
    ...parsePlan('b.feature', `Feature: B\n${RULE('MAP-02', 'Scenario: last')}`).features,
    ...parsePlan(
      'a.feature',
      `Feature: A\n${RULE('MAP-02', 'Scenario: first', OUTLINE)}${RULE('MAP-03', 'Scenario: other')}`,
    ).features,
  ],
};

test('a requirement’s id names all its runs, file by file, each example of an outline by itself', () => {
  const all = [
    { uri: 'a.feature', line: 5 },
    { uri: 'a.feature', line: 11 },
    { uri: 'a.feature', line: 12 },
    { uri: 'a.feature', line: 13 },
    { uri: 'b.feature', line: 5 },
  ];
  assert.deepEqual(runsNamed('MAP-02', plan), all);
  assert.deepEqual(runsNamed('@map-02', plan), all);
});

test('a number after a dot names one of them', () => {
  assert.deepEqual(runsNamed('MAP-02.3', plan), [{ uri: 'a.feature', line: 12 }]);
  assert.deepEqual(runsNamed('MAP-02.5', plan), [{ uri: 'b.feature', line: 5 }]);
  for (const word of ['MAP-02.6', 'MAP-02.0']) assert.deepEqual(runsNamed(word, plan), []);
});

test('what is no id of the plan names nothing', () => {
  for (const word of ['MAP-04', 'MAP-2', 'features/create', '', 'MAP-02.x'])
    assert.equal(runsNamed(word, plan), undefined);
});
