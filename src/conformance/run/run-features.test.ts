import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { PACKAGE_ROOT } from '../package-root.ts';
import { lastLine } from './check-run.ts';
import { describeRun } from './describe-run.ts';
import { loadSteps } from './run-cucumber.ts';
import { runFeatures } from './run-features.ts';

const FIXTURES = fileURLToPath(new URL('fixtures', import.meta.url));

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
    assert.match(
      describeRun(run, {
        command: 'npm run features --',
        options: [],
        filters: [],
        seed: '4711',
      }),
      told,
    );
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
  test('a step that takes too long', () =>
    ends('too-slow', 1, '0 passed, 1 failed, 0 skipped', /✗ failed[\s\S]*timed out[\s\S]*50 milliseconds/));
  test('a scenario that leaves something behind', () =>
    ends(
      'left-behind',
      1,
      '0 passed, 1 failed, 0 skipped',
      /✗ failed[\s\S]*The scenario ends[\s\S]*a timer is left/,
    ));
  test('a scenario that can’t begin', () =>
    ends('no-beginning', 1, '0 passed, 1 failed, 0 skipped', /⊘ blocked[\s\S]*nothing to begin with/));
  test('nothing but skips, whatever their reasons', () =>
    ends(
      'all-skipped',
      1,
      '0 passed, 0 failed, 1 skipped',
      /Every scenario was skipped: nothing was tested/,
    ));
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
  test('a tag expression that is none', () =>
    assert.rejects(
      ends('passing', 2, '', /^$/, '('),
      /^UnusableFilter: "\(" is no tag expression: Unmatched \(\.$/,
    ));
  test('a file that is no Gherkin', () =>
    ends('no-gherkin', 2, '0 passed, 0 failed, 0 skipped', /run\.feature: \(/));
});

describe('a run that may pass does', () => {
  test('a skip that says why', () =>
    ends('skipped-with-reason', 0, '1 passed, 0 failed, 1 skipped', /skipped \(1\): the broker is not here/));
  test('the seed reaches the steps', () => ends('seed', 0, '1 passed, 0 failed, 0 skipped', /^$/));
});
