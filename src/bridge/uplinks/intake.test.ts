import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createVirtualClock } from '../../clock/index.ts';
import type { EventLog } from '../events/event.ts';
import { createRouter } from '../flows/router.ts';
import { createMemoryStorage } from '../storage/memory-storage.ts';
import type { Storage } from '../storage/storage.ts';
import { createIntake } from './intake.ts';
import { bytesOf, uplinkDocument } from './testing/documents.ts';
import { openUplinkLog } from './uplink-log.ts';

const NOW = Date.UTC(2026, 0, 31, 12);

function createWorld(storage: Storage = createMemoryStorage(), rememberFrames?: number) {
  const clock = createVirtualClock({ start: NOW });
  const events: Parameters<EventLog['add']>[0][] = [];
  const sightings: unknown[] = [];
  const filtered: string[] = [];
  const reports: unknown[] = [];
  const state = { assigned: ['1'] };
  const log = openUplinkLog(storage);
  const intake = createIntake({
    clock,
    storage,
    router: createRouter(),
    routing: { flows: () => [], assignments: () => state.assigned, connectionExists: () => true },
    sightings: { seen: (sighting) => sightings.push(sighting) },
    events: { add: (event) => events.push(event) },
    logger: { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} },
    onFiltered: (ids) => filtered.push(...ids),
    onReport: async (root, body) => void reports.push([root, body]),
    ...(rememberFrames === undefined ? {} : { rememberFrames }),
  });
  return {
    clock,
    events,
    sightings,
    filtered,
    reports,
    state,
    log,
    intake,
    take: (value: unknown) => intake.accept(bytesOf(value), 'a test'),
    stored: async () => (await log.read(0, 1000)).map(({ value }) => value.uplink.fCntUp),
  };
}

/** A store whose log refuses so many appends. */
function failing(storage: Storage, times: number): Storage {
  let left = times;
  return {
    ...storage,
    log: (name, schema) => {
      const log = storage.log(name, schema);
      return {
        ...log,
        append: async (values) => {
          left -= 1;
          if (left >= 0) throw new Error('disk full');
          return log.append(values);
        },
      };
    },
  };
}

test('an uplink is stored with its routes, and its device seen', async () => {
  const world = createWorld();
  await world.intake.start();
  await world.take(uplinkDocument());
  const [entry] = await world.log.read(0, 10);
  assert.deepEqual(entry?.value.routes, [{ connectionId: '1', driverId: 'actility:auto:1' }]);
  assert.deepEqual(world.sightings, [
    {
      devEui: '0018B20000000B20',
      time: '2026-01-31T11:59:30.000Z',
      tags: ['room', 'Floor-2'],
      name: 'office',
      driverCfg: {
        application: { producerId: 'elsys', moduleId: 'generic', version: '1' },
        model: { producerId: 'elsys', moduleId: 'ers', version: '1' },
      },
    },
  ]);
  assert.equal(world.intake.counts().accepted, 1);
});

test('a repeated frame is stored once; the same counter in another session is another frame', async () => {
  const world = createWorld();
  await Promise.all([world.take(uplinkDocument()), world.take(uplinkDocument())]);
  await world.take(uplinkDocument({ FCntUp: '17', DevEUI: '0018b20000000b20' }));
  await world.take(uplinkDocument({ mic_hex: '00000001' }));
  await world.take(uplinkDocument({ DevAddr: '00000001' }));
  assert.deepEqual(await world.stored(), [17, 17, 17]);
  assert.equal(world.intake.counts().duplicates, 2);
});

test('a frame that was accepted before a restart is recognised after it', async () => {
  const storage = createMemoryStorage();
  await createWorld(storage).take(uplinkDocument());
  const after = createWorld(storage);
  await after.intake.start();
  await after.take(uplinkDocument());
  assert.deepEqual(await after.stored(), [17]);
});

test('the last frames are recognised, and the memory of frames is bounded', async () => {
  const world = createWorld(createMemoryStorage(), 2);
  for (const FCntUp of [1, 2, 3, 4, 5, 4, 1]) await world.take(uplinkDocument({ FCntUp }));
  assert.deepEqual(await world.stored(), [1, 2, 3, 4, 5, 1]);
});

test('a frame that could not be stored fails with its repetition, and is accepted when it comes again', async () => {
  const world = createWorld(failing(createMemoryStorage(), 1));
  const takes = [world.take(uplinkDocument()), world.take(uplinkDocument())];
  const results = await Promise.allSettled(takes);
  assert.deepEqual(
    results.map(({ status }) => status),
    ['rejected', 'rejected'],
  );
  await world.take(uplinkDocument());
  assert.deepEqual(await world.stored(), [17]);
});

test('a poison message becomes an event and blocks nothing', async () => {
  const world = createWorld();
  await world.take('garbage');
  await world.take({ DevEUI_uplink: { DevEUI: '0018B20000000B20', FPort: 'x' } });
  await world.take(uplinkDocument());
  assert.deepEqual(
    world.events.map(({ type, devEui }) => [type, devEui]),
    [
      ['message-invalid', undefined],
      ['message-invalid', '0018B20000000B20'],
    ],
  );
  assert.deepEqual(await world.stored(), [17]);
});

test('a document that is too deep or too long to be kept becomes an event, too', async () => {
  const world = createWorld();
  const deep = JSON.stringify(uplinkDocument({ payload: 'HERE' })).replace(
    '"HERE"',
    '['.repeat(50_000) + ']'.repeat(50_000),
  );
  await world.take(deep);
  await world.take(uplinkDocument({ payload: 'x'.repeat(300_000) }));
  await world.take(uplinkDocument());
  assert.deepEqual(
    world.events.map(({ type }) => type),
    ['message-invalid', 'message-invalid'],
  );
  assert.deepEqual(await world.stored(), [17]);
});

test('joins and acknowledgements are filtered and counted for their connections', async () => {
  const world = createWorld();
  await world.take(
    uplinkDocument({ FPort: undefined, FCntUp: undefined, payload_hex: undefined, MType: '0' }),
  );
  await world.take(uplinkDocument({ FPort: 0, payload_hex: '' }));
  await world.take({ DevEUI_location: {} });
  assert.deepEqual(world.reports, [['DevEUI_location', {}]]);
  assert.deepEqual(await world.stored(), []);
  assert.equal(world.intake.counts().filtered, 3);
  assert.deepEqual(world.filtered, ['1', '1']);
  assert.deepEqual(world.events, []);
});

test('an unrouted uplink is let go, and told once an hour for each device', async () => {
  const world = createWorld();
  world.state.assigned = [];
  for (const FCntUp of [1, 2, 3]) await world.take(uplinkDocument({ FCntUp }));
  await world.clock.advance(3_600_000);
  await world.take(uplinkDocument({ FCntUp: 4 }));
  assert.deepEqual(
    world.events.map(({ type, fCntUp }) => [type, fCntUp]),
    [
      ['message-unrouted', 1],
      ['message-unrouted', 4],
    ],
  );
  assert.equal(world.intake.counts().unrouted, 4);
  assert.deepEqual(await world.stored(), []);
  // Nothing was made of it: once the device has a connection, a repetition is no duplicate.
  world.state.assigned = ['1'];
  await world.take(uplinkDocument({ FCntUp: 4 }));
  assert.deepEqual(await world.stored(), [4]);
});
