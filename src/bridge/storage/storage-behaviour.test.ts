import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { z } from 'zod';
import { createVirtualClock } from '../../clock/index.ts';
import { createEmbeddedStorage } from './embedded-storage.ts';
import { createMemoryStorage } from './memory-storage.ts';
import type { Change, Storage } from './storage.ts';

/** A store that can be ended and opened again over what it holds. */
interface Bench {
  readonly storage: Storage;
  reopened(): Promise<Storage>;
  end(): Promise<void>;
}

async function memoryBench(): Promise<Bench> {
  let storage = createMemoryStorage();
  return {
    storage,
    async reopened() {
      storage = storage.reopened();
      return storage;
    },
    end: () => storage.close(),
  };
}

async function embeddedBench(): Promise<Bench> {
  const directory = await mkdtemp(join(tmpdir(), 'store-'));
  const open = () =>
    createEmbeddedStorage({
      directory,
      clock: createVirtualClock({ start: 0 }),
      secureRandom: randomBytes,
      segmentBytes: 300,
      compactAfter: 5,
    });
  const first = await open();
  let storage = first;
  return {
    storage: first,
    async reopened() {
      await storage.close();
      storage = await open();
      return storage;
    },
    async end() {
      await storage.close();
      await rm(directory, { recursive: true });
    },
  };
}

const thing = z.object({ n: z.number() });
const numbers = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => ({ n: from + index }));

for (const [kind, create] of [
  ['memory', memoryBench],
  ['embedded', embeddedBench],
] as const) {
  describe(`the ${kind} store`, () => {
    const withStore = (work: (bench: Bench) => Promise<void>) => async () => {
      const bench = await create();
      try {
        await work(bench);
      } finally {
        await bench.end();
      }
    };

    test(
      'keeps entries in the order in which they were first put, over a restart',
      withStore(async ({ storage, reopened }) => {
        const things = storage.collection('things', thing);
        await Promise.all(['b', 'a', 'c'].map((id, n) => things.put(id, { n })));
        await things.put('a', { n: 10 });
        assert.equal(await things.delete('b'), true);
        assert.equal(await things.delete('b'), false);
        const expected = [
          { id: 'a', value: { n: 10 } },
          { id: 'c', value: { n: 2 } },
        ];
        assert.deepEqual(await things.list(), expected);
        const again = (await reopened()).collection('things', thing);
        assert.deepEqual(await again.list(), expected);
        assert.deepEqual(await again.get('a'), { n: 10 });
        assert.equal(await again.get('b'), undefined);
      }),
    );

    test(
      'outlives many changes of few entries',
      withStore(async ({ storage, reopened }) => {
        const things = storage.collection('things', thing);
        for (const { n } of numbers(1, 60)) await things.put(String(n % 3), { n });
        const again = (await reopened()).collection('things', thing);
        assert.deepEqual(
          (await again.list()).map(({ value }) => value.n),
          [58, 59, 60],
        );
      }),
    );

    test(
      'shares no object with its users',
      withStore(async ({ storage }) => {
        const things = storage.collection('things', thing);
        const value = { n: 1 };
        await things.put('a', value);
        value.n = 2;
        assert.deepEqual(await things.get('a'), { n: 1 });
      }),
    );

    test(
      'tells watchers of each change before it is confirmed, also through another reference',
      withStore(async ({ storage }) => {
        const told: Change<{ n: number }>[] = [];
        const unwatch = storage.collection('things', thing).watch((change) => told.push(change));
        const things = storage.collection('things', thing);
        await things.put('a', { n: 1 });
        assert.deepEqual(told, [{ id: 'a', value: { n: 1 } }]);
        await things.delete('a');
        await things.delete('a');
        assert.deepEqual(told.slice(1), [{ id: 'a' }]);
        unwatch();
        await things.put('a', { n: 2 });
        assert.equal(told.length, 2);
      }),
    );

    test(
      'appends in order, reads from any position, and goes on after a restart',
      withStore(async ({ storage, reopened }) => {
        const log = storage.log('uplinks', thing);
        assert.equal(log.end(), 0);
        const positions = await Promise.all([
          log.append(numbers(1, 3)),
          log.append(numbers(4, 40)),
          log.append([]),
        ]);
        assert.deepEqual(positions.slice(0, 2), [3, 40]);
        assert.deepEqual(await log.read(38, 10), [
          { position: 39, value: { n: 39 } },
          { position: 40, value: { n: 40 } },
        ]);
        const again = (await reopened()).log('uplinks', thing);
        assert.equal(again.end(), 40);
        assert.equal(await again.append([{ n: 41 }]), 41);
        for (const after of [0, 1, 17, 40, 41]) {
          const entries = await again.read(after, 5);
          assert.deepEqual(
            entries.map(({ position, value }) => [position, value.n]),
            numbers(after + 1, Math.min(41, after + 5)).map(({ n }) => [n, n]),
          );
        }
      }),
    );

    test(
      'lets go of what is trimmed and remembers where the log ends',
      withStore(async ({ storage, reopened }) => {
        const log = storage.log('uplinks', thing);
        for (const { n } of numbers(1, 50)) await log.append([{ n }]);
        await log.trim(30);
        assert.equal((await log.read(0, 1))[0]?.position, 31);
        const again = (await reopened()).log('uplinks', thing);
        assert.equal((await again.read(0, 1))[0]?.position, 31);
        await again.trim(1000);
        const third = (await reopened()).log('uplinks', thing);
        assert.deepEqual(await third.read(0, 10), []);
        assert.equal(third.end(), 50);
        assert.equal(await third.append([{ n: 51 }]), 51);
      }),
    );

    test(
      'tells watchers of a log after each commit',
      withStore(async ({ storage }) => {
        const log = storage.log('uplinks', thing);
        let told = 0;
        const unwatch = log.watch(() => {
          told += 1;
        });
        await log.append(numbers(1, 2));
        assert.equal(told, 1);
        unwatch();
        await log.append(numbers(3, 3));
        assert.equal(told, 1);
      }),
    );

    test(
      'refuses what is stored in a form that is not known',
      withStore(async ({ storage }) => {
        await storage.collection('things', z.unknown()).put('a', { n: 'x' });
        await assert.rejects(
          storage.collection('things', thing).get('a'),
          /entry a of things has an unknown form at n/,
        );
      }),
    );

    test(
      'takes nothing once it is closed',
      withStore(async ({ storage }) => {
        const things = storage.collection('things', thing);
        const log = storage.log('uplinks', thing);
        await storage.close();
        await storage.close();
        await assert.rejects(things.put('a', { n: 1 }), /closed/);
        await assert.rejects(log.append([{ n: 1 }]), /closed/);
      }),
    );
  });
}
