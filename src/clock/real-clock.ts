import type { Clock, SleepOptions, Timer } from './clock.ts';
import { sleepOn } from './sleep.ts';

export interface RealClock extends Clock {
  /** The names of the timers that are set: what a leak check looks at. */
  pending(): string[];
}

export interface RealClockOptions {
  /** Told of each failed timer callback; by default the error is thrown as an uncaught one. */
  readonly onError?: (error: unknown, timer: string) => void;
  /** How many times faster than the world's outside the time of this clock passes; 1 unless told otherwise. */
  readonly speed?: number;
}

/** Node fires a longer delay at once (Node.js documentation, Timers, `setTimeout`). */
const LONGEST_DELAY = 2 ** 31 - 1;

/**
 * Makes the clock of real time. Its timers keep the process alive, as a sleep in the midst of work must; who stops
 * cancels them.
 */
export function createRealClock({ onError = throwUncaught, speed = 1 }: RealClockOptions = {}): RealClock {
  if (!(speed > 0)) throw new RangeError(`Time can't pass ${speed} times as fast`);
  const start = Date.now();
  const open = new Map<object, string>();

  const set = (name: string, delayMs: number, fire: () => void): Timer => {
    if (!Number.isFinite(delayMs)) throw new RangeError(`Timer "${name}" can't be set to ${delayMs} ms`);
    let handle: NodeJS.Timeout;
    const arm = (remaining: number) => {
      const delay = Math.min(remaining, LONGEST_DELAY);
      handle = setTimeout(() => {
        if (remaining > delay) {
          arm(remaining - delay);
          return;
        }
        open.delete(timer);
        fire();
      }, delay);
    };
    const timer = {
      cancel: () => {
        open.delete(timer);
        clearTimeout(handle);
      },
    };
    open.set(timer, name);
    arm(Math.max(0, Math.ceil(delayMs / speed)));
    return timer;
  };

  return {
    now: () => Math.floor(start + (Date.now() - start) * speed),
    timer: (name, delayMs, fire) =>
      set(name, delayMs, () => {
        new Promise<void>((resolve) => resolve(fire())).catch((error: unknown) => onError(error, name));
      }),
    sleep: (delayMs: number, { name, signal }: SleepOptions) =>
      sleepOn(
        (fire) => set(name, delayMs, fire),
        () => () => {},
        signal,
      ),
    activity: async (_name, work) => work(),
    wait: (_name, until) => until,
    hold: () => () => {},
    pending: () => [...open.values()],
  };
}

function throwUncaught(error: unknown): void {
  setImmediate(() => {
    throw error;
  });
}
