import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { createRealClock } from './real-clock.ts';

const START = Date.parse('2026-01-31T12:00:00Z');

async function withMockedTimers(work: () => void | Promise<void>): Promise<void> {
  mock.timers.enable({ apis: ['setTimeout', 'Date'], now: START });
  try {
    await work();
  } finally {
    mock.timers.reset();
  }
}

test('timers fire at their time and are told as pending until then', () =>
  withMockedTimers(() => {
    const clock = createRealClock();
    const fired: number[] = [];
    clock.timer('tick', 100, () => void fired.push(clock.now() - START));
    clock.timer('cancelled', 50, () => void fired.push(-1)).cancel();
    assert.deepEqual(clock.pending(), ['tick']);
    mock.timers.tick(99);
    assert.deepEqual(fired, []);
    mock.timers.tick(1);
    assert.deepEqual(fired, [100]);
    assert.deepEqual(clock.pending(), []);
  }));

test('a timer longer than Node can wait fires at its time, and can be cancelled on the way', () =>
  withMockedTimers(() => {
    const clock = createRealClock();
    const fired: string[] = [];
    const month = 31 * 24 * 3_600_000;
    clock.timer('kept', month, () => void fired.push('kept'));
    const cancelled = clock.timer('cancelled', month, () => void fired.push('cancelled'));
    mock.timers.tick(2 ** 31 - 1);
    assert.deepEqual(fired, []);
    cancelled.cancel();
    mock.timers.tick(month - 2 ** 31 + 1);
    assert.deepEqual(fired, ['kept']);
  }));

test('a change of speed holds from now on, for timers that are set as well', () =>
  withMockedTimers(() => {
    const clock = createRealClock();
    const fired: number[] = [];
    clock.timer('tick', 1000, () => void fired.push(clock.now() - START));
    mock.timers.tick(500);
    clock.setSpeed(10);
    assert.equal(clock.speed(), 10);
    assert.equal(clock.now() - START, 500);
    mock.timers.tick(49);
    assert.deepEqual(fired, []);
    mock.timers.tick(1);
    assert.deepEqual(fired, [1000]);
    clock.setSpeed(1);
    mock.timers.tick(7);
    assert.equal(clock.now() - START, 1007);
    assert.throws(() => clock.setSpeed(0), RangeError);
  }));

test('a sleep ends at its time, or with the reason of its signal', () =>
  withMockedTimers(async () => {
    const clock = createRealClock();
    const asleep = clock.sleep(100, { name: 'nap' });
    mock.timers.tick(100);
    await asleep;
    const stop = new AbortController();
    const reason = new Error('stopped');
    const aborted = assert.rejects(clock.sleep(100, { name: 'nap', signal: stop.signal }), reason);
    stop.abort(reason);
    await aborted;
    assert.deepEqual(clock.pending(), []);
  }));

test('what a timer throws or rejects with is told to the owner of the clock', async () => {
  const told: unknown[] = [];
  const [first, second] = [new Error('thrown'), new Error('rejected')];
  await new Promise<void>((resolve) => {
    const clock = createRealClock({
      onError: (error, timer) => {
        told.push(error, timer);
        if (told.length === 4) resolve();
      },
    });
    clock.timer('throws', 0, () => {
      throw first;
    });
    clock.timer('rejects', 1, () => Promise.reject(second));
  });
  assert.deepEqual(told, [first, 'throws', second, 'rejects']);
});

test('activities, waits and holds pass through', async () => {
  const clock = createRealClock();
  clock.hold('bytes')();
  assert.equal(await clock.activity('work', () => clock.wait('answer', Promise.resolve(42))), 42);
  const failure = new Error('failed');
  await assert.rejects(
    clock.activity('work', () => {
      throw failure;
    }),
    failure,
  );
});
