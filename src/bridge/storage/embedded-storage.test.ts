import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { cp, mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { z } from 'zod';
import { createVirtualClock } from '../../clock/index.ts';
import { createEmbeddedStorage } from './embedded-storage.ts';
import { encodeFrame } from './frame.ts';
import type { Storage } from './storage.ts';

const thing = z.object({ n: z.number() });

interface Opened {
  readonly storage: Storage;
  readonly notes: string[];
}

async function open(directory: string): Promise<Opened> {
  const notes: string[] = [];
  const storage = await createEmbeddedStorage({
    directory,
    clock: createVirtualClock({ start: Date.UTC(2026, 0, 1) }),
    secureRandom: randomBytes,
    note: (message) => notes.push(message),
  });
  return { storage, notes };
}

async function inDirectory(work: (directory: string) => Promise<void>): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'store-'));
  try {
    await work(directory);
  } finally {
    await rm(directory, { recursive: true });
  }
}

async function fileLike(directory: string, start: string): Promise<string> {
  const found = (await readdir(directory)).find((name) => name.startsWith(start));
  assert.ok(found !== undefined);
  return join(directory, found);
}

test('however the file is cut off, all that was committed before the cut is there', () =>
  inDirectory(async (directory) => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(fc.integer({ min: 0, max: 1e6 }), { minLength: 1, maxLength: 4 }), {
          minLength: 1,
          maxLength: 6,
        }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.boolean(),
        async (batches, share, garbage) => {
          const whole = await mkdtemp(join(directory, 'whole-'));
          const { storage } = await open(whole);
          const log = storage.log('uplinks', thing);
          const commits: { readonly bytes: number; readonly count: number }[] = [];
          const path = async () => fileLike(whole, 'log-uplinks-');
          let count = 0;
          for (const batch of batches) {
            await log.append(batch.map((n) => ({ n })));
            count += batch.length;
            commits.push({ bytes: (await stat(await path())).size, count });
          }
          await storage.close();

          const torn = `${whole}-torn`;
          await cp(whole, torn, { recursive: true });
          const file = await fileLike(torn, 'log-uplinks-');
          // The header was durable before the first commit.
          const size = 12 + Math.floor(share * ((commits.at(-1)?.bytes ?? 0) - 12));
          await truncate(file, size);
          if (garbage) await writeFile(file, Buffer.alloc(37), { flag: 'a' });
          const again = await open(torn);
          const entries = await again.storage.log('uplinks', thing).read(0, 1000);
          const committed = commits.findLast(({ bytes }) => bytes <= size)?.count ?? 0;
          assert.deepEqual(
            entries.map(({ value }) => value.n),
            batches.flat().slice(0, committed),
          );
          assert.equal(await again.storage.log('uplinks', thing).append([{ n: 7 }]), committed + 1);
          await again.storage.close();
          const third = await open(torn);
          assert.deepEqual(third.notes, [], 'what was cut off is gone for good');
          await third.storage.close();
        },
      ),
      { numRuns: 40 },
    );
  }));

test('a torn end is cut off with a note, damage in the middle is refused and left as it is', () =>
  inDirectory(async (directory) => {
    const { storage } = await open(directory);
    const things = storage.collection('things', thing);
    await things.put('a', { n: 1 });
    await things.put('b', { n: 2 });
    await storage.close();
    const file = await fileLike(directory, 'collections-');
    const sound = await readFile(file);

    await writeFile(file, sound.subarray(0, -1));
    const torn = await open(directory);
    assert.match(torn.notes.join(), /bytes of an unfinished commit were cut off/);
    assert.equal(await torn.storage.collection('things', thing).get('b'), undefined);
    await torn.storage.close();

    const damaged = Buffer.from(sound);
    damaged.writeUInt8(damaged.readUInt8(40) ^ 1, 40);
    await writeFile(file, damaged);
    await assert.rejects(
      open(directory),
      /is damaged at byte 12, and good data follow at byte \d+\. Restore/,
    );
    assert.deepEqual(await readFile(file), damaged);
    await assert.rejects(open(directory), /is damaged/, 'the lock was given free');
  }));

test('a store of another format is refused', () =>
  inDirectory(async (directory) => {
    await (await open(directory)).storage.close();
    const file = await fileLike(directory, 'collections-');
    const bytes = await readFile(file);
    bytes.writeUInt32LE(9, 8);
    await writeFile(file, bytes);
    await assert.rejects(open(directory), /has format 9, and this version of the bridge reads format 1/);
    await writeFile(file, 'something else entirely');
    await assert.rejects(open(directory), /none of a bridge's store/);
  }));

test('one process at a time; the lock of one that was killed is taken over', () =>
  inDirectory(async (directory) => {
    const { storage } = await open(directory);
    await assert.rejects(
      open(directory),
      /is in use by process \d+ since 2026-01-01T00:00:00.000Z\. Stop the other/,
    );
    await storage.close();

    const lock = join(directory, 'lock');
    const pid = await endedProcess();
    await writeFile(lock, JSON.stringify({ pid, host: hostname(), since: '2026-01-01T00:00:00.000Z' }));
    await (await open(directory)).storage.close();
    // The same number, given to another process meanwhile: this one.
    await writeFile(
      lock,
      JSON.stringify({
        pid: process.pid,
        host: hostname(),
        startTicks: '1',
        since: '2026-01-01T00:00:00.000Z',
      }),
    );
    await (await open(directory)).storage.close();
    await writeFile(lock, JSON.stringify({ pid, host: 'elsewhere', since: '2026-01-01T00:00:00.000Z' }));
    await assert.rejects(open(directory), /on elsewhere .* delete/);
    assert.deepEqual(
      (await readdir(directory)).filter((name) => name.startsWith('lock.')),
      [],
    );
  }));

test('what is stored is readable by its owner alone', () =>
  inDirectory(async (parent) => {
    const directory = join(parent, 'data');
    const { storage } = await open(directory);
    await storage.collection('things', thing).put('a', { n: 1 });
    await storage.log('uplinks', thing).append([{ n: 1 }]);
    assert.equal((await stat(directory)).mode & 0o777, 0o700);
    for (const name of await readdir(directory)) {
      assert.equal((await stat(join(directory, name))).mode & 0o777, 0o600, name);
    }
    await storage.close();
  }));

test('a log of the first version is read, and added to in files of its own', () =>
  inDirectory(async (directory) => {
    const head = Buffer.from('IOTFLOW\n\x01\0\0\0', 'latin1');
    const bodies = [{ entries: ['{"n":1}', '{"n":2}'] }, { entries: ['{"n":3}'], trimmed: 1 }];
    const frames = [encodeFrame(1, [JSON.stringify(bodies[0])]), encodeFrame(3, [JSON.stringify(bodies[1])])];
    const old = join(directory, 'log-uplinks-0000000000000001.dat');
    const bytes = Buffer.concat([head, ...frames]);
    await writeFile(old, bytes);
    const { storage } = await open(directory);
    assert.equal(await storage.log('uplinks', thing).append([{ n: 4 }]), 4);
    await storage.close();
    const again = await open(directory);
    const entries = await again.storage.log('uplinks', thing).read(0, 10);
    assert.deepEqual(
      entries.map(({ value }) => value.n),
      [2, 3, 4],
    );
    assert.deepEqual(await readFile(old), bytes);
    await again.storage.close();
  }));

test('a file whose making was cut short is made anew', () =>
  inDirectory(async (directory) => {
    await (await open(directory)).storage.close();
    await truncate(await fileLike(directory, 'collections-'), 5);
    const again = await open(directory);
    await again.storage.collection('things', thing).put('a', { n: 1 });
    await again.storage.close();
    const third = await open(directory);
    assert.deepEqual(await third.storage.collection('things', thing).get('a'), { n: 1 });
    await third.storage.close();
  }));

test('an unfinished snapshot is thrown away', () =>
  inDirectory(async (directory) => {
    const { storage } = await open(directory);
    await storage.collection('things', thing).put('a', { n: 1 });
    await storage.close();
    await writeFile(join(directory, 'collections.tmp'), 'half');
    const again = await open(directory);
    assert.deepEqual(await again.storage.collection('things', thing).get('a'), { n: 1 });
    await again.storage.close();
  }));

function endedProcess(): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = execFile(process.execPath, ['-e', ''], (error) => {
      if (error === null && child.pid !== undefined) resolve(child.pid);
      else reject(error ?? new Error('no process was started'));
    });
  });
}
