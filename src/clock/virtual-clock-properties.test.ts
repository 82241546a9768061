import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import fc from 'fast-check';
import type { Clock } from './clock.ts';
import { StuckError } from './stuck-error.ts';
import { createVirtualClock } from './virtual-clock.ts';

/** What a piece of simulated work does, step after step; each says how much virtual time it takes. */
type Step =
  | { readonly do: 'hop'; readonly via: 'microtask' | 'nextTick' | 'immediate'; readonly times: number }
  | { readonly do: 'sleep' | 'wait'; readonly ms: number }
  | { readonly do: 'together'; readonly parts: readonly (readonly Step[])[] }
  /** Bytes on a wire to somebody else, who works on them and answers. */
  | { readonly do: 'send'; readonly turns: number; readonly work: readonly Step[] }
  /** Work that is begun and left alone. It comes last: who goes on beside it needs an activity of his own. */
  | { readonly do: 'leave'; readonly work: readonly Step[] };

const ms = fc.nat({ max: 5 });
const { steps } = fc.letrec<{ steps: readonly Step[]; step: Step }>((tie) => ({
  steps: fc
    .tuple(
      fc.array(tie('step'), { maxLength: 4, depthIdentifier: 'work' }),
      fc.option(fc.record({ do: fc.constant('leave' as const), work: tie('steps') }), {
        depthIdentifier: 'work',
      }),
    )
    .map(([body, last]) => (last === null ? body : [...body, last])),
  step: fc.oneof(
    { depthIdentifier: 'work', maxDepth: 4, withCrossShrink: true },
    fc.record({
      do: fc.constant('hop' as const),
      via: fc.constantFrom('microtask' as const, 'nextTick' as const, 'immediate' as const),
      times: fc.integer({ min: 1, max: 12 }),
    }),
    fc.record({ do: fc.constantFrom('sleep' as const, 'wait' as const), ms }),
    fc.record({ do: fc.constant('together' as const), parts: fc.array(tie('steps'), { maxLength: 3 }) }),
    fc.record({ do: fc.constant('send' as const), turns: fc.nat({ max: 8 }), work: tie('steps') }),
  ),
}));

/** When each piece of work that begins at `start` must have ended, by its place in the tree; the oracle. */
function expectedEnds(
  work: readonly Step[],
  start: number,
  place: string,
  ends: Map<string, number>,
): number {
  let now = start;
  work.forEach((step, index) => {
    const here = `${place}/${index}`;
    if (step.do === 'sleep' || step.do === 'wait') now += step.ms;
    if (step.do === 'together') {
      now = Math.max(now, ...step.parts.map((part, nth) => expectedEnds(part, now, `${here}.${nth}`, ends)));
    }
    if (step.do === 'send') now = expectedEnds(step.work, now, here, ends);
    if (step.do === 'leave') expectedEnds(step.work, now, here, ends);
  });
  ends.set(place, now);
  return now;
}

async function hop(via: 'microtask' | 'nextTick' | 'immediate', times: number): Promise<void> {
  for (let i = 0; i < times; i += 1) {
    if (via === 'immediate') await turn();
    else if (via === 'nextTick') await new Promise<void>((resolve) => process.nextTick(resolve));
    else await Promise.resolve();
  }
}

/** Does the work for real on the clock and notes when each piece of it ended. */
function perform(
  clock: Clock,
  work: readonly Step[],
  place: string,
  ends: Map<string, number>,
): Promise<void> {
  return clock.activity(place, async () => {
    for (const [index, step] of work.entries()) {
      const here = `${place}/${index}`;
      if (step.do === 'hop') await hop(step.via, step.times);
      if (step.do === 'sleep') await clock.sleep(step.ms, { name: here });
      if (step.do === 'wait') {
        const answered = new Promise<void>((resolve) => void clock.timer(here, step.ms, resolve));
        await clock.wait(here, answered);
      }
      if (step.do === 'together') {
        await Promise.all(step.parts.map((part, nth) => perform(clock, part, `${here}.${nth}`, ends)));
      }
      if (step.do === 'send') await clock.wait(here, send(clock, step.turns, step.work, here, ends));
      if (step.do === 'leave') void perform(clock, step.work, here, ends);
    }
    ends.set(place, clock.now());
  });
}

/** The wire: nobody's activity, kept alive by a hold until the receiver has begun. */
async function send(
  clock: Clock,
  turns: number,
  work: readonly Step[],
  place: string,
  ends: Map<string, number>,
) {
  const release = clock.hold(place);
  await hop('immediate', turns);
  const received = perform(clock, work, place, ends);
  release();
  await received;
}

test('nothing is settled early and nothing is missed, whatever trees of work run', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(steps, { maxLength: 3 }),
      fc.array(fc.nat({ max: 15 })),
      async (works, advances) => {
        const clock = createVirtualClock({ start: 0, budget: { stillMs: 2000 } });
        const expected = new Map<string, number>();
        const actual = new Map<string, number>();
        works.forEach((work, nth) => {
          expectedEnds(work, 0, `${nth}`, expected);
          void perform(clock, work, `${nth}`, actual);
        });
        const byNow = () => Object.fromEntries([...expected].filter(([, end]) => end <= clock.now()).sort());
        for (const ms of [0, ...advances, 1000]) {
          await clock.advance(ms);
          assert.deepEqual(Object.fromEntries([...actual].sort()), byNow());
        }
        assert.equal(actual.size, expected.size);
        assert.deepEqual([clock.active(), clock.pending(), clock.failures()], [[], [], []]);
      },
    ),
    { numRuns: 150 },
  );
});

test('timers fire in order and at exactly their time, whatever the order they were set in', async () => {
  const timer = fc.record({
    delay: fc.nat({ max: 50 }),
    cancelled: fc.boolean(),
    follow: fc.option(fc.nat({ max: 20 })),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(timer), fc.array(fc.nat({ max: 20 })), async (timers, advances) => {
      const clock = createVirtualClock({ start: 0 });
      const fired: { due: number; at: number; set: number }[] = [];
      let set = 0;
      const arm = (delay: number, follow: number | null) => {
        const mine = { due: clock.now() + delay, set };
        set += 1;
        return clock.timer('t', delay, async () => {
          fired.push({ ...mine, at: clock.now() });
          await turn();
          if (follow !== null) arm(follow, null);
        });
      };
      const armed = timers.map(({ delay, follow }) => arm(delay, follow));
      armed.forEach((one, nth) => {
        if (timers[nth]?.cancelled) one.cancel();
      });
      for (const ms of [...advances, 100]) await clock.advance(ms);
      const kept = timers.filter(({ cancelled }) => !cancelled);
      assert.equal(fired.length, kept.length + kept.filter(({ follow }) => follow !== null).length);
      assert.ok(fired.every(({ due, at }) => due === at));
      assert.deepEqual(
        fired,
        fired.toSorted((a, b) => a.due - b.due || a.set - b.set),
      );
    }),
  );
});

test('of all that is at work, the activity that is stuck is named, with those that wait for it', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(steps, { maxLength: 2 }),
      fc.integer({ min: 0, max: 3 }),
      async (works, depth) => {
        const clock = createVirtualClock({ start: 0, budget: { stillMs: 5 } });
        works.forEach((work, nth) => void perform(clock, work, `${nth}`, new Map()));
        const descend = (level: number): Promise<void> =>
          clock.activity(`level ${level}`, () =>
            level === depth ? new Promise<never>(() => {}) : descend(level + 1),
          );
        void descend(0);
        await assert.rejects(clock.advance(1000), (error) => {
          assert.ok(error instanceof StuckError);
          assert.equal(error.culprits.length, 1);
          const parents = Array.from({ length: depth }, (_, nth) => ` in "level ${depth - 1 - nth}"`).join(
            '',
          );
          assert.ok(
            error.culprits[0]?.startsWith(`busy activity "level ${depth}"${parents} for `),
            error.message,
          );
          return true;
        });
      },
    ),
    { numRuns: 20 },
  );
});
