import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  identityOf,
  marginOf,
  percent,
  reportSchema,
  scoreOf,
  sum,
  together,
  unnoticed,
  unnoticedLines,
} from './score.ts';

/** A report in which each mutant stands on a line of its own. */
const report = (...statuses: readonly string[]) =>
  reportSchema.parse({
    schemaVersion: '2',
    files: {
      'src/one.ts': {
        language: 'typescript',
        source: '',
        mutants: statuses.map((status, index) => ({
          id: String(index),
          mutatorName: 'BooleanLiteral',
          replacement: 'true',
          location: { start: { line: index + 1, column: 5 }, end: { line: index + 2, column: 1 } },
          status,
        })),
      },
    },
  });

test('what was noticed counts against what was not, also where no test came by', () => {
  const score = scoreOf(report('Killed', 'Timeout', 'Killed', 'Survived', 'NoCoverage', 'RuntimeError'));
  assert.deepEqual(score, { noticed: 3, survived: 1, unreached: 1, leftOut: 1 });
  assert.equal(percent(score), 60);
});

test('what either judge has noticed is noticed', () => {
  const first = report('Killed', 'Survived', 'NoCoverage', 'Survived', 'RuntimeError');
  const second = report('Survived', 'Killed', 'Timeout', 'Survived', 'Killed');
  const both = together(first, second);
  assert.deepEqual(scoreOf(both), { noticed: 4, survived: 1, unreached: 0, leftOut: 0 });
  assert.deepEqual(unnoticedLines(both), ['src/one.ts:4:5  Survived  BooleanLiteral  true']);
});

test('the second judge is given what the first did not notice', () => {
  const named = (line: number) =>
    identityOf('src/one.ts', {
      mutatorName: 'BooleanLiteral',
      replacement: 'true',
      location: { start: { line, column: 5 }, end: { line: line + 1, column: 1 } },
    });
  assert.deepEqual(unnoticed(report('Killed', 'Survived', 'NoCoverage')), [named(2), named(3)]);
});

test('the more mutants were judged, the nearer is the score of a share', () => {
  const ofMany = (count: number) =>
    marginOf({ noticed: 4 * count, survived: count, unreached: 0, leftOut: 0 });
  assert.equal(ofMany(20)?.toFixed(1), '7.8');
  assert.equal(ofMany(2000)?.toFixed(2), '0.78');
  assert.equal(marginOf(scoreOf(report('Ignored'))), undefined);
});

test('rooms are added up, not their percentages', () => {
  const both = sum([scoreOf(report('Killed')), scoreOf(report('Survived', 'Survived', 'Survived'))]);
  assert.equal(percent(both), 25);
});

test('without a mutant there is no score', () =>
  assert.equal(percent(scoreOf(report('Ignored'))), undefined));

test('a status that nobody knows is not passed over', () =>
  assert.throws(() => report('Guessed'), { name: 'ZodError' }));
