import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { PACKAGE_ROOT } from '../package-root.ts';
import { lastLine } from './check-run.ts';
import { describeRun } from './describe-run.ts';
import { loadSteps } from './run-cucumber.ts';
import { runFeatures } from './run-features.ts';

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

/** Runs a fixture in this process: the same run, without the time that a process takes to start. */
async function ends(
  name: string,
  code: number,
  lastLineWanted: string,
  told: RegExp,
  tags = '',
): Promise<void> {
  support ??= loadSteps(PACKAGE_ROOT, [join(FIXTURES, 'steps.ts')]);
  const reports = await mkdtemp(join(tmpdir(), 'iot-flow-tck-run-'));
  try {
    const run = await runFeatures({
      root: PACKAGE_ROOT,
      features: join(FIXTURES, name),
      steps: await support,
      paths: [],
      names: [],
      tags,
      seed: '4711',
      order: 'random',
      failFast: false,
      reports,
      onScenario: () => {},
    });
    assert.equal(lastLine(run.judgement), lastLineWanted);
    assert.match(describeRun(run, { command: 'npm run features --', seed: '4711' }), told);
    assert.equal(run.judgement.exitCode, code);
  } finally {
    await rm(reports, { recursive: true });
  }
}

let support: ReturnType<typeof loadSteps> | undefined;

describe('a run that must not pass does not', () => {
  test('a step that fails', () =>
    ends(
      'failing',
      1,
      '0 passed, 1 failed, 0 skipped',
      /✗ failed {2}DEMO-01 {2}It goes as it goes[\s\S]*at the step: When something goes wrong[\s\S]*expected 1, found 2[\s\S]*alone: npm run features -- src\S+run\.feature:6 --seed 4711/,
    ));
  test('a Given that can’t be brought about', () =>
    ends('blocked', 1, '0 passed, 1 failed, 0 skipped', /⊘ blocked {2}DEMO-01[\s\S]*no ground/));
  test('a step that nobody defined', () =>
    ends('undefined-step', 1, '0 passed, 1 failed, 0 skipped', /No step definition matches this step/));
  test('a step that is pending', () => ends('pending', 1, '0 passed, 1 failed, 0 skipped', /\(pending\)/));
  test('a step that two definitions match', () =>
    ends('ambiguous', 1, '0 passed, 1 failed, 0 skipped', /\(ambiguous\)/));
  test('a skip without a reason', () =>
    ends('skipped-without-reason', 1, '0 passed, 0 failed, 1 skipped', /was skipped without a reason/));
  test('a tag that no catalogue knows', () =>
    ends(
      'unknown-tag',
      1,
      '1 passed, 0 failed, 0 skipped',
      /@DEMO-07 is in no requirements\.yaml. Did you mean @DEMO-01\?/,
    ));
  test('no scenario at all', () =>
    ends('no-scenario', 1, '0 passed, 0 failed, 0 skipped', /No scenario ran/));
  test('a filter that leaves none', () =>
    ends('passing', 1, '0 passed, 0 failed, 0 skipped', /No scenario ran/, '@nothing'));
  test('a file that is no Gherkin', () =>
    ends('no-gherkin', 2, '0 passed, 0 failed, 0 skipped', /run\.feature: \(/));
});

describe('a run that may pass does', () => {
  test('a skip that says why', () =>
    ends('skipped-with-reason', 0, '1 passed, 0 failed, 1 skipped', /skipped \(1\): the broker is not here/));
  test('the seed reaches the steps', () => ends('seed', 0, '1 passed, 0 failed, 0 skipped', /^$/));
});

describe('the command line tells the truth', { concurrency: 2 }, () => {
  test('a failed run', async () => {
    const ending = await runFixture('seed', ['--brief', '--seed', '12']);
    assert.match(
      ending.lines.join('\n'),
      /the seed is 12[\s\S]*alone: npm run features -- --features \S+ --steps/,
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
