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
  let left = failures;
  const storage: Storage = {
    ...memory,
    collection: (name, schema) => {
      const collection = memory.collection(name, schema);
      return {
        ...collection,
        put: async (id, value) => {
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
    clock,
    storage,
    logger: { ...logger, error: (_fields, message) => errors.push(message) },
  });
  const see = (devEui: string) => directory.seen({ devEui: devEuiSchema.parse(devEui), time, tags: [] });
  const stored = async () => (await memory.collection('devices', z.unknown()).list()).map(({ id }) => id);
  return { clock, directory, see, stored, errors };
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
