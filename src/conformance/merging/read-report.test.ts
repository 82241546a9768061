import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { stringify } from 'yaml';
import { conformanceReport } from '../reports/conformance-report.ts';
import { judgeOutcome } from '../verdicts/index.ts';
import { readReport } from './read-run.ts';

const REPORT = conformanceReport(
  {
    toolVersion: '1.0.0',
    target: 'external',
    targetName: 'Mine',
    capabilities: new Set(['flows']),
    platform: 'twin',
    date: '2026-11-23T04:50:00.000Z',
    seed: '1',
    full: true,
    reproduce: 'x',
    outcome: judgeOutcome({
      ...{ chapters: [], level: 'MUST', full: true },
      known: [{ requirement: 'A-01', comment: 'Until release 2.' }],
    }),
    judgement: { passed: 0, failed: 0, skipped: 0, problems: [], exitCode: 0 },
  },
  [],
);
let folder = '';

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'read-report-'));
});
after(() => rm(folder, { recursive: true }));

test('a report is found by its folder, and says of whom it is, what came of it, and what was known', async () => {
  await assert.rejects(readReport(folder), {
    message: `there is no ${folder}/conformance.yaml. Name the conformance.yaml of a run, or the folder that it wrote its reports to.`,
  });
  const file = join(folder, 'conformance.yaml');
  await writeFile(file, stringify(REPORT));
  assert.deepEqual(await readReport(folder), await readReport(file));
  const { target, outcome } = await readReport(file);
  assert.equal(target.name, 'Mine');
  assert.deepEqual(outcome, {
    verdict: 'conformant',
    level: 'MUST',
    sentence: 'conformant at level MUST',
    knownDeviations: [{ requirement: 'A-01', comment: 'Until release 2.', found: 'not-tested' }],
  });
});

test('a report of a kit that told no outcome can still be compared with', async () => {
  const { outcome, ...earlier } = REPORT;
  assert.ok(outcome !== undefined);
  await writeFile(join(folder, 'earlier.yaml'), stringify(earlier));
  assert.equal((await readReport(join(folder, 'earlier.yaml'))).outcome, undefined);
});
