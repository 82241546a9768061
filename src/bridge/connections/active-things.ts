/** Beyond it the devices heard longest ago are no longer counted. */
const MOST_DEVICES = 1_000_000;

/** Counts the devices that were heard lately; remembers each until the longest window has passed. */
export class ActiveThings {
  readonly #lastAt = new Map<string, number>();
  readonly #longestMs: number;

  constructor(longestMs: number) {
    this.#longestMs = longestMs;
  }

  /** `now` never goes back: the map stays in the order of the last sighting. */
  seen(devEui: string, now: number): void {
    this.#lastAt.delete(devEui);
    this.#lastAt.set(devEui, now);
    for (const [oldest, at] of this.#lastAt) {
      if (at > now - this.#longestMs && this.#lastAt.size <= MOST_DEVICES) return;
      this.#lastAt.delete(oldest);
    }
  }

  count(now: number, windowMs: number): number {
    let count = 0;
    for (const at of this.#lastAt.values()) if (at > now - windowMs) count += 1;
    return count;
  }
}
