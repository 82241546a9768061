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

describe('time', () => {
  test('stands still until it is moved', async () => {
    const clock = newClock();
    await clock.settle();
    assert.equal(clock.now(), START);
    await clock.advance(1500);
    assert.equal(clock.now(), START + 1500);
  });

  test('is whole milliseconds, and a timer never fires early', async () => {
    const clock = newClock();
    const fired: number[] = [];
    clock.timer('fraction', 1.2, () => void fired.push(clock.now() - START));
    await clock.advance(10);
    assert.deepEqual(fired, [2]);
  });

  test('does not go backwards, nor to nowhere', async () => {
    const clock = newClock();
    await assert.rejects(clock.advance(-1), RangeError);
    await assert.rejects(clock.advance(Number.NaN), RangeError);
    await assert.rejects(
      clock.advanceUntil(() => true, -1),
      RangeError,
    );
    assert.throws(() => clock.timer('t', Number.POSITIVE_INFINITY, () => {}), RangeError);
    assert.throws(() => createVirtualClock({ start: Number.NaN }), RangeError);
  });

  test('three days with thousands of timers take well below a second', async () => {
    const clock = newClock();
    let heard = 0;
    for (let device = 0; device < 20; device += 1) {
      const report = async () => {
        heard += 1;
        clock.timer('report', 1_800_000, report);
      };
      clock.timer('report', (device + 1) * 1000, report);
    }
    const begun = performance.now();
    await clock.advance(3 * 24 * 3_600_000);
    assert.equal(heard, 20 * 144);
    assert.ok(performance.now() - begun < 1000);
  });
});

describe('timers', () => {
  test('set while another fires at the same instant come after it, at that instant', async () => {
    const clock = newClock();
    const fired: string[] = [];
    clock.timer('a', 10, () => {
      fired.push('a');
      clock.timer('c', 0, () => void fired.push(`c at ${clock.now() - START}`));
    });
    clock.timer('b', 10, () => void fired.push('b'));
    await clock.advance(10);
    assert.deepEqual(fired, ['a', 'b', 'c at 10']);
  });

  test('do not fire once cancelled, and cancelling late or twice changes nothing', async () => {
    const clock = newClock();
    const fired: string[] = [];
    const cancelled = clock.timer('cancelled', 10, () => void fired.push('cancelled'));
    const kept = clock.timer('kept', 10, () => void fired.push('kept'));
    cancelled.cancel();
    cancelled.cancel();
    assert.deepEqual(clock.pending(), ['kept']);
    await clock.advance(10);
    kept.cancel();
    assert.deepEqual(fired, ['kept']);
    assert.deepEqual(clock.pending(), []);
  });

  test('are named, the next to fire first', () => {
    const clock = newClock();
    clock.timer('late', 20, () => {});
    clock.timer('soon', 10, () => {});
    void clock.sleep(15, { name: 'asleep' });
    assert.deepEqual(clock.pending(), ['soon', 'asleep', 'late']);
  });

  test('that throw or reject are thrown by advance, and time can go on', async () => {
    const clock = newClock();
    const [first, second] = [new Error('thrown'), new Error('rejected')];
    clock.timer('throws', 10, () => {
      throw first;
    });
    clock.timer('rejects', 10, async () => {
      throw second;
    });
    await assert.rejects(clock.advance(10), first);
    await assert.rejects(clock.advance(10), second);
    await clock.advance(10);
    assert.deepEqual(clock.failures(), [first, second]);
  });

  test('that fail are told to the owner of the clock who wants to know', async () => {
    const told: unknown[] = [];
    const clock = createVirtualClock({ start: START, onError: (error, timer) => told.push(error, timer) });
    const failure = new Error('rejected');
    clock.timer('rejects', 10, () => Promise.reject(failure));
    await clock.advance(10);
    assert.deepEqual(told, [failure, 'rejects']);
  });

  test('fire as activities of nobody, whoever set them', async () => {
    const clock = newClock();
    const setter = clock.activity('setter', async () => {
      clock.timer('tick', 5, () => clock.wait('for ever', never()));
      await clock.sleep(10, { name: 'nap' });
    });
    await clock.advance(5);
    assert.match(clock.active().join('\n'), /parked activity "tick" on "for ever"/);
    await clock.advance(5);
    await setter;
  });

  test('that keep time from passing are named', async () => {
    const clock = createVirtualClock({ start: START, budget: { firingsAnInstant: 50 } });
    const again = (): void => void clock.timer('busy loop', 0, again);
    again();
    await assert.rejects(clock.advance(1), stuck(/"busy loop" fired 51 times/));
  });

  test('due at one instant may be many if they were set before', async () => {
    const clock = createVirtualClock({ start: START, budget: { firingsAnInstant: 50 } });
    let fired = 0;
    for (let i = 0; i < 200; i += 1) {
      clock.timer('device', 7, () => {
        fired += 1;
      });
    }
    await clock.advance(7);
    assert.equal(fired, 200);
  });
});

describe('sleep', () => {
  test('outside of any activity is simply a timer', async () => {
    const clock = newClock();
    const asleep = clock.sleep(10, { name: 'nap' });
    await clock.advance(10);
    await asleep;
  });

  test('wakes its activity before the code behind it runs', async () => {
    const clock = newClock();
    const seen: string[] = [];
    void clock.activity('sleeper', async () => {
      await clock.sleep(10, { name: 'nap' });
      seen.push(...clock.active().map((line) => line.slice(0, 'busy activity "sleeper"'.length)));
      // Longer than any number of quiet turns: only being busy keeps the world from being called settled.
      for (let i = 0; i < 50; i += 1) await turn();
      seen.push('done');
    });
    await clock.advance(10);
    assert.deepEqual(seen, ['busy activity "sleeper"', 'done']);
  });

  test('ends with the reason of its signal and leaves neither timer nor listener', async () => {
    const clock = newClock();
    const stop = new AbortController();
    const reason = new Error('stopped');
    const aborted = clock.activity('sleeper', () => clock.sleep(10, { name: 'nap', signal: stop.signal }));
    const rejected = assert.rejects(aborted, reason);
    await clock.settle();
    stop.abort(reason);
    await rejected;
    assert.deepEqual(clock.pending(), []);
    assert.deepEqual(clock.active(), []);
    await assert.rejects(clock.sleep(10, { name: 'nap', signal: stop.signal }), reason);
    assert.deepEqual(clock.pending(), []);
  });

  test('that is over has left its signal alone', async () => {
    const clock = newClock();
    const stop = new AbortController();
    let listeners = 0;
    const { signal } = stop;
    const add = signal.addEventListener.bind(signal);
    const remove = signal.removeEventListener.bind(signal);
    signal.addEventListener = (...args: Parameters<typeof add>) => {
      listeners += 1;
      add(...args);
    };
    signal.removeEventListener = (...args: Parameters<typeof remove>) => {
      listeners -= 1;
      remove(...args);
    };
    const asleep = clock.sleep(10, { name: 'nap', signal });
    assert.equal(listeners, 1);
    await clock.advance(10);
    await asleep;
    assert.equal(listeners, 0);
  });

  test('with a delay that is no number parks nobody', async () => {
    const clock = newClock();
    await clock.activity('sleeper', async () => {
      await assert.rejects(clock.sleep(Number.NaN, { name: 'nap' }), RangeError);
      assert.match(clock.active().join(), /^busy/);
    });
  });
});

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

describe('advance and advanceUntil', () => {
  test('run one at a time', async () => {
    const clock = newClock();
    const first = clock.advance(10);
    await assert.rejects(clock.advance(10), /advanced already/);
    await assert.rejects(
      clock.advanceUntil(() => true, 10),
      /advanced already/,
    );
    await first;
    await clock.advance(10);
    assert.equal(clock.now(), START + 20);
  });

  test('stop at the first timer after which the check holds', async () => {
    const clock = newClock();
    let fired = 0;
    for (const delay of [10, 20, 30]) {
      clock.timer('tick', delay, () => {
        fired += 1;
      });
    }
    assert.equal(await clock.advanceUntil(() => fired === 2, 1000), true);
    assert.equal(clock.now(), START + 20);
    assert.equal(await clock.advanceUntil(async () => fired === 4, 1000), false);
    assert.equal(clock.now(), START + 1020);
  });

  test('reach timers due at the very limit', async () => {
    const clock = newClock();
    let fired = false;
    clock.timer('tick', 10, () => {
      fired = true;
    });
    assert.equal(await clock.advanceUntil(() => fired, 10), true);
  });

  test('let time pass for a check that needs it itself, up to the limit', async () => {
    const clock = newClock();
    const slow = (ms: number) => async () => {
      await clock.sleep(ms, { name: 'slow server' });
      return true;
    };
    assert.equal(await clock.advanceUntil(slow(50), 100), true);
    assert.equal(clock.now(), START + 50);
    assert.equal(await clock.advanceUntil(slow(500), 100), false);
    assert.equal(clock.now(), START + 150);
  });

  test('pass on what the check throws', async () => {
    const clock = newClock();
    const failure = new Error('no such device');
    await assert.rejects(
      clock.advanceUntil(() => Promise.reject(failure), 10),
      failure,
    );
    await clock.advance(10);
  });
});
