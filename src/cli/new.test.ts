import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, beforeEach, describe, mock, test } from 'node:test';
import { Command, CommanderError } from 'commander';
import { checkPlan, readPlan } from '../conformance/plan/index.ts';
import { readCatalogue } from '../conformance/requirements/index.ts';
import { addNewCommand } from './new.ts';

let folder = '';
const folders: string[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'iot-flow-tck-new-'));
  folders.push(folder);
});
after(() => Promise.all(folders.map((one) => rm(one, { recursive: true, force: true }))));

/** Runs `iot-flow-tck new` of a package that lies in this folder; gives what it printed, or the error that it ended with. */
async function begin(root: string, ...args: readonly string[]): Promise<string> {
  const program = new Command('iot-flow-tck').exitOverride();
  addNewCommand(program, root);
  for (const command of program.commands) command.exitOverride().configureOutput({ writeErr: () => {} });
  const log = mock.method(console, 'log', () => {});
  try {
    await program.parseAsync(['node', 'iot-flow-tck', 'new', ...args]);
    return String(log.mock.calls[0]?.arguments.join());
  } catch (error) {
    if (error instanceof CommanderError) return error.message;
    throw error;
  } finally {
    log.mock.restore();
  }
}

const SENTENCE = 'A device is named after its room.';

describe('features of one’s own', () => {
  test('a chapter that is new is begun, and grows; its plan is sound', async () => {
    const features = join(folder, 'my-features');
    const told = await begin(folder, 'my-chapter', SENTENCE, '--features', features);
    assert.match(told, /^MY-CHAPTER-01\n[\s\S]*a new chapter[\s\S]*--features/);
    assert.match(await begin(folder, 'my-chapter', 'It stays so.', '--features', features), /MY-CHAPTER-02/);
    const [catalogue, plan] = [await readCatalogue(features), await readPlan(features)];
    assert.deepEqual(checkPlan(catalogue, plan), []);
    assert.equal(plan.features.length, 2);
  });

  test('the folder itself may be the chapter', async () => {
    const told = await begin(folder, '.', SENTENCE, '--features', join(folder, 'rooms'));
    assert.match(told, /^ROOMS-01/);
    assert.ok(existsSync(join(folder, 'rooms/requirements.yaml')));
  });

  test('a chapter that is nearly one that there is was meant to be that', async () => {
    const features = join(folder, 'mine');
    await begin(folder, 'rooms', SENTENCE, '--features', features);
    assert.match(await begin(folder, 'romms', SENTENCE, '--features', features), /Did you mean "rooms"\?/);
    assert.ok(!existsSync(join(features, 'romms')));
    await mkdir(join(features, 'romms'));
    assert.match(await begin(folder, 'romms', SENTENCE, '--features', features), /^ROMMS-01/);
  });

  test('nothing is written outside of them, or over what is there', async () => {
    const features = join(folder, 'mine');
    assert.match(await begin(folder, '../other', SENTENCE, '--features', features), /is not below/);
    await begin(folder, 'rooms', SENTENCE, '--features', features);
    const before = await readFile(join(features, 'rooms/requirements.yaml'), 'utf8');
    assert.match(await begin(folder, 'rooms', SENTENCE, '--features', features), /is there already/);
    assert.equal(await readFile(join(features, 'rooms/requirements.yaml'), 'utf8'), before);
  });
});

test('the features of an installed package are left alone', async () => {
  const root = join(folder, 'node_modules/iot-flow-tck');
  await mkdir(join(root, 'features'), { recursive: true });
  const told = await begin(root, 'states', SENTENCE);
  assert.match(told, /installed package.*--features my-features/);
  assert.ok(!existsSync(join(root, 'features/states')));
  assert.match(await begin(root, 'rooms', SENTENCE, '--features', join(folder, 'mine')), /^ROOMS-01/);
  assert.ok(!existsSync(join(root, 'controls')));
});
