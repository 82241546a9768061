import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { PACKAGE_ROOT } from '../package-root.ts';

const FIXTURES = fileURLToPath(new URL('fixtures', import.meta.url));

const scratch = await mkdtemp(join(tmpdir(), 'iot-flow-tck-fixtures-'));
after(() => rm(scratch, { recursive: true, force: true }));

interface Ending {
  readonly code: number | null;
  readonly lines: readonly string[];
  readonly errors: string;
}

/** Runs `iot-flow-tck test` on a fixture as a user would, in a process of its own. */
function runFixture(name: string, args: readonly string[], reports = join(scratch, name)): Promise<Ending> {
  return new Promise((resolve, reject) => {
    const child = spawn(
      process.execPath,
      [
        join(PACKAGE_ROOT, 'src/cli/bin.mjs'),
        'test',
        ...['--features', join(FIXTURES, name), '--steps', join(FIXTURES, 'steps.ts')],
        ...['--reports', reports],
        ...args,
      ],
      { cwd: PACKAGE_ROOT, stdio: ['ignore', 'pipe', 'pipe'] },
    );
    let output = '';
    let errors = '';
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString('utf8');
    });
    child.stderr.on('data', (chunk: Buffer) => {
      errors += chunk.toString('utf8');
    });
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, lines: output.trimEnd().split('\n'), errors }));
  });
}

describe('the command line tells the truth', { concurrency: 2 }, () => {
  test('a failed run', async () => {
    const ending = await runFixture('seed', ['--brief', '--seed', '12']);
    assert.match(
      ending.lines.join('\n'),
      /the seed is 12[\s\S]*alone: npm run features -- \S+run\.feature:\d+ --features \S+ --steps \S+ --seed 12/,
    );
    assert.equal(ending.lines.at(-1), '0 passed, 1 failed, 0 skipped');
    assert.equal(ending.code, 1);
  });

  test('a harness that can’t load its steps', async () => {
    const ending = await runFixture('broken-steps', [
      '--brief',
      '--steps',
      join(FIXTURES, 'broken-steps/steps.ts'),
    ]);
    assert.match(ending.errors, /could not be run[\s\S]*nothing to stand on/);
    assert.equal(ending.lines.at(-1), '0 passed, 0 failed, 0 skipped');
    assert.equal(ending.code, 2);
  });

  test('a scenario of the kit’s that calls a host that nobody declared', async () => {
    const kits = ['world.ts', 'hooks.ts'].map((file) => join(PACKAGE_ROOT, 'steps/support', file));
    const steps = [...kits, join(FIXTURES, 'undeclared-host/steps.ts')];
    const ending = await runFixture('undeclared-host', ['--brief', '--steps', ...steps]);
    assert.match(
      ending.lines.join('\n'),
      /the host stranger\.example:80 was called though nobody declared it/,
    );
    assert.equal(ending.lines.at(-1), '0 passed, 1 failed, 0 skipped');
    assert.equal(ending.code, 1);
  });

  test('all reports are written, with the traffic in them and nothing loaded from elsewhere', async () => {
    const reports = await mkdtemp(join(tmpdir(), 'iot-flow-tck-reports-'));
    try {
      const { code, lines } = await runFixture('passing', [], reports);
      assert.equal(lines.at(-1), '1 passed, 0 failed, 0 skipped');
      assert.equal(code, 0);
      const read = (file: string) => readFile(join(reports, file), 'utf8');
      const acceptance = await read('acceptance.html');
      assert.match(acceptance, /GET \/tenant\/currentTenant/);
      assert.match(
        acceptance,
        /alt="The page after: And something was seen" src="data:image\/jpeg;base64,c2Vlbg=="/,
      );
      assert.doesNotMatch(acceptance, /<script|<link|src="http|url\(http/);
      assert.match(await read('engineering.html'), /image\/svg\+xml/);
      assert.match(await read('junit.xml'), /<testcase/);
      assert.match(await read('messages.ndjson'), /testRunFinished/);
      assert.match(await read('conformance.yaml'), /id: DEMO-01\n\s+level: MUST\n\s+verdict: passed/);
    } finally {
      await rm(reports, { recursive: true });
    }
  });
});
