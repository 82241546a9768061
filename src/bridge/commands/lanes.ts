import type { Clock } from '../../clock/index.ts';
import { SignalFlag } from '../uplinks/delivery/signal-flag.ts';

export interface LanesOptions<T> {
  readonly clock: Clock;
  /** Lanes at work at the same time. */
  readonly parallel: number;
  readonly work: (item: T) => Promise<void>;
}

/** Work in order within a lane (a device), side by side over lanes. */
export class Lanes<T> {
  readonly #options: LanesOptions<T>;
  readonly #waiting = new Map<string, T[]>();
  readonly #busy = new Set<string>();
  readonly #wake = new SignalFlag();
  #failed: { readonly error: unknown } | undefined;

  constructor(options: LanesOptions<T>) {
    this.#options = options;
  }

  push(lane: string, item: T): void {
    const items = this.#waiting.get(lane);
    if (items === undefined) this.#waiting.set(lane, [item]);
    else items.push(item);
    this.#wake.raise();
  }

  /** Works until the signal aborts or a piece of work fails, which is thrown when the others have ended. */
  async run(signal: AbortSignal): Promise<void> {
    const { clock, parallel } = this.#options;
    const raise = () => this.#wake.raise();
    signal.addEventListener('abort', raise);
    try {
      for (;;) {
        const over = signal.aborted || this.#failed !== undefined;
        if (over && this.#busy.size === 0) break;
        if (!over) this.#start(parallel - this.#busy.size);
        await clock.wait('commands to send', this.#wake.next());
      }
    } finally {
      signal.removeEventListener('abort', raise);
    }
    if (this.#failed !== undefined) throw this.#failed.error;
  }

  #start(most: number): void {
    let left = most;
    for (const lane of this.#waiting.keys()) {
      if (left <= 0) return;
      if (this.#busy.has(lane)) continue;
      left -= 1;
      this.#startLane(lane);
    }
  }

  #startLane(lane: string): void {
    const item = this.#waiting.get(lane)?.shift();
    if (item === undefined) {
      this.#waiting.delete(lane);
      return;
    }
    this.#busy.add(lane);
    this.#options.clock
      .activity(`command for ${lane}`, () => this.#options.work(item))
      .catch((error: unknown) => {
        this.#failed ??= { error };
      })
      .finally(() => {
        this.#busy.delete(lane);
        if (this.#waiting.get(lane)?.length === 0) this.#waiting.delete(lane);
        this.#wake.raise();
      });
  }
}
