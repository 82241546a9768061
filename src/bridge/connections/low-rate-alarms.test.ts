import assert from 'node:assert/strict';
import { test } from 'node:test';
import { error, refusedConnection } from '../cumulocity/testing/fake-platform.ts';
import type { Connection } from './connection.ts';
import { DAYS, type LowRateAlarm, lowRateAlarmSchema } from './low-rate-alarm.ts';
import { type ConnectionWorld, connection, createConnectionWorld, uplink } from './testing/world.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

function alarm(change: Partial<LowRateAlarm> = {}): LowRateAlarm {
  return {
    startTime: '2026-01-01T09:00:00Z',
    endTime: '2026-01-01T17:00:00Z',
    timezone: 'UTC',
    recurrence: [{ frequency: 'weekly', byDays: [...DAYS] }],
    uplinkRateMinPerHour: 1,
    message: 'The meters are silent',
    ...change,
  };
}

/** A world with one open connection; its day begins at noon. */
async function open(
  alarms: readonly LowRateAlarm[],
  more: Partial<Connection> = {},
): Promise<ConnectionWorld> {
  const world = createConnectionWorld();
  world.supervisor.apply(connection({}, { alarms, ...more }));
  await world.clock.settle();
  return world;
}

/** Messages of the events about the rate, without what is in brackets. */
function told(world: ConnectionWorld): readonly string[] {
  return world.events.flatMap(({ type, message }) =>
    type.startsWith('low-rate') ? [message.replace(/ \(.*/, '')] : [],
  );
}

const RAISED = 'Low rate: The meters are silent';
const OVER = 'Low rate over: The meters are silent';
const SHOWN = [alarm({ showInCumulocity: true })];

function shown(world: ConnectionWorld): readonly unknown[] {
  return world.platform.alarms.map(({ status }) => status);
}

async function end(world: ConnectionWorld): Promise<void> {
  await world.supervisor.close();
  assert.deepEqual([world.clock.pending(), world.clock.active()], [[], []]);
}

test('a silent connection raises one event, an uplink that comes through another', async () => {
  const world = await open([alarm()]);
  await world.clock.advance(3 * HOUR);
  assert.deepEqual(told(world), [RAISED]);
  assert.equal(
    world.events.at(-1)?.message,
    `${RAISED} (connection MODBUS with id 1: 0 uplinks in the last hour, fewer than 1)`,
  );
  await world.uplinks([uplink(1)]);
  assert.deepEqual(told(world), [RAISED, OVER]);
  assert.deepEqual(world.platform.calls('POST /alarm'), []);
  await end(world);
});

test('uplinks that fail do not count as carried', async () => {
  const world = await open([alarm()]);
  await world.clock.advance(50 * MINUTE);
  world.platform.next('POST /measurement', 1, () => error(422));
  await world.uplinks([uplink(1)]);
  await world.clock.advance(10 * MINUTE);
  assert.deepEqual(told(world), [RAISED]);
  await end(world);
});

test('a connection that is lost is watched on; one that is stopped or inactive is not', async () => {
  const lost = await open([alarm()]);
  lost.platform.intercept(() => refusedConnection());
  await lost.uplinks([uplink(1)]);
  await lost.clock.advance(HOUR);
  assert.deepEqual(told(lost), [RAISED]);
  await end(lost);

  const stopped = await open([alarm()]);
  stopped.supervisor.stop('1');
  await stopped.clock.advance(48 * HOUR);
  assert.deepEqual(told(stopped), []);
  stopped.supervisor.start('1');
  await stopped.clock.advance(HOUR);
  assert.deepEqual(told(stopped), [RAISED]);
  stopped.supervisor.apply(connection({}, { alarms: [alarm()], active: false }));
  await stopped.clock.settle();
  assert.deepEqual(told(stopped), [RAISED, OVER]);
  await end(stopped);
});

test('a name that changes leaves the alarm as it is; an alarm that changes begins anew', async () => {
  const world = await open([alarm()]);
  await world.clock.advance(HOUR);
  world.supervisor.apply(connection({}, { alarms: [alarm()], name: 'other' }));
  assert.deepEqual(told(world), [RAISED]);
  world.supervisor.apply(connection({}, { alarms: [alarm({ uplinkRateMinPerHour: 5 })] }));
  assert.deepEqual(told(world), [RAISED, OVER]);
  await world.clock.advance(HOUR);
  assert.deepEqual(told(world), [RAISED, OVER, RAISED]);
  world.supervisor.apply(connection());
  assert.deepEqual(told(world), [RAISED, OVER, RAISED, OVER]);
  assert.deepEqual(world.clock.pending(), []);
  await end(world);
});

test('where it is to be shown, it is an alarm on an object of the connection’s own, cleared with the recovery', async () => {
  const world = await open(SHOWN);
  await world.clock.advance(HOUR);
  const [raised] = world.platform.alarms;
  const object = [...world.platform.objects.values()].find(({ type }) => type === 'iotFlow_Connection');
  assert.deepEqual(raised, {
    id: '1',
    source: { id: object?.id },
    type: 'iotFlow_LowRate_1',
    severity: 'MAJOR',
    status: 'ACTIVE',
    text: 'The meters are silent',
    time: '2026-01-31T13:00:00.000Z',
  });
  assert.equal(object?.c8y_IsDevice, undefined);
  await world.uplinks([uplink(1)]);
  assert.deepEqual(shown(world), ['CLEARED']);
  await world.clock.advance(2 * HOUR);
  assert.deepEqual(shown(world), ['CLEARED', 'ACTIVE']);
  const objects = [...world.platform.objects.values()].filter(({ type }) => type === 'iotFlow_Connection');
  assert.equal(objects.length, 1);
  await end(world);
  assert.deepEqual(shown(world), ['CLEARED', 'CLEARED']);
});

test('what Cumulocity would not take is brought to it later', async () => {
  const world = await open(SHOWN);
  world.platform.next('POST /alarm', 1, () => error(503));
  await world.clock.advance(HOUR);
  assert.deepEqual(shown(world), []);
  await world.clock.advance(5 * MINUTE);
  assert.deepEqual(shown(world), ['ACTIVE']);
  const restore = world.platform.intercept(() => refusedConnection());
  await world.uplinks([uplink(1)]);
  await world.clock.advance(10 * MINUTE);
  assert.deepEqual(shown(world), ['ACTIVE']);
  restore();
  await world.clock.advance(10 * MINUTE);
  assert.deepEqual(shown(world), ['CLEARED']);
  await end(world);
});

test('an object that was deleted is made again', async () => {
  const world = await open(SHOWN);
  await world.clock.advance(HOUR);
  await world.uplinks([uplink(1)]);
  const object = [...world.platform.objects.values()].find(({ type }) => type === 'iotFlow_Connection');
  world.platform.removeObject(String(object?.id));
  await world.clock.advance(HOUR);
  assert.deepEqual(shown(world), ['CLEARED', 'ACTIVE']);
  await end(world);
});

test('after a kill the alarm that was left is neither raised again nor forgotten', async () => {
  const world = await open(SHOWN);
  await world.clock.advance(HOUR);
  const killed = world.supervisor;
  world.restart();
  world.supervisor.apply(connection({}, { id: '1', alarms: SHOWN }));
  await world.clock.settle();
  assert.deepEqual(shown(world), ['ACTIVE']);
  await world.clock.advance(50 * MINUTE);
  await world.uplinks([uplink(1)]);
  await world.clock.advance(10 * MINUTE);
  assert.deepEqual(shown(world), ['CLEARED']);
  await killed.close();
  await end(world);
});

test('with another password the alarm stays known; deleting the connection clears it', async () => {
  const world = await open(SHOWN);
  await world.clock.advance(HOUR);
  world.platform.password = 'new';
  world.supervisor.apply(connection({ password: 'new' }, { alarms: SHOWN }));
  await world.clock.settle();
  assert.equal(world.state(), 'OPENED');
  assert.deepEqual(shown(world), ['ACTIVE']);
  await world.supervisor.remove('1');
  assert.deepEqual(shown(world), ['CLEARED']);
  assert.deepEqual([world.clock.pending(), world.clock.active()], [[], []]);
});

test('a window is an hour at least, and has a zone and a day', () => {
  const wrong = (change: object) =>
    lowRateAlarmSchema
      .safeParse({ ...alarm(), ...change })
      .error?.issues.map(({ path }) => path.map(String).join('.'));
  assert.equal(wrong({}), undefined);
  assert.deepEqual(wrong({ endTime: '2026-01-01T09:59:59Z' }), ['endTime']);
  assert.deepEqual(wrong({ endTime: '2025-12-31T17:00:00Z' }), ['endTime']);
  assert.deepEqual(wrong({ timezone: 'Europe/Nowhere' }), ['timezone']);
  assert.deepEqual(wrong({ startTime: '2026-01-01T09:00:00' }), ['startTime']);
  assert.deepEqual(wrong({ recurrence: [{ frequency: 'weekly', byDays: [] }] }), ['recurrence.0.byDays']);
  assert.deepEqual(wrong({ uplinkRateMinPerHour: -1 }), ['uplinkRateMinPerHour']);
});
