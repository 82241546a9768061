import assert from 'node:assert/strict';
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, mock, test } from 'node:test';
import { checkPlan, readPlan } from '../conformance/plan/index.ts';
import { readCatalogue } from '../conformance/requirements/index.ts';
import { toFeature } from './to-feature.ts';

let folder = '';
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'iot-flow-tck-to-feature-'));
  const uplink = { DevEUI: '0011223344556677', Time: '2026-03-01T10:00:00Z', FCntUp: 1, payload_hex: '01' };
  await writeFile(join(folder, 'cold.json'), JSON.stringify(uplink));
  await copyFile(join(folder, 'cold.json'), join(folder, 'warm.json'));
});
after(() => rm(folder, { recursive: true, force: true }));

async function make(capture: string, out: string): Promise<void> {
  const log = mock.method(console, 'log', () => {});
  try {
    await toFeature(join(folder, capture), { out: join(folder, out), expect: [] });
  } finally {
    log.mock.restore();
  }
}

test('two captures share a folder, and their plan is sound', async () => {
  await make('cold.json', 'captured');
  await make('warm.json', 'captured');
  const features = join(folder, 'captured');
  const [catalogue, plan] = [await readCatalogue(features), await readPlan(features)];
  assert.deepEqual(checkPlan(catalogue, plan), []);
  assert.equal(plan.features.length, 2);
});

test('what is there under the same name is not written over', async () => {
  await make('cold.json', 'kept');
  const feature = join(folder, 'kept/cold.feature');
  await writeFile(feature, 'mine');
  const before = await readFile(join(folder, 'kept/requirements.yaml'), 'utf8');
  await assert.rejects(make('cold.json', 'kept'), /cold\.feature\) Give another folder with --out/);
  assert.equal(await readFile(feature, 'utf8'), 'mine');
  assert.equal(await readFile(join(folder, 'kept/requirements.yaml'), 'utf8'), before);
});

test('the capture itself may lie in the folder', async () => {
  await make('cold.json', 'first');
  await rm(join(folder, 'first/cold.feature'));
  await rm(join(folder, 'first/requirements.yaml'));
  await make('first/cold.ndjson', 'first');
  assert.match(await readFile(join(folder, 'first/cold.feature'), 'utf8'), /@FIELD-01/);
});
