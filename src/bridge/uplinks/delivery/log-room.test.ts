import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createVirtualClock } from '../../../clock/index.ts';
import { LogRoom } from './log-room.ts';

function world(quota = 10) {
  const clock = createVirtualClock({ start: 0 });
  const told: string[] = [];
  const log = { end: 0 };
  const room = new LogRoom({
    clock,
    quota,
    end: () => log.end,
    events: { add: ({ type, connectionId }) => told.push([type, connectionId].join(' ').trim()) },
  });
  /** Takes in as many as there is room for; the rest waits. */
  const take = (count: number) =>
    clock.activity('take in', async () => {
      for (let taken = 0; taken < count; taken += 1) {
        await room.pass();
        log.end += 1;
      }
    });
  return { clock, told, log, room, take };
}

test('beyond the quota nothing is taken in until the slowest connection has moved on; both are told once', async () => {
  const { clock, told, log, room, take } = world();
  room.note({ position: 0, connectionId: '7' });
  const taking = Promise.all([take(12), take(3)]);
  await clock.settle();
  assert.equal(log.end, 10);
  room.note({ position: 0, connectionId: '7' });
  await clock.settle();
  assert.equal(log.end, 10);
  room.note({ position: 6, connectionId: '8' });
  await clock.settle();
  assert.equal(log.end, 15);
  await taking;
  assert.deepEqual(told, ['intake-held 7', 'intake-resumed']);
});

test('while no connection is known, nothing is held', async () => {
  const { log, take } = world();
  await take(100);
  assert.equal(log.end, 100);
});

test('who waits when the bridge is stopped is refused', async () => {
  const { clock, log, room, take } = world();
  room.note({ position: 0, connectionId: '7' });
  const taking = take(11);
  taking.catch(() => {});
  await clock.settle();
  room.close();
  await assert.rejects(taking, /stopped/);
  await assert.rejects(room.pass(), /stopped/);
  assert.equal(log.end, 10);
});
