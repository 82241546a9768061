/** What a time line orders: by time, then by the order of arrival. */
export interface Timed {
  readonly at: number;
  readonly seq: number;
}

const COMPACT_AT = 1024;

function before(left: Timed, right: Timed): boolean {
  return left.at !== right.at ? left.at < right.at : left.seq < right.seq;
}

/**
 * Records sorted by time. Appending the newest and removing the oldest, which is nearly all that happens, take
 * constant time; anything else is found by bisection.
 */
export class TimeLine<T extends Timed> {
  #items: T[] = [];
  #head = 0;

  get size(): number {
    return this.#items.length - this.#head;
  }

  insert(item: T): void {
    const last = this.#items.at(-1);
    if (last === undefined || before(last, item)) this.#items.push(item);
    else this.#items.splice(this.#position(item), 0, item);
  }

  remove(item: T): void {
    const index = this.#position(item);
    if (this.#items[index] !== item) return;
    if (index !== this.#head) {
      this.#items.splice(index, 1);
      return;
    }
    this.#head += 1;
    if (this.#head >= COMPACT_AT && this.#head * 2 >= this.#items.length) {
      this.#items = this.#items.slice(this.#head);
      this.#head = 0;
    }
  }

  /** Records with `from <= at < to`, oldest or newest first, found as they are asked for. */
  *range(from: number, to: number, order: 'oldest' | 'newest'): Generator<T> {
    const first = this.#position({ at: from, seq: Number.NEGATIVE_INFINITY });
    const end = this.#position({ at: to, seq: Number.NEGATIVE_INFINITY });
    for (let step = 0; step < end - first; step += 1) {
      const item = this.#items[order === 'oldest' ? first + step : end - 1 - step];
      if (item !== undefined) yield item;
    }
  }

  /** Index of the first item that isn't before `wanted`. */
  #position(wanted: Timed): number {
    let low = this.#head;
    let high = this.#items.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const item = this.#items[middle];
      if (item !== undefined && before(item, wanted)) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
