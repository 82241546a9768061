import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { StuckError } from './stuck-error.ts';
import { createVirtualClock } from './virtual-clock.ts';

const START = Date.parse('2026-01-31T12:00:00Z');
const newClock = () => createVirtualClock({ start: START, budget: { stillMs: 30 } });
const never = () => new Promise<never>(() => {});

function stuck(pattern: RegExp) {
  return (error: unknown) => {
    assert.ok(error instanceof StuckError);
    assert.match(error.message, pattern);
    return true;
  };
}

describe('settle', () => {
  test('waits for an activity, through any number of hops', async () => {
    const clock = newClock();
    let done = false;
    void clock.activity('hopping', async () => {
      for (let i = 0; i < 50; i += 1) await turn();
      done = true;
    });
    await clock.settle();
    assert.ok(done);
  });

  test('waits for a hold, and a hold released twice is released once', async () => {
    const clock = newClock();
    const release = clock.hold('bytes');
    const other = clock.hold('other bytes');
    release();
    release();
    await assert.rejects(
      clock.settle(),
      stuck(/^.*\n {2}- busy hold "other bytes" for \d+ ms of real time$/),
    );
    other();
    await clock.settle();
  });

  test('takes a parent of parked children as parked, all of them or some', async () => {
    const clock = newClock();
    const nap = (ms: number) => clock.activity(`nap ${ms}`, () => clock.sleep(ms, { name: 'asleep' }));
    const parent = clock.activity('parent', () => Promise.all([nap(10), nap(20)]));
    await clock.settle();
    await clock.advance(10);
    assert.deepEqual(
      clock.active().map((line) => line.replace(/ for \d+ .*/, '')),
      ['parked activity "parent"', 'parked activity "nap 20" in "parent" on "asleep"'],
    );
    await clock.advance(10);
    await parent;
    assert.deepEqual(clock.active(), []);
  });

  test('takes a parent as busy as long as one child is', async () => {
    const clock = newClock();
    const parent = clock.activity('parent', () =>
      Promise.all([
        clock.activity('asleep', () => clock.sleep(10, { name: 'nap' })),
        clock.activity('working', never),
      ]),
    );
    parent.catch(() => undefined);
    await assert.rejects(
      clock.settle(),
      stuck(/^[^\n]*\n {2}- busy activity "working" in "parent" for \d+ ms of real time$/),
    );
  });

  test('lets a child that outlives its parent stand for itself', async () => {
    const clock = newClock();
    const grandparent = clock.activity('grandparent', async () => {
      await clock.activity('parent', async () => {
        void clock.activity('child', () => clock.wait('for ever', never()));
      });
      for (let i = 0; i < 50; i += 1) await turn();
    });
    let settled = false;
    const settling = clock.settle().then(() => {
      settled = true;
    });
    await grandparent;
    assert.equal(settled, false);
    await settling;
    assert.match(clock.active().join('\n'), /^parked activity "child" on "for ever"[^\n]*$/);
  });

  test('takes work begun in the wake of an ended activity for a root of its own', async () => {
    const clock = newClock();
    let later: Promise<void> = Promise.resolve();
    await clock.activity('parent', async () => {
      later = turn().then(() => clock.activity('later', () => clock.sleep(10, { name: 'nap' })));
    });
    await clock.advance(0);
    assert.match(clock.active().join('\n'), /^parked activity "later" on "nap"/);
    await clock.advance(10);
    await later;
  });

  test('parks on a wait, and wakes before the waiting code runs, also when it is refused', async () => {
    const clock = newClock();
    const refuse: ((reason: Error) => void)[] = [];
    const polled = new Promise<void>((_resolve, reject) => refuse.push(reject));
    let seen = '';
    void clock.activity('poller', async () => {
      await clock.wait('long poll', polled).catch(() => {
        seen = clock.active().join('\n');
      });
      for (let i = 0; i < 50; i += 1) await turn();
      seen += ' done';
    });
    await clock.settle();
    refuse[0]?.(new Error('refused'));
    await clock.settle();
    assert.match(seen, /^busy activity "poller" for .* done$/);
  });

  test('passes a failed activity on to who awaits it', async () => {
    const clock = newClock();
    const failure = new Error('failed');
    await assert.rejects(
      clock.activity('failing', () => {
        throw failure;
      }),
      failure,
    );
    await clock.settle();
    assert.deepEqual(clock.active(), []);
  });

  test('gives up a world that never stops changing', async () => {
    const clock = createVirtualClock({ start: START, budget: { turns: 100 } });
    let going = true;
    const livelock = async (): Promise<void> => {
      while (going) await clock.activity('ping', () => turn());
    };
    const running = clock.activity('livelock', livelock);
    await assert.rejects(clock.settle(), stuck(/still changing after 100 turns[\s\S]*"livelock"/));
    going = false;
    await running;
  });

  test('is refused within an activity, which would wait for itself', async () => {
    const clock = newClock();
    await clock.activity('step', async () => {
      await assert.rejects(clock.settle(), /settle\(\) was called from within the activity "step"/);
      await assert.rejects(clock.advance(1), /advance\(\) was called from within the activity "step"/);
    });
  });

  test('keeps two worlds apart, one within the other', async () => {
    const [outer, inner] = [newClock(), newClock()];
    const nested = outer.activity('outer', () =>
      inner.activity('inner', () => outer.activity('outer child', () => outer.sleep(10, { name: 'nap' }))),
    );
    await outer.settle();
    await assert.rejects(inner.settle(), stuck(/busy activity "inner" for/));
    assert.match(outer.active().join('\n'), /parked activity "outer child" in "outer" on "nap"/);
    await outer.advance(10);
    await nested;
  });
});
