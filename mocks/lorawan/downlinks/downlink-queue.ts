import type { EpochMs } from '../../../src/clock/index.ts';
import type { DownlinkRequest } from './downlink-document.ts';

/** A downlink that waits for its device, or for the device's acknowledgement. */
export interface QueuedDownlink {
  readonly request: DownlinkRequest;
  /** How often it was on air. */
  readonly tries: number;
}

class Entry implements QueuedDownlink {
  readonly request: DownlinkRequest;
  tries = 0;

  constructor(request: DownlinkRequest) {
    this.request = request;
  }
}

/** What an uplink told about the confirmed downlink that was on air before it. */
export interface Settled {
  readonly downlink: QueuedDownlink;
  readonly outcome: 'acknowledged' | 'given-up';
}

/**
 * The downlinks of one device, first come first served. An unconfirmed one leaves when it goes on air; a confirmed one
 * when the device acknowledges it or its tries are used up, and until then those behind it wait.
 */
export class DownlinkQueue {
  readonly #tries: number;
  #entries: Entry[] = [];

  /** `tries`: how often a confirmed downlink goes on air at most. */
  constructor(tries: number) {
    this.#tries = tries;
  }

  get size(): number {
    return this.#entries.length;
  }

  /** Puts a downlink at the end; with `flush` it throws all others away and returns them. */
  add(request: DownlinkRequest): {
    readonly downlink: QueuedDownlink;
    readonly flushed: readonly QueuedDownlink[];
  } {
    const flushed = request.flush ? this.#entries : [];
    if (request.flush) this.#entries = [];
    const downlink = new Entry(request);
    this.#entries.push(downlink);
    return { downlink, flushed };
  }

  /** Throws away, and returns, what was to go before `now` and has not been on air. */
  expire(now: EpochMs): readonly QueuedDownlink[] {
    const isOver = ({ request, tries }: Entry) =>
      tries === 0 && request.validUntil !== undefined && request.validUntil <= now;
    const expired = this.#entries.filter(isOver);
    if (expired.length > 0) this.#entries = this.#entries.filter((entry) => !isOver(entry));
    return expired;
  }

  /** When the first of those that wait is to be thrown away. */
  nextExpiry(): EpochMs | undefined {
    const ends = this.#entries.flatMap(({ request, tries }) =>
      tries === 0 ? (request.validUntil ?? []) : [],
    );
    return ends.length === 0 ? undefined : Math.min(...ends);
  }

  /** All, the next one first. */
  all(): readonly QueuedDownlink[] {
    return this.#entries;
  }

  /** What is to go next. */
  next(): QueuedDownlink | undefined {
    return this.#entries[0];
  }

  /** The next one went on air. */
  wentOnAir(): void {
    const [first] = this.#entries;
    if (first === undefined) return;
    first.tries += 1;
    if (!first.request.confirmed) this.#entries.shift();
  }

  /** The next one can't go: it is thrown away. */
  drop(): void {
    this.#entries.shift();
  }

  /** The device was heard, with or without an acknowledgement. */
  deviceHeard(acknowledges: boolean): Settled | undefined {
    const [first] = this.#entries;
    if (first === undefined || first.tries === 0) return undefined;
    if (!acknowledges && first.tries < this.#tries) return undefined;
    this.#entries.shift();
    return { downlink: first, outcome: acknowledges ? 'acknowledged' : 'given-up' };
  }
}
