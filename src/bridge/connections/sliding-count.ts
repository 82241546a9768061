/** Moments kept apart before neighbours are merged: 64 Ki, of 16 bytes each. */
const MOST_MOMENTS = 65_536;
const FIRST_SIZE = 16;

/**
 * Counts what happened within the last `windowMs`: exactly, to the millisecond, as long as it happened at no more than
 * 65 536 different moments (milliseconds in which something was counted). Beyond that moments of one grain of time are
 * kept as its last one, so that something may be counted a grain too long: 64 ms of an hour, 2 s of a day.
 */
export class SlidingCount {
  readonly #windowMs: number;
  readonly #most: number;
  /** Moments and how much happened at each, in order; those before `#first` have left the window. */
  #at = new Float64Array(FIRST_SIZE);
  #counts = new Float64Array(FIRST_SIZE);
  #first = 0;
  #end = 0;
  #total = 0;
  /** Milliseconds that are kept as one moment. */
  #grain = 1;

  constructor(windowMs: number, mostMoments = MOST_MOMENTS) {
    this.#windowMs = windowMs;
    this.#most = mostMoments;
  }

  /** `now` never goes back; where a clock does, it counts as the last moment. */
  add(now: number, count = 1): void {
    this.#expire(now);
    this.#total += count;
    const last = this.#end - 1;
    if (last >= this.#first && this.#isSameMoment(this.#at[last] ?? 0, now)) {
      this.#at[last] = Math.max(this.#at[last] ?? 0, now);
      this.#counts[last] = (this.#counts[last] ?? 0) + count;
      return;
    }
    while (this.#end - this.#first >= this.#most) this.#coarsen();
    if (this.#end === this.#at.length) this.#makeRoom();
    this.#at[this.#end] = now;
    this.#counts[this.#end] = count;
    this.#end += 1;
  }

  count(now: number): number {
    this.#expire(now);
    return this.#total;
  }

  /** When the count falls below `count` if nothing more happens; undefined when it is below already. */
  fallsBelow(count: number, now: number): number | undefined {
    this.#expire(now);
    let left = count;
    for (let index = this.#end - 1; index >= this.#first; index -= 1) {
      left -= this.#counts[index] ?? 0;
      if (left <= 0) return (this.#at[index] ?? now) + this.#windowMs;
    }
    return undefined;
  }

  /** What was counted from `from` on, in `parts` spans of `stepMs` each, oldest first; no further back than the window. */
  history(from: number, stepMs: number, parts: number): readonly number[] {
    const counts = new Array<number>(parts).fill(0);
    for (let index = this.#first; index < this.#end; index += 1) {
      const part = Math.floor(((this.#at[index] ?? 0) - from) / stepMs);
      const before = counts[part];
      if (before !== undefined) counts[part] = before + (this.#counts[index] ?? 0);
    }
    return counts;
  }

  #expire(now: number): void {
    const over = now - this.#windowMs;
    while (this.#first < this.#end && (this.#at[this.#first] ?? 0) <= over) {
      this.#total -= this.#counts[this.#first] ?? 0;
      this.#first += 1;
    }
    if (this.#first === this.#end) this.#grain = 1;
  }

  /** `later` may be before `earlier` when a clock was set back: it is taken for the same. */
  #isSameMoment(earlier: number, later: number): boolean {
    return Math.floor(later / this.#grain) <= Math.floor(earlier / this.#grain);
  }

  /** Moves what is left to the front, into arrays that are twice as large where it fills more than half of them. */
  #makeRoom(): void {
    const held = this.#end - this.#first;
    const size = held > this.#at.length / 2 ? this.#at.length * 2 : this.#at.length;
    const at = new Float64Array(size);
    const counts = new Float64Array(size);
    at.set(this.#at.subarray(this.#first, this.#end));
    counts.set(this.#counts.subarray(this.#first, this.#end));
    this.#at = at;
    this.#counts = counts;
    this.#first = 0;
    this.#end = held;
  }

  /** Doubles the grain and puts together what is one moment by it. */
  #coarsen(): void {
    this.#grain *= 2;
    let last = this.#first;
    for (let next = this.#first + 1; next < this.#end; next += 1) {
      const at = this.#at[next] ?? 0;
      const count = this.#counts[next] ?? 0;
      if (this.#isSameMoment(this.#at[last] ?? 0, at)) {
        this.#at[last] = at;
        this.#counts[last] = (this.#counts[last] ?? 0) + count;
      } else {
        last += 1;
        this.#at[last] = at;
        this.#counts[last] = count;
      }
    }
    this.#end = last + 1;
  }
}
