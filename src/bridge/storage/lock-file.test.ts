import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { takeLock } from './lock-file.ts';

const SINCE = '2026-03-02T11:00:00Z';

async function folder(context: TestContext): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'iot-flow-lock-'));
  context.after(() => rm(directory, { recursive: true, force: true }));
  return directory;
}

/** A process that was here and has ended. */
function dead(): number {
  return spawnSync(process.execPath, ['-e', '']).pid;
}

const lockOf = (directory: string, holder: object) =>
  writeFile(join(directory, 'lock'), JSON.stringify({ host: hostname(), since: SINCE, ...holder }));

test('a lock names its holder and goes with it; no helper file stays', async (context) => {
  const directory = await folder(context);
  const release = await takeLock(directory, SINCE, 'n1');
  assert.deepEqual(await readdir(directory), ['lock']);
  const { pid, host, since } = JSON.parse(await readFile(join(directory, 'lock'), 'utf8'));
  assert.deepEqual({ pid, host, since }, { pid: process.pid, host: hostname(), since: SINCE });
  await release();
  assert.deepEqual(await readdir(directory), []);
});

test('what is taken is refused, with the process that has it', async (context) => {
  const directory = await folder(context);
  await takeLock(directory, SINCE, 'n1');
  await assert.rejects(takeLock(directory, SINCE, 'n2'), {
    failure: 'store-locked',
    message: new RegExp(`in use by process ${process.pid} since ${SINCE}\\. Stop`),
  });
  assert.deepEqual(await readdir(directory), ['lock']);
});

test('the lock of a process that has ended is taken over', async (context) => {
  const directory = await folder(context);
  await lockOf(directory, { pid: dead() });
  await takeLock(directory, SINCE, 'n1');
  assert.equal(JSON.parse(await readFile(join(directory, 'lock'), 'utf8')).pid, process.pid);
  assert.deepEqual(await readdir(directory), ['lock']);
});

test('of several that want it at the same moment one gets it, whatever the order', async (context) => {
  const pid = dead();
  for (let time = 0; time < 50; time += 1) {
    const directory = await folder(context);
    await lockOf(directory, { pid });
    const tries = await Promise.allSettled(
      Array.from({ length: 8 }, (_, index) => takeLock(directory, SINCE, `n${index}`)),
    );
    assert.equal(tries.filter(({ status }) => status === 'fulfilled').length, 1);
    assert.deepEqual(await readdir(directory), ['lock']);
  }
});

test('who was killed while it took a lock over is no hindrance', async (context) => {
  const directory = await folder(context);
  const pid = dead();
  await lockOf(directory, { pid });
  await writeFile(join(directory, 'lock.takeover'), JSON.stringify({ pid, host: hostname(), since: SINCE }));
  await takeLock(directory, SINCE, 'n1');
  assert.deepEqual(await readdir(directory), ['lock']);
});

test('a lock of another machine can’t be judged, and is left', async (context) => {
  const directory = await folder(context);
  await lockOf(directory, { pid: dead(), host: 'another-machine' });
  await assert.rejects(takeLock(directory, SINCE, 'n1'), {
    failure: 'store-locked',
    message: /on another-machine since .* delete /,
  });
});

for (const [what, text] of [
  ['no JSON', '{'],
  ['of another form', '{"pid":"me"}'],
] as const) {
  test(`a lock that is ${what} is left, and it is told what to do`, async (context) => {
    const directory = await folder(context);
    await writeFile(join(directory, 'lock'), text);
    await assert.rejects(takeLock(directory, SINCE, 'n1'), {
      failure: 'store-locked',
      message: /can't be read\. If no bridge uses the directory, delete it/,
    });
    assert.deepEqual(await readdir(directory), ['lock']);
  });
}

test('a directory that is not there is an error of its own', async (context) => {
  const directory = join(await folder(context), 'none');
  await assert.rejects(takeLock(directory, SINCE, 'n1'), { code: 'ENOENT' });
});
