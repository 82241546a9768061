import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { type Equivalent, outdated, readEquivalents, withoutEquivalents } from './equivalents.ts';
import { reportSchema, scoreOf } from './score.ts';

const entry: Equivalent = {
  file: 'src/one.ts',
  line: 'if (found.length > 1) found.sort();',
  mutator: 'ConditionalExpression',
  replacement: 'true',
  why: 'One alone is in order however it is sorted.',
};

/** Two mutants on the second of two lines, one with each replacement. */
const report = (status: string) =>
  reportSchema.parse({
    files: {
      'src/one.ts': {
        source: 'const found = [];\n  if (found.length > 1) found.sort();\n',
        mutants: ['true', 'false'].map((replacement) => ({
          mutatorName: 'ConditionalExpression',
          replacement,
          location: { start: { line: 2, column: 7 }, end: { line: 2, column: 23 } },
          status,
        })),
      },
    },
  });

test('what is listed counts neither for nor against the tests', () => {
  const { leftOut, survived } = scoreOf(withoutEquivalents(report('Survived'), [entry]));
  assert.deepEqual({ leftOut, survived }, { leftOut: 1, survived: 1 });
});

test('what is listed and noticed all the same counts as noticed', () => {
  assert.equal(scoreOf(withoutEquivalents(report('Killed'), [entry])).noticed, 2);
});

test('without a replacement all changes of that kind on the line are meant', () => {
  const { replacement: _left, ...all } = entry;
  assert.equal(scoreOf(withoutEquivalents(report('NoCoverage'), [all])).leftOut, 2);
});

test('another file, line or kind of change is not meant', () => {
  for (const other of [{ file: 'src/two.ts' }, { line: 'found.sort();' }, { mutator: 'BlockStatement' }]) {
    assert.equal(scoreOf(withoutEquivalents(report('Survived'), [{ ...entry, ...other }])).survived, 2);
  }
});

test('an entry is out of date when its line is gone, or its file', () => {
  const sources: Readonly<Record<string, string>> = { 'src/one.ts': `  ${entry.line}\n` };
  const gone = { ...entry, line: 'found.sort();' };
  const elsewhere = { ...entry, file: 'src/two.ts' };
  assert.deepEqual(
    outdated([entry, gone, elsewhere], (file) => sources[file]),
    [gone, elsewhere],
  );
});

test('no entry of the list is out of date', async () => {
  const sourceOf = (file: string) => (existsSync(file) ? readFileSync(file, 'utf8') : undefined);
  assert.deepEqual(outdated(await readEquivalents(), sourceOf), []);
});
