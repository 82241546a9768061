import assert from 'node:assert/strict';
import { test } from 'node:test';
import { error, refusedConnection } from '../cumulocity/testing/fake-platform.ts';
import { connection, createConnectionWorld, uplink } from './testing/world.ts';

const MINUTE = 60_000;

test('what waits is told while the platform is away, and is nothing when all went through', async () => {
  const world = createConnectionWorld();
  for (const id of ['1', '2']) world.supervisor.apply(connection({}, { id }));
  await world.clock.settle();
  const restore = world.platform.intercept(() => refusedConnection());
  await world.uplinks([uplink(1), uplink(2), uplink(3)]);
  await world.uplinks([uplink(4), uplink(5)], ['2']);
  await world.clock.advance(MINUTE);
  const { waiting } = world.supervisor.traffic('1');
  assert.ok(waiting >= 3 && waiting <= 5, `${waiting} wait`);
  restore();
  await world.clock.advance(10 * MINUTE);
  const none = { uplinksFailed: 0, downlinks: 0, downlinksFailed: 0, waiting: 0 };
  assert.deepEqual(world.supervisor.traffic('1'), { uplinks: 3, ...none });
  assert.deepEqual(world.supervisor.traffic('2'), { uplinks: 2, ...none });
  await world.supervisor.close();
});

test('what failed is told apart, and a connection that is not there has carried nothing', async () => {
  const world = createConnectionWorld();
  world.supervisor.apply(connection());
  await world.clock.settle();
  world.platform.next('POST /measurement', 1, () => error(422));
  await world.uplinks([uplink(1)]);
  await world.uplinks([uplink(2)]);
  const { uplinks, uplinksFailed } = world.supervisor.traffic('1');
  assert.deepEqual([uplinks, uplinksFailed], [1, 1]);
  assert.deepEqual(world.supervisor.traffic('9'), {
    uplinks: 0,
    uplinksFailed: 0,
    downlinks: 0,
    downlinksFailed: 0,
    waiting: 0,
  });
  await world.supervisor.close();
});
