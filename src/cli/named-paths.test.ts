import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { PACKAGE_ROOT } from '../conformance/package-root.ts';
import { namedPaths } from './named-paths.ts';

let features = '';
before(async () => {
  features = await mkdtemp(join(tmpdir(), 'iot-flow-tck-named-'));
  await mkdir(join(features, 'rooms'));
  await writeFile(
    join(features, 'rooms/requirements.yaml'),
    `chapter: Rooms
order: 1
intro: About rooms.
requirements:
  - { id: ROOM-01, level: MUST, source: { kind: profile, section: x }, text: One., capability: devices }
  - id: ROOM-02
    level: MUST
    source: { kind: profile, section: x }
    text: Two.
    capability: devices
    untested: { kind: person, why: Somebody has to look. }
`,
  );
  await writeFile(
    join(features, 'rooms/rooms.feature'),
    'Feature: F\n  @ROOM-01\n  Rule: R\n    Scenario: A\n      Given a\n    Scenario: B\n      Given a\n',
  );
});
after(() => rm(features, { recursive: true, force: true }));

const named = (...words: readonly string[]) =>
  namedPaths(words, features, (text) => {
    throw new Error(text);
  });
const file = () => join(features, 'rooms/rooms.feature');

test('files with lines, folders and ids are found alike', async () => {
  assert.deepEqual(await named(`${file()}:4`, join(features, 'rooms')), [
    `${file()}:4`,
    join(features, 'rooms'),
  ]);
  assert.deepEqual(await named('ROOM-01'), [`${file()}:4`, `${file()}:6`]);
  assert.deepEqual(await named(file(), 'room-01.2'), [file(), `${file()}:6`]);
  assert.deepEqual(await named(), []);
});

test('what is not there is told, with what was meant', async () => {
  await assert.rejects(named('ROMM-01.2'), /there is no ROMM-01\.2\. Did you mean ROOM-01\.2\?/);
  await assert.rejects(named('ROOM-1'), /Did you mean ROOM-01\?/);
  await assert.rejects(named('rooms/'), /Did you mean \S+\/rooms\?/);
  await assert.rejects(named(file(), 'umbrella'), /there is no umbrella\. Name feature files/);
});

test('a requirement that has no such scenario says which ones it has, or why none', async () => {
  await assert.rejects(named('ROOM-01.3'), /ROOM-01 has 2 scenarios: they are ROOM-01\.1 to ROOM-01\.2/);
  await assert.rejects(named('ROOM-02'), /ROOM-02 has no scenario\. Somebody has to look\./);
});

test('features of the kit are found from wherever it is called, with their lines', async () => {
  const place = process.cwd();
  process.chdir(tmpdir());
  try {
    assert.deepEqual(await named('features/delete/delete.feature:5:9'), [
      join(PACKAGE_ROOT, 'features/delete/delete.feature:5:9'),
    ]);
  } finally {
    process.chdir(place);
  }
});
