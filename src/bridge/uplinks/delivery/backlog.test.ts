import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isoTime } from '../../../clock/index.ts';
import { connection, type createConnectionWorld, uplink } from '../../connections/testing/world.ts';
import { error, refusedConnection } from '../../cumulocity/testing/fake-platform.ts';
import { openUplinkLog } from '../uplink-log.ts';
import { counters, openWorld } from './testing/open-world.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

type World = Awaited<ReturnType<typeof openWorld>>;

function received(world: World, fCntUp: number, fields: Readonly<Record<string, unknown>> = {}) {
  return { ...uplink(fCntUp, fields), receivedAt: isoTime(world.clock.now()) };
}

function dropped(world: World): string[] {
  return world.events.filter(({ type }) => type === 'message-dropped').map(({ message }) => message);
}

async function stopped(limits: Parameters<typeof createConnectionWorld>[0] = {}): Promise<World> {
  const world = await openWorld({}, limits);
  world.supervisor.stop('1');
  await world.clock.settle();
  return world;
}

/** How many entries the log holds. */
async function held(world: World): Promise<number> {
  const log = openUplinkLog(world.storage);
  return (await log.read(0, 100_000)).length;
}

test('what a stopped connection keeps for too long falls out, is named and counted, while it is stopped', async () => {
  const world = await stopped({ retentionMs: DAY });
  await world.uplinks([received(world, 1), received(world, 2)]);
  await world.clock.advance(HOUR);
  await world.uplinks([received(world, 3)]);
  await world.clock.advance(DAY - HOUR);
  assert.deepEqual(dropped(world), [
    'Message dropped: connection 1 does not send uplinks 1 to 2 of device 0018B20000000B20: it waited longer than the retention of 1 day',
  ]);
  assert.equal(world.supervisor.metrics('1').messagesLost, 2);
  world.supervisor.start('1');
  await world.clock.settle();
  assert.deepEqual(counters(world), [3]);
  assert.equal(world.supervisor.metrics('1').messagesLost, 2);
  await world.supervisor.close();
  assert.deepEqual(world.clock.pending(), []);
});

test('of an unreachable connection also what its last link had begun falls out', async () => {
  const world = await openWorld({}, { retentionMs: DAY });
  await world.uplinks([received(world, 1)]);
  world.platform.intercept((request) => (request.method === 'POST' ? error(500) : undefined));
  await world.uplinks([received(world, 2), received(world, 3)]);
  world.platform.intercept(() => refusedConnection());
  await world.clock.advance(2 * DAY);
  const [message, ...others] = dropped(world);
  assert.match(message ?? '', /uplinks 2 to 3 of device .*; whether Cumulocity has it is not known$/);
  assert.deepEqual(others, []);
  await world.supervisor.close();
  assert.deepEqual(world.clock.pending(), []);
});

test('beyond the quota the oldest fall out, in one event a minute', async () => {
  const world = await stopped({ quota: 5 });
  for (let frame = 1; frame <= 8; frame += 1) await world.uplinks([received(world, frame)]);
  assert.deepEqual(dropped(world), []);
  await world.clock.advance(MINUTE);
  assert.deepEqual(dropped(world), [
    'Message dropped: connection 1 does not send uplinks 1 to 3 of device 0018B20000000B20: more were waiting than the quota of 5 uplinks',
  ]);
  await world.uplinks([9, 10].map((frame) => received(world, frame)));
  await world.clock.advance(MINUTE);
  assert.equal(dropped(world).length, 2);
  world.supervisor.start('1');
  await world.clock.settle();
  assert.deepEqual(counters(world), [6, 7, 8, 9, 10]);
  await world.supervisor.close();
});

test('the quota counts a connection’s own uplinks only', async () => {
  const world = await stopped({ quota: 5 });
  world.supervisor.apply(connection({}, { id: '2', name: 'second' }));
  await world.clock.settle();
  await world.uplinks([received(world, 1)]);
  for (let frame = 1; frame <= 20; frame += 1) {
    await world.uplinks([received(world, frame, { DevEUI: '00000000000000A1' })], ['2']);
  }
  await world.uplinks([2, 3, 4, 5, 6].map((frame) => received(world, frame)));
  await world.clock.advance(MINUTE);
  assert.match(dropped(world).join(), /connection 1 does not send uplink 1 of/);
  assert.equal(dropped(world).length, 1);
  await world.supervisor.close();
});

test('a connection that runs, but slowly, is held to its quota as well', async () => {
  const world = await openWorld({}, { quota: 4, batch: 2 });
  await world.uplinks([received(world, 1)]);
  world.platform.next('POST /measurement', 1, async () => {
    await world.clock.sleep(20_000, { name: 'a slow answer' });
    return error(500);
  });
  await world.uplinks([received(world, 2)]);
  await world.uplinks([3, 4, 5, 6, 7, 8].map((frame) => received(world, frame)));
  await world.clock.advance(HOUR);
  assert.deepEqual(counters(world), [1, 2, 5, 6, 7, 8]);
  assert.match(dropped(world).join(), /does not send uplinks 3 to 4 of/);
  await world.supervisor.close();
});

test('uplinks of others that pass by a stopped connection are not held for it', async () => {
  const world = await stopped({ keepEntries: 0 });
  world.supervisor.apply(connection({}, { id: '2', name: 'second' }));
  await world.clock.settle();
  for (let from = 0; from < 5000; from += 500) {
    const some = Array.from({ length: 500 }, (_, index) =>
      received(world, from + index, { DevEUI: '00000000000000A1' }),
    );
    await world.uplinks(some, ['2']);
  }
  assert.ok((await held(world)) <= 2000, String(await held(world)));
  await world.supervisor.close();
});

test('what waits for a connection that is deleted is named', async () => {
  const world = await stopped();
  await world.uplinks([1, 2, 4].map((frame) => received(world, frame)));
  await world.uplinks([received(world, 9, { DevEUI: '00000000000000A1' })]);
  await world.supervisor.remove('1');
  assert.deepEqual(dropped(world), [
    'Message dropped: connection 1 does not send uplinks 1 to 2, 4 of device 0018B20000000B20: the connection was deleted while it waited',
    'Message dropped: connection 1 does not send uplink 9 of device 00000000000000A1: the connection was deleted while it waited',
  ]);
  assert.deepEqual(world.clock.pending(), []);
});

test('what fell out while the connection was starting is not told again after a restart', async () => {
  const world = await openWorld({}, { retentionMs: DAY });
  world.platform.intercept(() => refusedConnection());
  await world.uplinks([received(world, 1), received(world, 2)]);
  await world.clock.advance(DAY - 1);
  await world.supervisor.close();
  await world.clock.advance(HOUR);
  for (let life = 0; life < 2; life += 1) {
    world.restart();
    world.supervisor.apply(connection());
    await world.clock.settle();
    assert.equal(dropped(world).length, 1);
    await world.supervisor.close();
  }
});

test('after a restart the quota and the retention hold as before', async () => {
  const world = await stopped({ quota: 3, retentionMs: DAY });
  await world.uplinks([1, 2, 3, 4, 5].map((frame) => received(world, frame)));
  await world.supervisor.close();
  world.restart();
  world.supervisor.apply(connection({}, { active: false }));
  await world.clock.settle();
  assert.match(dropped(world).join(), /uplinks 1 to 2 of .*quota/);
  await world.clock.advance(DAY);
  assert.match(dropped(world).join(), /uplinks 3 to 5 of .*retention/);
  await world.supervisor.close();
});
