/** What a queue needs to know of a timer; `position` is the queue's own note of where it stands. */
export interface QueuedTimer {
  readonly due: number;
  readonly sequence: number;
  position: number;
}

/**
 * Timers by due time, those due at the same instant in the order they were set: a binary heap whose members know
 * their place, so that a cancelled timer leaves at once instead of keeping its closure alive until it is due.
 */
export class TimerQueue<T extends QueuedTimer> {
  readonly #heap: T[] = [];

  get size(): number {
    return this.#heap.length;
  }

  peek(): T | undefined {
    return this.#heap[0];
  }

  add(timer: T): void {
    this.#heap.push(timer);
    timer.position = this.#heap.length - 1;
    this.#rise(timer);
  }

  /** Takes the timer out; false if it isn't in (any more). */
  remove(timer: T): boolean {
    const { position } = timer;
    if (this.#heap[position] !== timer) return false;
    const last = this.#heap.pop();
    timer.position = -1;
    if (last !== undefined && last !== timer) {
      this.#place(last, position);
      this.#rise(last);
      this.#sink(last);
    }
    return true;
  }

  /** All timers, the next to fire first. */
  inOrder(): T[] {
    return [...this.#heap].sort((a, b) => (before(a, b) ? -1 : 1));
  }

  #place(timer: T, position: number): void {
    this.#heap[position] = timer;
    timer.position = position;
  }

  #rise(timer: T): void {
    while (timer.position > 0) {
      const at = timer.position;
      const parent = this.#heap[(at - 1) >> 1];
      if (parent === undefined || before(parent, timer)) return;
      this.#place(timer, parent.position);
      this.#place(parent, at);
    }
  }

  #sink(timer: T): void {
    for (;;) {
      const at = timer.position;
      const left = this.#heap[2 * at + 1];
      const right = this.#heap[2 * at + 2];
      const child = right !== undefined && left !== undefined && before(right, left) ? right : left;
      if (child === undefined || before(timer, child)) return;
      this.#place(timer, child.position);
      this.#place(child, at);
    }
  }
}

function before(a: QueuedTimer, b: QueuedTimer): boolean {
  return a.due < b.due || (a.due === b.due && a.sequence < b.sequence);
}
