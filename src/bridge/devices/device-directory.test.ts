import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { createVirtualClock } from '../../clock/index.ts';
import { devEuiSchema } from '../dev-eui.ts';
import { createMemoryStorage } from '../storage/memory-storage.ts';
import type { Storage } from '../storage/storage.ts';
import { createDeviceDirectory } from './device-directory.ts';

const NOW = Date.UTC(2026, 0, 31, 12);
const MINUTE = 60_000;
const time = '2026-01-31T12:00:00.000Z';

/** A directory over a store whose every write takes a second, and the first ones fail. */
function createWorld(failures = 0) {
  const clock = createVirtualClock({ start: NOW });
  const memory = createMemoryStorage();
  const errors: string[] = [];
  const puts: string[] = [];
  let left = failures;
  const storage: Storage = {
    ...memory,
    collection: (name, schema) => {
      const collection = memory.collection(name, schema);
      return {
        ...collection,
        put: async (id, value) => {
          puts.push(id);
          await clock.sleep(1000, { name: 'the disk' });
          left -= 1;
          if (left >= 0) throw new Error('disk full');
          await collection.put(id, value);
        },
      };
    },
  };
  const logger = { debug: () => {}, info: () => {}, warn: () => {} };
  const directory = createDeviceDirectory({
    timesAtOnce: 50,
    clock,
    storage,
    logger: { ...logger, error: (_fields, message) => errors.push(message) },
  });
  const see = (devEui: string) => directory.seen({ devEui: devEuiSchema.parse(devEui), time, tags: [] });
  const stored = async () => (await memory.collection('devices', z.unknown()).list()).map(({ id }) => id);
  return {
    ...{ clock, directory, see, stored, errors },
    puts: () => puts.length,
    lastPut: () => puts.at(-1),
  };
}

test('devices that are met while others are being stored are stored right behind them', async () => {
  const { clock, directory, see, stored } = createWorld();
  see('00000000000000A1');
  await clock.settle();
  see('00000000000000A2');
  see('00000000000000A3');
  await clock.advance(1000);
  assert.deepEqual(await stored(), ['00000000000000A1']);
  await clock.advance(1000);
  assert.deepEqual(await stored(), ['00000000000000A1', '00000000000000A2', '00000000000000A3']);
  await directory.close();
  assert.deepEqual(clock.pending(), []);
});

test('a device that could not be stored is stored with the next try', async () => {
  const { clock, directory, see, stored, errors } = createWorld(1);
  see('00000000000000A1');
  await clock.advance(1000);
  assert.deepEqual([await stored(), errors], [[], ['Devices could not be stored']]);
  await clock.advance(MINUTE + 1000);
  assert.deepEqual(await stored(), ['00000000000000A1']);
  await directory.close();
  assert.deepEqual(clock.pending(), []);
});

test('of many devices the times of last uplinks are stored in turn, and all of them in the end', async () => {
  const world = createWorld();
  const { clock, directory, see, stored } = world;
  const devEuis = Array.from({ length: 60 }, (_, index) =>
    index.toString(16).toUpperCase().padStart(16, '0'),
  );
  for (const devEui of devEuis) see(devEui);
  await clock.advance(1000);
  assert.equal((await stored()).length, 60);
  const written: number[] = [];
  for (let minute = 0; minute < 2; minute += 1) {
    for (const devEui of devEuis) see(devEui);
    const before = world.puts();
    await clock.advance(MINUTE);
    written.push(world.puts() - before);
  }
  assert.deepEqual(written, [50, 50]);
  // Who was written first is the last to be written again.
  assert.equal(world.lastPut(), devEuis[39]);
  await Promise.all([directory.close(), clock.advance(3000)]);
  assert.equal(world.puts(), 60 + 2 * 50 + 10);
});
