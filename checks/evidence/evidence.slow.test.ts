import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { withoutEvidence } from './without-evidence.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'evidence-'));
let html = '';

before(() => {
  const run = spawnSync(
    process.execPath,
    [
      'src/cli/bin.mjs',
      'test',
      'features/device-identity',
      'features/bad-input',
      '--seed',
      '1',
      '--reports',
      folder,
    ],
    { cwd: ROOT, encoding: 'utf8' },
  );
  assert.equal(run.status, 0, run.stdout + run.stderr);
  html = readFileSync(join(folder, 'acceptance.html'), 'utf8');
});

after(() => rmSync(folder, { recursive: true, force: true }));

test('in the report of a real run every tested requirement shows evidence', () => {
  const { tested, bare } = withoutEvidence(html);
  assert.ok(tested.length > 15, `${tested.length} were tested`);
  assert.deepEqual(bare, []);
});

test('it shows what was sent and what Cumulocity held, and where another report is named, that one draws it', () => {
  for (const heading of ['What was sent', 'What the bridge answered and told', 'What Cumulocity held']) {
    assert.ok(html.includes(`<h4>${heading}</h4>`), heading);
  }
  assert.match(html, /c8y_TemperatureMeasurement <\/i>T [\d.]+ C/);
  const drawn =
    readFileSync(join(folder, 'engineering.html'), 'utf8').split('"mediaType":"image/svg+xml"').length - 1;
  assert.equal(html.split('see engineering.html').length - 1, drawn);
});
