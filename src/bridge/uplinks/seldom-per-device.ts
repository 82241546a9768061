import { RecentMap } from '../recent-map.ts';

const REMEMBERED = 10_000;

/** Says for each device at most once in a while that something is due; remembers a bounded number of devices. */
export class SeldomPerDevice {
  readonly #lastAt = new RecentMap<string, number>(REMEMBERED);
  readonly #everyMs: number;

  constructor(everyMs: number) {
    this.#everyMs = everyMs;
  }

  isDue(devEui: string, now: number): boolean {
    const last = this.#lastAt.get(devEui);
    if (last !== undefined && now - last < this.#everyMs) return false;
    this.#lastAt.set(devEui, now);
    return true;
  }
}
