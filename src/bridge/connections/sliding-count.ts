/** Moments kept apart before neighbours are merged. */
const MOST_MOMENTS = 4096;

interface Moment {
  at: number;
  count: number;
}

/**
 * Counts what happened within the last `windowMs`: exactly, as long as it happened at no more than 4096 different
 * moments; beyond that neighbouring moments are merged, which keeps a count at most the merged span too long.
 */
export class SlidingCount {
  readonly #windowMs: number;
  #moments: Moment[] = [];
  #expired = 0;
  #total = 0;

  constructor(windowMs: number) {
    this.#windowMs = windowMs;
  }

  add(now: number, count = 1): void {
    this.#expire(now);
    const last = this.#moments.at(-1);
    this.#total += count;
    if (last !== undefined && this.#expired < this.#moments.length && last.at >= now) {
      last.count += count;
      return;
    }
    this.#moments.push({ at: now, count });
    if (this.#moments.length - this.#expired > MOST_MOMENTS) this.#merge();
  }

  count(now: number): number {
    this.#expire(now);
    return this.#total;
  }

  #expire(now: number): void {
    for (;;) {
      const first = this.#moments[this.#expired];
      if (first === undefined || first.at > now - this.#windowMs) break;
      this.#total -= first.count;
      this.#expired += 1;
    }
    if (this.#expired > 1024) {
      this.#moments = this.#moments.slice(this.#expired);
      this.#expired = 0;
    }
  }

  #merge(): void {
    const merged: Moment[] = [];
    for (let at = this.#expired; at < this.#moments.length; at += 2) {
      const first = this.#moments[at];
      const second = this.#moments[at + 1];
      if (first === undefined) break;
      merged.push(second === undefined ? first : { at: second.at, count: first.count + second.count });
    }
    this.#moments = merged;
    this.#expired = 0;
  }
}
