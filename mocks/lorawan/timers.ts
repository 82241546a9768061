import type { Clock, Timer } from '../../src/clock/index.ts';

/** Timers that end together. */
export class Timers {
  readonly #clock: Clock;
  readonly #set = new Set<Timer>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Calls `fire` once after `delayMs`, at the earliest now. */
  later(name: string, delayMs: number, fire: () => void | Promise<void>): Timer {
    const timer = this.#clock.timer(name, Math.max(0, delayMs), () => {
      this.#set.delete(timer);
      return fire();
    });
    this.#set.add(timer);
    return {
      cancel: () => {
        this.#set.delete(timer);
        timer.cancel();
      },
    };
  }

  /** Cancels all that have not fired. */
  close(): void {
    for (const timer of this.#set) timer.cancel();
    this.#set.clear();
  }
}
