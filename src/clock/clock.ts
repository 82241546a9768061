/** Milliseconds since 1970-01-01T00:00:00Z. */
export type EpochMs = number;

/** A timer that was set on a {@link Clock}. */
export interface Timer {
  /** Stops the timer; doing so twice, or after it fired, changes nothing. */
  cancel(): void;
}

export interface SleepOptions {
  /** What the sleeper waits for, as it is told when a world can't settle. */
  readonly name: string;
  /** Ends the sleep early: the promise then rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

/**
 * The only way in which the project reads the time or waits for it.
 *
 * Work is told to the clock as *activities*, so that virtual time can know when a world is settled. An activity is
 * busy until its promise settles, except while it is parked: asleep on this clock, in a declared {@link Clock.wait},
 * or waiting for activities that it started itself and that are all parked. So an activity that leaves work of its own
 * alone (a loop that sleeps) and goes on beside it is taken for waiting: begin such work from a timer, or go on in an
 * activity of its own. On the real clock `activity`, `wait` and `hold` only pass through.
 */
export interface Clock {
  /** The present moment. */
  now(): EpochMs;
  /** Calls `fire` once after `delayMs`; what it returns is an activity of its own, a rejection is reported to the clock's owner. */
  timer(name: string, delayMs: number, fire: () => void | Promise<void>): Timer;
  /** Resolves after `delayMs`; the activity that sleeps is parked meanwhile. */
  sleep(delayMs: number, options: SleepOptions): Promise<void>;
  /** Runs `work` as an activity: the world is not settled while it is busy. */
  activity<T>(name: string, work: () => Promise<T>): Promise<T>;
  /** Awaits something that may take for ever (a long poll, a peer told to be silent): parks the current activity. */
  wait<T>(name: string, until: Promise<T>): Promise<T>;
  /** Marks something in flight between two activities (bytes on a wire): the world is busy until it is released. */
  hold(name: string): () => void;
}

/** An ISO 8601 time in UTC with milliseconds, `2026-01-31T12:00:00.000Z`. */
export function isoTime(at: EpochMs): string {
  return new Date(at).toISOString();
}
