import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { Command, CommanderError } from 'commander';
import { PACKAGE_ROOT } from '../conformance/package-root.ts';
import { expectPaths, featuresAt } from './feature-paths.ts';

test('features of the kit are found from wherever it is called, with their lines', () => {
  const before = process.cwd();
  process.chdir('/');
  try {
    assert.equal(
      featuresAt('features/delete/delete.feature:5:9'),
      join(PACKAGE_ROOT, 'features/delete/delete.feature:5:9'),
    );
  } finally {
    process.chdir(before);
  }
});

test('a path that is not there ends the command by its name', () => {
  const command = new Command().exitOverride().configureOutput({ writeErr: () => undefined });
  assert.doesNotThrow(() => expectPaths(command, ['features/create']));
  assert.throws(
    () => expectPaths(command, ['features/create', 'features/no-such']),
    (error) =>
      error instanceof CommanderError && /there is no features\/no-such\. Name feature/.test(error.message),
  );
});
