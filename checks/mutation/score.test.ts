import assert from 'node:assert/strict';
import { test } from 'node:test';
import { percent, scoreOf, sum } from './score.ts';

const report = (...statuses: readonly string[]) => ({
  schemaVersion: '2',
  files: { 'src/one.ts': { language: 'typescript', mutants: statuses.map((status) => ({ status })) } },
});

test('what was noticed counts against what was not, also where no scenario came by', () => {
  const score = scoreOf(report('Killed', 'Timeout', 'Killed', 'Survived', 'NoCoverage', 'RuntimeError'));
  assert.deepEqual(score, { noticed: 3, survived: 1, unreached: 1, leftOut: 1 });
  assert.equal(percent(score), 60);
});

test('rooms are added up, not their percentages', () => {
  const both = sum([scoreOf(report('Killed')), scoreOf(report('Survived', 'Survived', 'Survived'))]);
  assert.equal(percent(both), 25);
});

test('without a mutant there is no score', () =>
  assert.equal(percent(scoreOf(report('Ignored'))), undefined));

test('a status that nobody knows is not passed over', () =>
  assert.throws(() => scoreOf(report('Guessed')), { name: 'ZodError' }));
