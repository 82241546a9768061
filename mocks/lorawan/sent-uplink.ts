import type { EpochMs } from '../../src/clock/index.ts';
import type { DevEui, Measured } from './devices/index.ts';

/** An uplink that the network took and published, and the truth about it. */
export interface SentUplink {
  readonly devEui: DevEui;
  /** 8 upper-case hexadecimal digits. */
  readonly devAddr: string;
  readonly fCntUp: number;
  /** When the base station heard it. */
  readonly at: EpochMs;
  /** null for a frame without a port. */
  readonly fPort: number | null;
  readonly payloadHex: string;
  readonly mic: string;
  /** What the device measured, in the steps of its format; undefined when raw bytes were sent. */
  readonly values: Measured | undefined;
  /** The document as published: in the device's flavour, altered where that was asked for. */
  readonly document: unknown;
}

/** Remembers the latest uplinks, so many at most. */
export class SentUplinks {
  readonly #most: number;
  readonly #watchers = new Set<(uplink: SentUplink) => void>();
  #uplinks: SentUplink[] = [];

  constructor(most: number) {
    this.#most = most;
  }

  add(uplink: SentUplink): void {
    this.#uplinks.push(uplink);
    // Cut in bulk: taking one from the front each time would move all the others.
    if (this.#uplinks.length >= 2 * this.#most) this.#uplinks = this.#uplinks.slice(-this.#most);
    for (const tell of this.#watchers) tell(uplink);
  }

  watch(onSent: (uplink: SentUplink) => void): () => void {
    this.#watchers.add(onSent);
    return () => void this.#watchers.delete(onSent);
  }

  all(): readonly SentUplink[] {
    return this.#uplinks.slice(-this.#most);
  }
}
