import type { Clock, SleepOptions, Timer } from './clock.ts';
import { sleepOn } from './sleep.ts';

/** A clock whose time passes by itself, as fast as outside or faster. */
export interface RealClock extends Clock {
  /** The names of the timers that are set: what a leak check looks at. */
  pending(): string[];
  /** How many times faster than outside the time of this clock passes at present. */
  speed(): number;
  /** From now on time passes so many times as fast; timers that are set come by the new measure. @throws RangeError */
  setSpeed(speed: number): void;
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
  checkSpeed(speed);
  /** From when on the present speed holds, outside and on this clock. */
  let since = { outside: Date.now(), here: Date.now(), speed };
  const open = new Map<object, { readonly name: string; readonly arm: () => void }>();
  const now = () => since.here + (Date.now() - since.outside) * since.speed;

  const set = (name: string, delayMs: number, fire: () => void): Timer => {
    if (!Number.isFinite(delayMs)) throw new RangeError(`Timer "${name}" can't be set to ${delayMs} ms`);
    const due = now() + Math.max(0, delayMs);
    let handle: NodeJS.Timeout | undefined;
    const arm = (left = Math.max(0, Math.ceil((due - now()) / since.speed))) => {
      clearTimeout(handle);
      const delay = Math.min(left, LONGEST_DELAY);
      handle = setTimeout(() => {
        if (left > delay) {
          arm(left - delay);
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
    open.set(timer, { name, arm: () => arm() });
    arm();
    return timer;
  };

  return {
    now: () => Math.floor(now()),
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
    activity: (_name, work) => promiseOf(work),
    wait: (_name, until) => until,
    hold: () => () => {},
    pending: () => [...open.values()].map(({ name }) => name),
    speed: () => since.speed,
    setSpeed: (wanted) => {
      checkSpeed(wanted);
      since = { outside: Date.now(), here: now(), speed: wanted };
      for (const { arm } of open.values()) arm();
    },
  };
}

function checkSpeed(speed: number): void {
  if (!(speed > 0 && Number.isFinite(speed))) throw new RangeError(`Time can't pass ${speed} times as fast`);
}

/** The work's own promise, not one about it: each hop costs every message that comes in. */
function promiseOf<T>(work: () => Promise<T>): Promise<T> {
  try {
    return work();
  } catch (error) {
    return Promise.reject(error);
  }
}

function throwUncaught(error: unknown): void {
  setImmediate(() => {
    throw error;
  });
}
