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
    // An outage that is short can be shown, one of days can't.
    const wanted = ['DELETE-03', 'PARAM-17'];
    const command = [join(PACKAGE_ROOT, 'src/cli/bin.mjs'), 'test', ...wanted, '--bridge', 'process'];
    const { stdout } = await run(process.execPath, [...command, '--seed', '7', '--reports', reports], {
      cwd: PACKAGE_ROOT,
    });
    assert.match(stdout, /skipped \(3\): It needs time to pass faster than this target’s does/);
    assert.match(stdout, /\n3 passed, 0 failed, 3 skipped\n$/);
    const told = await readFile(join(reports, 'conformance.yaml'), 'utf8');
    assert.match(told, /\n {2}kind: process\n/);
    assert.match(told, /reproduce: npm run features -- DELETE-03 PARAM-17 --bridge process --seed "?7/);
    assert.match(await readFile(join(reports, 'acceptance.html'), 'utf8'), /as a process of its own/);
  } finally {
    await rm(reports, { recursive: true });
  }
});
