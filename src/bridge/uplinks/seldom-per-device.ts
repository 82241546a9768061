const MOST_DEVICES = 10_000;

/** Says for each device at most once in a while that something is due; remembers a bounded number of devices. */
export class SeldomPerDevice {
  readonly #lastAt = new Map<string, number>();
  readonly #everyMs: number;

  constructor(everyMs: number) {
    this.#everyMs = everyMs;
  }

  isDue(devEui: string, now: number): boolean {
    const last = this.#lastAt.get(devEui);
    if (last !== undefined && now - last < this.#everyMs) return false;
    this.#lastAt.delete(devEui);
    this.#lastAt.set(devEui, now);
    if (this.#lastAt.size > MOST_DEVICES) {
      for (const oldest of this.#lastAt.keys()) {
        this.#lastAt.delete(oldest);
        break;
      }
    }
    return true;
  }
}
