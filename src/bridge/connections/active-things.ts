/** Beyond it the devices heard longest ago are no longer counted. */
const MOST_DEVICES = 1_000_000;
/** The share that is let go of then at once: the look for those heard longest ago goes through all. */
const ROOM = 0.1;

/** Counts the devices that were heard lately; remembers each until the longest window has passed. */
export class ActiveThings {
  readonly #lastAt = new Map<string, number>();
  readonly #longestMs: number;
  readonly #most: number;
  #sweptAt = Number.NEGATIVE_INFINITY;

  constructor(longestMs: number, most = MOST_DEVICES) {
    this.#longestMs = longestMs;
    this.#most = most;
  }

  /** `now` never goes back. */
  seen(devEui: string, now: number): void {
    this.#lastAt.set(devEui, now);
    // Once a window: a look at the oldest with each uplink would cost more than the uplink.
    if (now - this.#sweptAt >= this.#longestMs) this.#forget(now - this.#longestMs, now);
    if (this.#lastAt.size > this.#most) {
      const times = Float64Array.from(this.#lastAt.values()).sort();
      this.#forget(times[Math.ceil(this.#most * ROOM)] ?? now, now);
    }
  }

  count(now: number, windowMs: number): number {
    let count = 0;
    for (const at of this.#lastAt.values()) if (at > now - windowMs) count += 1;
    return count;
  }

  #forget(until: number, now: number): void {
    this.#sweptAt = now;
    for (const [devEui, at] of this.#lastAt) if (at <= until) this.#lastAt.delete(devEui);
  }
}
