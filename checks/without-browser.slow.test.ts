import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** A requirement that is proved through the management API and in a browser. */
const BOTH_WAYS = '@VERIFY-03';

interface Ending {
  readonly code: number | null;
  readonly output: string;
}

/** Runs scenarios as on a machine on which no browser is found. */
async function runWithoutBrowser(more: Readonly<Record<string, string>>): Promise<Ending> {
  const reports = await mkdtemp(join(tmpdir(), 'iot-flow-tck-no-browser-'));
  const { CI: _, ...environment } = process.env;
  try {
    return await new Promise((resolve, reject) => {
      const child = spawn(
        process.execPath,
        [join(ROOT, 'src/cli/bin.mjs'), 'test', '--tags', BOTH_WAYS, '--brief', '--reports', reports],
        {
          cwd: ROOT,
          stdio: ['ignore', 'pipe', 'inherit'],
          env: { ...environment, IOT_FLOW_TCK_BROWSER: join(reports, 'no-browser'), ...more },
        },
      );
      let output = '';
      child.stdout.on('data', (text) => {
        output += String(text);
      });
      child.once('error', reject);
      child.once('close', (code) => resolve({ code, output }));
    });
  } finally {
    await rm(reports, { recursive: true, force: true });
  }
}

test('without a browser its scenarios are told as not tested, with the reason and what helps', async () => {
  const { code, output } = await runWithoutBrowser({});
  assert.match(output, /skipped \(1\): Not tested in a browser: IOT_FLOW_TCK_BROWSER names \S+no-browser/);
  assert.match(output, /Set IOT_FLOW_TCK_BROWSER to the program file of a Chromium, Chrome or Edge/);
  assert.match(output, /[1-9]\d* passed, 0 failed, 1 skipped\n$/);
  assert.equal(code, 0);
});

test('where a build must not go without it, that is a failure', async () => {
  const { code, output } = await runWithoutBrowser({ CI: 'true' });
  assert.match(output, /⊘ blocked {2}VERIFY-03[\s\S]*Not tested in a browser/);
  assert.match(output, /[1-9]\d* passed, 1 failed, 0 skipped\n$/);
  assert.equal(code, 1);
});
