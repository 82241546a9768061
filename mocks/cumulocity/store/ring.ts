/** The last `limit` items, the oldest first. */
export class Ring<T> {
  readonly #limit: number;
  #items: T[] = [];
  #head = 0;
  #added = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  get counts(): { held: number; added: number; dropped: number } {
    const held = this.#items.length - this.#head;
    return { held, added: this.#added, dropped: this.#added - held };
  }

  push(item: T): void {
    this.#items.push(item);
    this.#added += 1;
    if (this.#items.length - this.#head > this.#limit) this.#head += 1;
    if (this.#head > this.#limit) {
      this.#items = this.#items.slice(this.#head);
      this.#head = 0;
    }
  }

  *[Symbol.iterator](): Generator<T> {
    for (let index = this.#head; index < this.#items.length; index += 1) {
      const item = this.#items[index];
      if (item !== undefined) yield item;
    }
  }

  clear(): void {
    this.#items = [];
    this.#head = 0;
    this.#added = 0;
  }
}
