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
    const begun = process.cpuUsage();
    await clock.advance(3 * 24 * 3_600_000);
    assert.equal(heard, 20 * 144);
    assert.ok(process.cpuUsage(begun).user < 10_000_000);
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
