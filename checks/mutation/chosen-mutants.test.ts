import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ChosenMutants, isChosen } from './chosen-mutants.ts';
import { identityOf } from './score.ts';

const NAMES = Array.from({ length: 4000 }, (_, index) => `mutant ${index}`);

test('a share is about that share, the same each time, and part of each larger one', () => {
  const chosen = (share: number, draw = 1) => NAMES.filter((name) => isChosen({ share, draw }, name));
  assert.ok(Math.abs(chosen(0.1).length - 400) < 60, `${chosen(0.1).length} of ${NAMES.length}`);
  assert.deepEqual(chosen(0.1), chosen(0.1));
  const larger = new Set(chosen(0.2));
  assert.ok(chosen(0.1).every((name) => larger.has(name)));
  assert.equal(chosen(1).length, NAMES.length);
  const other = chosen(0.1, 2);
  assert.ok(other.filter((name) => larger.has(name)).length < other.length / 2, 'another draw takes others');
});

test('a named mutant is known by its place as reports tell it, wherever the project lies', async () => {
  const mutant = (id: string, line: number) => ({
    id,
    fileName: '/somewhere/else/src/bridge/one.ts',
    mutatorName: 'BooleanLiteral',
    replacement: 'true',
    location: { start: { line, column: 4 }, end: { line, column: 9 } },
  });
  const inReport = {
    mutatorName: 'BooleanLiteral',
    replacement: 'true',
    location: { start: { line: 8, column: 5 }, end: { line: 8, column: 10 } },
  };
  const checker = new ChosenMutants({ chosen: { only: [identityOf('src/bridge/one.ts', inReport)] } });
  const results = await checker.check([mutant('a', 7), mutant('b', 8)]);
  assert.equal(results.a?.status, 'passed');
  assert.equal(results.b?.status, 'compileError');
});
