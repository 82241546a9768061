import assert from 'node:assert/strict';
import { test } from 'node:test';
import { uplink } from '../../connections/testing/world.ts';
import { error } from '../../cumulocity/testing/fake-platform.ts';
import { counters, openWorld } from './testing/open-world.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

test('an uplink older than its validity is told and not sent: the shorter of connection and flow decides', async () => {
  const world = await openWorld({ uplinkTimeValidity: '10m' });
  await world.clock.advance(5 * MINUTE);
  await world.uplinks([uplink(1)], ['1'], { uplinkTimeValidity: '5m' });
  await world.clock.advance(1);
  await world.uplinks([uplink(2)], ['1'], { uplinkTimeValidity: '5m' });
  await world.uplinks([uplink(3)]);
  await world.clock.advance(5 * MINUTE);
  await world.uplinks([uplink(4)], ['1'], { uplinkTimeValidity: '9d' });
  assert.deepEqual(counters(world), [1, 3]);
  const expired = world.events.filter(({ type }) => type === 'message-expired');
  assert.deepEqual(
    expired.map(({ fCntUp, devEui }) => [fCntUp, devEui]),
    [
      [2, '0018B20000000B20'],
      [4, '0018B20000000B20'],
    ],
  );
  await world.supervisor.close();
});

test('of an uplink that expired while the connection was down, nothing is sent beside a younger one', async () => {
  const world = await openWorld({ uplinkTimeValidity: '7m' });
  await world.clock.advance(4 * MINUTE);
  world.platform.next('POST /measurement', 3, () => error(503));
  const located = (frame: number, Time: string) => uplink(frame, { Time, DevLAT: 48, DevLON: 11 });
  await world.uplinks([located(1, '2026-01-31T12:00:00Z'), located(2, '2026-01-31T12:04:00Z')]);
  await world.clock.advance(6 * MINUTE);
  assert.deepEqual(
    world.events.filter(({ type }) => type === 'message-expired').map(({ fCntUp }) => fCntUp),
    [1],
  );
  assert.deepEqual(counters(world), [2]);
  assert.deepEqual(
    world.platform.events.map(({ time }) => time),
    ['2026-01-31T12:04:00.000Z'],
  );
  await world.supervisor.close();
});

test('a validity of days is days: six days and a second are within 7d and beyond 6d', async () => {
  const world = await openWorld();
  await world.clock.advance(6 * 24 * HOUR + SECOND);
  await world.uplinks([uplink(1)], ['1'], { uplinkTimeValidity: '7d' });
  await world.uplinks([uplink(2)], ['1'], { uplinkTimeValidity: '6d' });
  assert.deepEqual(counters(world), [1]);
  await world.supervisor.close();
});
