/**
 * A map that forgets what was not used for long: it holds at least the `least` entries that were used last, and at most twice
 * as many, in two generations. Whoever moves each used entry to the end of one `Map` instead leaves a hole at its beginning,
 * and every look for the oldest entry walks over all of them: a cost that grows with the entries.
 */
export class RecentMap<K, V> {
  readonly #least: number;
  #younger = new Map<K, V>();
  #older = new Map<K, V>();

  constructor(least: number) {
    this.#least = least;
  }

  /** What stands there, without counting as a use. */
  peek(key: K): V | undefined {
    return this.#younger.get(key) ?? this.#older.get(key);
  }

  get(key: K): V | undefined {
    const value = this.#younger.get(key);
    if (value !== undefined) return value;
    const old = this.#older.get(key);
    if (old !== undefined) this.set(key, old);
    return old;
  }

  set(key: K, value: V): void {
    if (this.#younger.size >= this.#least && !this.#younger.has(key)) {
      this.#older = this.#younger;
      this.#younger = new Map();
    }
    this.#younger.set(key, value);
  }

  delete(key: K): void {
    this.#younger.delete(key);
    this.#older.delete(key);
  }

  clear(): void {
    this.#younger.clear();
    this.#older.clear();
  }
}
