import assert from 'node:assert/strict';
import { test } from 'node:test';
import { connection, createConnectionWorld, uplink } from '../../connections/testing/world.ts';
import { createMapper } from '../../cumulocity/mapper.ts';
import { createMemoryStorage } from '../../storage/memory-storage.ts';
import type { Storage } from '../../storage/storage.ts';
import { counters } from './testing/open-world.ts';

const MINUTE = 60_000;

/** A store whose disk fails as long as `fails` says so, for reading and for writing positions. */
function failing(fails: (call: 'list' | 'put') => boolean): Storage {
  const storage = createMemoryStorage();
  const check = (call: 'list' | 'put') => {
    if (fails(call)) throw new Error('the disk fails');
  };
  return {
    ...storage,
    collection: (name, schema) => {
      const collection = storage.collection(name, schema);
      if (name !== 'delivery-positions') return collection;
      return {
        ...collection,
        list: async () => {
          check('list');
          return await collection.list();
        },
        put: async (id, value) => {
          check('put');
          await collection.put(id, value);
        },
      };
    },
  };
}

for (const broken of ['list', 'put'] as const) {
  test(`a position that could not be loaded (${broken}) is loaded by the next attempt`, async () => {
    let fails = true;
    const storage = failing((call) => call === broken && fails);
    const world = createConnectionWorld({}, createMapper(), storage);
    world.supervisor.apply(connection());
    await world.uplinks([uplink(1)]);
    assert.equal(world.state(), 'CLOSED');
    assert.match(world.supervisor.status('1').reason ?? '', /the disk fails/);
    await world.clock.advance(6 * MINUTE);
    assert.equal(world.state(), 'CLOSED');
    fails = false;
    await world.clock.advance(6 * MINUTE);
    assert.equal(world.state(), 'OPENED');
    await world.uplinks([uplink(2)]);
    assert.deepEqual(counters(world), [1, 2]);
    await world.supervisor.close();
    assert.deepEqual([world.clock.pending(), world.clock.active()], [[], []]);
  });
}

test('what waits for a connection that is deleted is told from its position on, also where that was not loaded yet', async () => {
  let fails = false;
  const storage = failing(() => fails);
  const world = createConnectionWorld({}, createMapper(), storage);
  world.supervisor.apply(connection());
  await world.uplinks([uplink(1)]);
  assert.deepEqual(counters(world), [1]);
  await world.supervisor.close();
  fails = true;
  world.restart();
  world.supervisor.apply(connection({}, { active: false }));
  await world.uplinks([uplink(2)]);
  fails = false;
  await world.supervisor.remove('1');
  const lost = world.events.filter(({ type }) => type === 'message-dropped');
  assert.equal(lost.length, 1);
  assert.match(lost[0]?.message ?? '', /uplink 2 /);
  await world.supervisor.close();
});
