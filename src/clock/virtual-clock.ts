import { ActivityTree } from './activity-tree.ts';
import type { Clock, EpochMs, SleepOptions, Timer } from './clock.ts';
import { type SettleBudget, settle } from './settle.ts';
import { sleepOn } from './sleep.ts';
import { StuckError } from './stuck-error.ts';
import { type QueuedTimer, TimerQueue } from './timer-queue.ts';

/** A clock that stands still until it is told to move. */
export interface VirtualClock extends Clock {
  /**
   * Resolves once the world is settled: every activity is parked and nothing is in flight. Fires no timer.
   * @throws StuckError naming the busy activities when the budget is spent.
   */
  settle(): Promise<void>;
  /**
   * Moves the time by `ms`: fires the timers due until then in the order of their due times (those due at the same
   * instant in the order they were set), each at exactly its time, and settles after each.
   * @throws StuckError naming what can't settle, or the timer that fires again and again without time passing.
   */
  advance(ms: number): Promise<void>;
  /**
   * Jumps from timer to timer until `check` holds, for `withinMs` of virtual time at most, and tells whether it held.
   * A check that waits for this clock itself (a request to a slow server) is waited for, time moving on.
   */
  advanceUntil(check: () => boolean | Promise<boolean>, withinMs: number): Promise<boolean>;
  /** The names of the timers that are set, the next to fire first. */
  pending(): string[];
  /** One line for each live activity and each hold, saying whether it is busy or parked, and on what. */
  active(): string[];
  /** What timers' callbacks threw or rejected with, oldest first. */
  failures(): readonly unknown[];
}

export interface VirtualClockOptions {
  /** What `now()` says at first. */
  readonly start: EpochMs;
  /**
   * Told of each failed timer callback. Without it the next `settle`, `advance` or `advanceUntil` throws the failures,
   * so that none is lost.
   */
  readonly onError?: (error: unknown, timer: string) => void;
  /** When a world that doesn't come to rest is given up; default 5 s of real time without any change, 1 000 000 changes. */
  readonly budget?: Partial<SettleBudget & LoopBudget>;
}

interface LoopBudget {
  /** Timers that may be set and fire within one instant of virtual time; default 10 000. */
  readonly firingsAnInstant: number;
}

interface VirtualTimer extends QueuedTimer {
  readonly name: string;
  readonly setAt: EpochMs;
  readonly fire: () => void;
}

/** Makes a clock of virtual time. One `advance` or `advanceUntil` may run at a time, and none from within an activity. */
export function createVirtualClock(options: VirtualClockOptions): VirtualClock {
  return new SteppedClock(options);
}

class SteppedClock implements VirtualClock {
  readonly #tree = new ActivityTree(() => performance.now());
  readonly #timers = new TimerQueue<VirtualTimer>();
  readonly #failures: unknown[] = [];
  readonly #onError: (error: unknown, timer: string) => void;
  readonly #budget: SettleBudget & LoopBudget;
  readonly #untold: unknown[] = [];
  #now: EpochMs;
  #sequence = 0;
  #moving = false;
  #loops = new Map<string, number>();
  #loopFirings = 0;

  constructor({ start, onError, budget }: VirtualClockOptions) {
    if (!Number.isFinite(start)) throw new RangeError(`A clock can't start at ${start}`);
    this.#now = Math.ceil(start);
    this.#onError = onError ?? ((error) => this.#untold.push(error));
    this.#budget = { stillMs: 5_000, turns: 1_000_000, firingsAnInstant: 10_000, ...budget };
  }

  now(): EpochMs {
    return this.#now;
  }

  timer(name: string, delayMs: number, fire: () => void | Promise<void>): Timer {
    return this.#set(name, delayMs, () => {
      // A child of nobody: time is only ever moved from outside of activities.
      this.#tree
        .run(name, async () => fire())
        .catch((error: unknown) => {
          this.#failures.push(error);
          this.#onError(error, name);
        });
    });
  }

  sleep(delayMs: number, options: SleepOptions): Promise<void> {
    return sleepOn(
      (fire) => this.#set(options.name, delayMs, fire),
      () => this.#tree.park(options.name),
      options.signal,
    );
  }

  activity<T>(name: string, work: () => Promise<T>): Promise<T> {
    return this.#tree.run(name, work);
  }

  wait<T>(name: string, until: Promise<T>): Promise<T> {
    // The activity is awake again before the promise that its continuation awaits is resolved.
    return until.finally(this.#tree.park(name));
  }

  hold(name: string): () => void {
    return this.#tree.hold(name);
  }

  async settle(): Promise<void> {
    this.#refuseWithinActivity('settle');
    await this.#settle();
  }

  async advance(ms: number): Promise<void> {
    if (!(ms >= 0)) throw new RangeError(`Time can't be advanced by ${ms} ms`);
    await this.#move('advance', async () => {
      const target = this.#now + ms;
      await this.#settle();
      while (await this.#fireNext(target));
      this.#moveTo(target);
    });
  }

  async advanceUntil(check: () => boolean | Promise<boolean>, withinMs: number): Promise<boolean> {
    if (!(withinMs >= 0)) throw new RangeError(`A condition can't be awaited for ${withinMs} ms`);
    return this.#move('advanceUntil', async () => {
      const limit = this.#now + withinMs;
      await this.#settle();
      for (;;) {
        const held = await this.#ask(check, limit);
        if (held) return true;
        if (held === undefined) return false;
        if (await this.#fireNext(limit)) continue;
        if (this.#now >= limit) return false;
        this.#moveTo(limit);
        await this.#settle();
      }
    });
  }

  pending(): string[] {
    return this.#timers.inOrder().map((timer) => timer.name);
  }

  active(): string[] {
    return this.#tree.describe();
  }

  failures(): readonly unknown[] {
    return [...this.#failures];
  }

  /** The check's answer; undefined if it is still waiting for the clock when the limit is reached. */
  async #ask(check: () => boolean | Promise<boolean>, limit: EpochMs): Promise<boolean | undefined> {
    const answer: { settled: boolean } = { settled: false };
    const asked = this.activity('check', async () => check()).finally(() => {
      answer.settled = true;
    });
    // A check that is left behind at the limit may fail later: nobody awaits it then.
    asked.catch(() => undefined);
    await this.#settle();
    while (!answer.settled) {
      if (await this.#fireNext(limit)) continue;
      this.#moveTo(limit);
      return undefined;
    }
    return asked;
  }

  #set(name: string, delayMs: number, fire: () => void): Timer {
    if (!Number.isFinite(delayMs)) throw new RangeError(`Timer "${name}" can't be set to ${delayMs} ms`);
    // Whole milliseconds, rounded up: a timer never fires early, and `now()` stays what JSON and ISO 8601 can say.
    const due = this.#now + Math.max(0, Math.ceil(delayMs));
    this.#sequence += 1;
    const timer: VirtualTimer = { name, due, sequence: this.#sequence, position: -1, setAt: this.#now, fire };
    this.#timers.add(timer);
    this.#tree.touch();
    return {
      cancel: () => {
        if (this.#timers.remove(timer)) this.#tree.touch();
      },
    };
  }

  /** Fires the next timer that is due by `limit` and settles; false if there is none. */
  async #fireNext(limit: EpochMs): Promise<boolean> {
    const timer = this.#timers.peek();
    if (timer === undefined || timer.due > limit) return false;
    this.#timers.remove(timer);
    this.#moveTo(timer.due);
    this.#countLoop(timer);
    this.#tree.touch();
    timer.fire();
    await this.#settle();
    return true;
  }

  #moveTo(time: EpochMs): void {
    if (time === this.#now) return;
    this.#now = time;
    this.#loops = new Map();
    this.#loopFirings = 0;
  }

  /** Only timers set at the instant in which they fire can keep time from passing. */
  #countLoop(timer: VirtualTimer): void {
    if (timer.setAt !== timer.due) return;
    this.#loopFirings += 1;
    this.#loops.set(timer.name, (this.#loops.get(timer.name) ?? 0) + 1);
    if (this.#loopFirings <= this.#budget.firingsAnInstant) return;
    const culprits = [...this.#loops]
      .sort(([, a], [, b]) => b - a)
      .slice(0, 5)
      .map(([name, count]) => `timer "${name}" fired ${count} times`);
    throw new StuckError(
      `Time can't pass ${new Date(this.#now).toISOString()}: timers are set again for the same instant`,
      culprits,
    );
  }

  async #settle(): Promise<void> {
    await settle(this.#tree, this.#budget, () => performance.now());
    const untold = this.#untold.splice(0);
    if (untold.length === 1) throw untold[0];
    if (untold.length > 1) throw new AggregateError(untold, `${untold.length} timer callbacks failed`);
  }

  async #move<T>(what: string, work: () => Promise<T>): Promise<T> {
    this.#refuseWithinActivity(what);
    if (this.#moving)
      throw new Error(`${what}() was called while the clock is being advanced already: await the first call`);
    this.#moving = true;
    try {
      return await work();
    } finally {
      this.#moving = false;
    }
  }

  #refuseWithinActivity(what: string): void {
    const current = this.#tree.current();
    if (current === undefined) return;
    throw new Error(
      `${what}() was called from within the activity "${current.name}", which would wait for itself`,
    );
  }
}
