import { setTimeout } from 'node:timers/promises';
import { inspect } from 'node:util';
import type { Clock } from './clock.ts';
import { StuckError } from './stuck-error.ts';
import type { VirtualClock } from './virtual-clock.ts';

/** How often a condition of real time is looked at. */
const POLL_MS = 5;

type NotYet = undefined | null | false;

export interface EventuallyOptions {
  /** For how long the condition may fail to hold, in milliseconds of the clock. */
  readonly withinMs: number;
}

/**
 * Waits until `check` gives something other than `undefined`, `null` or `false`, and resolves to it. A check that
 * throws is asked again. On a virtual clock the time moves from timer to timer meanwhile; on the real one the check is
 * asked every few milliseconds.
 *
 * @param what what is awaited, as a failure tells it: "the connection to be OPENED"
 * @throws Error that tells what was awaited, for how long, and what the check gave last (`cause`: what it threw last)
 * @throws StuckError when a virtual world can't settle
 */
export async function eventually<T>(
  clock: Clock | VirtualClock,
  what: string,
  check: () => T | NotYet | Promise<T | NotYet>,
  { withinMs }: EventuallyOptions,
): Promise<T> {
  const start = clock.now();
  const attempt = new Attempt(check);
  if ('advanceUntil' in clock) await clock.advanceUntil(() => attempt.holds(), withinMs);
  else await poll(() => attempt.holds(), withinMs);
  if (attempt.found !== undefined) return attempt.found.value;
  throw attempt.failure(what, clock.now() - start);
}

class Attempt<T> {
  readonly #check: () => T | NotYet | Promise<T | NotYet>;
  #last = 'it was never asked';
  #error: unknown;
  found: { readonly value: T } | undefined;

  constructor(check: () => T | NotYet | Promise<T | NotYet>) {
    this.#check = check;
  }

  async holds(): Promise<boolean> {
    this.#last = 'the check did not answer';
    try {
      const value = await this.#check();
      if (value !== undefined && value !== null && value !== false) {
        this.found = { value };
        return true;
      }
      this.#last = `the check gave ${inspect(value)}`;
      this.#error = undefined;
    } catch (error) {
      if (error instanceof StuckError) throw error;
      this.#last = `the check failed: ${error instanceof Error ? error.message : inspect(error)}`;
      this.#error = error;
    }
    return false;
  }

  failure(what: string, waitedMs: number): Error {
    return new Error(`Waited ${waitedMs} ms for ${what}; at last ${this.#last}`, { cause: this.#error });
  }
}

async function poll(holds: () => Promise<boolean>, withinMs: number): Promise<void> {
  const deadline = performance.now() + withinMs;
  const over = new AbortController();
  const limit = setTimeout(withinMs, false, { signal: over.signal }).catch(() => false);
  try {
    while (!(await Promise.race([holds(), limit]))) {
      if (performance.now() >= deadline) return;
      await setTimeout(POLL_MS);
    }
  } finally {
    over.abort();
  }
}
