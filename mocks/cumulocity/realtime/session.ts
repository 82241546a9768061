import type { Clock } from '../../../src/clock/index.ts';
import type { ServerMessage } from './message.ts';

/** "A set interval, defaulting to 2 hours" (Cumulocity OpenAPI, *Real-time notification API*). */
const IDLE_MS = 2 * 3_600_000;

export interface SessionLimits {
  /** Messages that wait for a client that doesn't poll; the oldest go first. */
  readonly backlog: number;
  /** Milliseconds for which a message waits. */
  readonly bufferMs: number;
}

/** Who speaks: a user that signed in. */
export interface Speaker {
  readonly tenantId: string;
  readonly userName: string;
  readonly permissions: ReadonlySet<string>;
}

/** One Bayeux client: what it subscribed to, and what waits for it. */
export class Session {
  readonly id: string;
  readonly owner: Speaker;
  readonly channels = new Set<string>();
  dropped = 0;
  readonly #clock: Clock;
  readonly #limits: SessionLimits;
  #waiting: { at: number; message: ServerMessage }[] = [];
  #wake: (() => void) | undefined;
  #send: ((message: ServerMessage) => void) | undefined;
  #seen: number;

  constructor(id: string, owner: Speaker, clock: Clock, limits: SessionLimits) {
    this.id = id;
    this.owner = owner;
    this.#clock = clock;
    this.#limits = limits;
    this.#seen = clock.now();
  }

  /** Idle is who has neither polled nor got a message for two hours. */
  get idle(): boolean {
    return this.#wake === undefined && this.#clock.now() - this.#seen > IDLE_MS;
  }

  get hasMessages(): boolean {
    return this.#waiting.length > 0;
  }

  /** From now on messages go out as they come. @returns ends that */
  attach(send: (message: ServerMessage) => void): () => void {
    this.#send = send;
    for (const message of this.take()) send(message);
    return () => {
      if (this.#send === send) this.#send = undefined;
    };
  }

  deliver(message: ServerMessage): void {
    if (this.#send !== undefined) {
      this.#seen = this.#clock.now();
      this.#send(message);
      return;
    }
    this.#waiting.push({ at: this.#clock.now(), message });
    if (this.#waiting.length > this.#limits.backlog) {
      this.#waiting.shift();
      this.dropped += 1;
    }
    this.#wake?.();
  }

  /** What waits, less what has waited too long. */
  take(): ServerMessage[] {
    const now = this.#clock.now();
    const fresh = this.#waiting.filter(({ at }) => now - at <= this.#limits.bufferMs);
    this.dropped += this.#waiting.length - fresh.length;
    this.#waiting = [];
    this.#seen = now;
    return fresh.map(({ message }) => message);
  }

  /**
   * Resolves with the next message, after `ms`, when the session ends or another poll takes this one's place, or when
   * the signal aborts.
   */
  poll(ms: number, signal: AbortSignal): Promise<void> {
    this.#wake?.();
    this.#seen = this.#clock.now();
    return new Promise((resolve) => {
      const done = () => {
        timer.cancel();
        signal.removeEventListener('abort', done);
        if (this.#wake === done) this.#wake = undefined;
        this.#seen = this.#clock.now();
        resolve();
      };
      const timer = this.#clock.timer('realtime poll without messages', Math.min(ms, IDLE_MS), done);
      this.#wake = done;
      signal.addEventListener('abort', done, { once: true });
      if (signal.aborted) done();
    });
  }

  end(): void {
    this.#wake?.();
    this.#send = undefined;
    this.#waiting = [];
  }
}
