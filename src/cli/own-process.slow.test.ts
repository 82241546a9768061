import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { PACKAGE_ROOT } from '../conformance/package-root.ts';

const run = promisify(execFile);

test('features run against the bridge as a process of its own, and tell what that can’t be shown', async () => {
  const reports = await mkdtemp(join(tmpdir(), 'iot-flow-tck-process-'));
  try {
    const command = [join(PACKAGE_ROOT, 'src/cli/bin.mjs'), 'test', 'DELETE-03', '--bridge', 'process'];
    const { stdout } = await run(process.execPath, [...command, '--seed', '7', '--reports', reports], {
      cwd: PACKAGE_ROOT,
    });
    assert.match(stdout, /skipped \(\d+\): It needs hosts that behave as the scenario says/);
    assert.match(stdout, /\n[1-9]\d* passed, 0 failed, [1-9]\d* skipped\n$/);
    const told = await readFile(join(reports, 'conformance.yaml'), 'utf8');
    assert.match(told, /\n {2}kind: process\n/);
    assert.match(told, /reproduce: npm run features -- DELETE-03 --bridge process --seed "?7/);
    assert.match(await readFile(join(reports, 'acceptance.html'), 'utf8'), /as a process of its own/);
  } finally {
    await rm(reports, { recursive: true });
  }
});
