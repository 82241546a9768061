import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { processesFor } from './sharing.ts';

const feature = (scenarios: number, tag = '') =>
  `Feature: One\n${Array.from({ length: scenarios }, (_, index) => `  ${tag}\n  Scenario: ${index}\n`).join('')}`;

test('processes share what takes long, and nothing else', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'iot-flow-tck-'));
  t.after(() => rm(folder, { recursive: true }));
  const [few, many, browser] = ['few', 'many', 'browser'].map((name) => join(folder, `${name}.feature`));
  assert.ok(few !== undefined && many !== undefined && browser !== undefined);
  await writeFile(few, feature(10));
  await writeFile(many, feature(200));
  await writeFile(browser, feature(30, '@browser'));
  assert.equal(processesFor([few], 2), 0);
  assert.equal(processesFor([many], 2), 3);
  assert.equal(processesFor([browser], 2), 3);
  assert.equal(processesFor([folder], 16), 4);
  assert.equal(processesFor([folder], 1), 0);
  assert.equal(processesFor([`${browser}:12`], 2), 0);
});
