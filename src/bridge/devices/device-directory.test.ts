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

const A1 = devEuiSchema.parse('00000000000000A1');
const model = (moduleId: string, version = '1') => ({ producerId: 'elsys', moduleId, version });

/** A directory over a store that is quick; `stored` gives what stands in it of a device. */
function createQuickWorld() {
  const clock = createVirtualClock({ start: NOW });
  const storage = createMemoryStorage();
  const logger = { debug: () => {}, info: () => {}, warn: () => {}, error: () => assert.fail('not stored') };
  const directory = createDeviceDirectory({ clock, storage, logger });
  const stored = async () =>
    (await storage.collection('devices', z.unknown()).list()).map(({ value }) => value);
  return { clock, storage, directory, stored };
}

test('what an uplink says anew of a device is kept and stored at once, what it leaves out stays', async () => {
  const { clock, directory, stored } = createQuickWorld();
  const seen = async (change: Partial<Parameters<typeof directory.seen>[0]>) => {
    directory.seen({ devEui: A1, time, tags: ['meter'], ...change });
    await clock.settle();
    const [device] = await stored();
    assert.deepEqual(directory.get(A1), device);
    return device;
  };
  const first = { devEui: A1, tags: ['meter'], connectionIds: [], lastUplink: time };
  assert.deepEqual(await seen({}), first);
  assert.deepEqual(await seen({ name: 'Pump' }), { ...first, name: 'Pump' });
  const driverCfg = { model: model('ers'), application: model('generic') };
  const named = { ...first, name: 'Pump', driverCfg };
  assert.deepEqual(await seen({ driverCfg }), named);
  assert.deepEqual(await seen({}), named);
  assert.deepEqual(await seen({ tags: ['gauge'] }), { ...named, tags: ['gauge'] });
  assert.deepEqual(await seen({ tags: ['gauge', 'new'] }), { ...named, tags: ['gauge', 'new'] });
  assert.deepEqual(await seen({ tags: [] }), { ...named, tags: [] });
  for (const other of [
    { ...driverCfg, id: 'elsys:ers:1' },
    { ...driverCfg, model: model('ers-co2') },
    { ...driverCfg, model: model('ers', '2') },
    { ...driverCfg, model: { ...model('ers'), producerId: 'adeunis' } },
    { ...driverCfg, application: model('other') },
    { model: model('ers') },
    { application: model('generic') },
  ]) {
    // From the same each time, so that each differs in one thing alone.
    await seen({ driverCfg, tags: [] });
    assert.deepEqual(await seen({ driverCfg: other, tags: [] }), { ...named, driverCfg: other, tags: [] });
  }
  await directory.close();
});

test('an uplink that says nothing new is not stored at once, and an older one does not set the time back', async () => {
  const { clock, directory, stored } = createQuickWorld();
  const seen = (at: string) =>
    directory.seen({ devEui: A1, time: at, tags: [], name: 'Pump', driverCfg: { model: model('ers') } });
  const storedTime = async () =>
    z.array(z.object({ lastUplink: z.string() })).parse(await stored())[0]?.lastUplink;
  seen('2026-01-31T12:00:00.000Z');
  await clock.settle();
  seen('2026-01-31T12:00:15.000Z');
  // What it leaves out is nothing new either.
  directory.seen({ devEui: A1, time: '2026-01-31T12:00:20.000Z', tags: [] });
  seen('2026-01-31T12:00:10.000Z');
  await clock.settle();
  assert.equal(directory.get(A1).lastUplink, '2026-01-31T12:00:20.000Z');
  assert.equal(await storedTime(), '2026-01-31T12:00:00.000Z');
  await clock.advance(MINUTE - 1);
  assert.equal(await storedTime(), '2026-01-31T12:00:00.000Z');
  await clock.advance(1);
  assert.equal(await storedTime(), '2026-01-31T12:00:20.000Z');
  assert.deepEqual(clock.pending(), []);
  await directory.close();
});

test('assignments are stored before they are answered, and a connection that is gone is taken from all', async () => {
  const { clock, storage, directory } = createQuickWorld();
  const assigned = await directory.assign(A1, () => ['1', '2', '1']);
  assert.deepEqual(assigned, { devEui: A1, tags: [], connectionIds: ['1', '2'] });
  const A2 = devEuiSchema.parse('00000000000000A2');
  await directory.assign(A2, (before) => [...before, '2']);
  assert.deepEqual(
    (await directory.unassign('1')).map(({ devEui }) => devEui),
    [A1],
  );
  assert.deepEqual(
    directory.list().map(({ connectionIds }) => connectionIds),
    [['2'], ['2']],
  );
  await directory.close();
  const later = createDeviceDirectory({
    clock,
    storage,
    logger: { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} },
  });
  assert.equal(later.find(A1), undefined);
  await later.load();
  assert.deepEqual(later.find(A1)?.connectionIds, ['2']);
  assert.throws(
    () => later.get(devEuiSchema.parse('00000000000000A3')),
    /No device 00000000000000A3 has been met/,
  );
  await later.close();
});

test('what another process assigns is taken over, and what was heard here stays', async () => {
  const { clock, storage, directory } = createQuickWorld();
  directory.seen({ devEui: A1, time, tags: ['meter'] });
  await clock.settle();
  const devices = storage.collection('devices', z.unknown());
  await devices.put(A1, { devEui: A1, tags: [], connectionIds: ['7'] });
  const A2 = devEuiSchema.parse('00000000000000A2');
  await devices.put(A2, { devEui: A2, tags: [], connectionIds: ['8'] });
  assert.deepEqual(directory.list(), [
    { devEui: A1, tags: ['meter'], connectionIds: ['7'], lastUplink: time },
    { devEui: A2, tags: [], connectionIds: ['8'] },
  ]);
  await devices.delete(A2);
  assert.equal(directory.find(A2), undefined);
  await directory.close();
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
