import type { Clock, Timer } from '../../../clock/index.ts';
import type { Logger } from '../../logger.ts';
import type { AppendLog } from '../../storage/storage.ts';
import type { RoutedUplink } from '../uplink-log.ts';
import { type Backlog, SKIP_UNSTORED } from './backlog.ts';

export interface CaretakerDeps {
  readonly connectionId: string;
  readonly clock: Clock;
  readonly log: AppendLog<RoutedUplink>;
  readonly logger: Logger;
  readonly limits: { readonly retentionMs: number };
}

/** What overflows while nobody delivers is let go of together, so that a full backlog is no event an uplink. */
const OVERFLOW_EVERY_MS = 60_000;

/**
 * Looks after a backlog while nobody delivers it: its connection is stopped, inactive or without its platform. What
 * comes meanwhile costs a comparison; a timer runs only while something waits.
 */
export class Caretaker {
  readonly #deps: CaretakerDeps;
  readonly #backlog: Backlog;
  #unwatch: (() => void) | undefined;
  #due: Timer | undefined;
  #overflow: Timer | undefined;
  /** When the oldest that waits was received; undefined: nothing was found waiting. */
  #head: number | undefined;
  #sweeping: Promise<void> | undefined;

  constructor(deps: CaretakerDeps, backlog: Backlog) {
    this.#deps = deps;
    this.#backlog = backlog;
  }

  /** Nobody delivers from now on. */
  begin(): void {
    this.#unwatch ??= this.#deps.log.watch(() => this.#appended());
    this.#sweep();
  }

  /** Somebody delivers; resolves when the backlog is let alone. */
  async end(): Promise<void> {
    this.#unwatch?.();
    this.#unwatch = undefined;
    this.#cancel();
    await this.#sweeping;
    this.#cancel();
  }

  #cancel(): void {
    this.#due?.cancel();
    this.#overflow?.cancel();
    this.#due = undefined;
    this.#overflow = undefined;
  }

  #appended(): void {
    const { clock, connectionId, limits } = this.#deps;
    if (this.#backlog.mayOverflow()) {
      this.#overflow ??= clock.timer(`quota of connection ${connectionId}`, OVERFLOW_EVERY_MS, () => {
        this.#overflow = undefined;
        this.#sweep();
      });
    } else if (this.#head === undefined && this.#backlog.ahead() >= SKIP_UNSTORED) this.#sweep();
    // Whether it is for this connection is seen when it would be due.
    this.#due ??= this.#sweepAt(clock.now() + limits.retentionMs);
  }

  #sweepAt(at: number): Timer {
    const { clock, connectionId } = this.#deps;
    return clock.timer(`retention of connection ${connectionId}`, Math.max(0, at - clock.now()), () => {
      this.#due = undefined;
      this.#sweep();
    });
  }

  /** One at a time; what comes meanwhile is seen by the timers. */
  #sweep(): void {
    if (this.#sweeping !== undefined) return;
    const { clock, connectionId, logger, limits } = this.#deps;
    this.#sweeping = clock.activity(`sweep the backlog of connection ${connectionId}`, async () => {
      try {
        this.#head = await this.#backlog.sweep();
        this.#due?.cancel();
        // What was appended during the sweep can't be due before one that is appended now.
        const oldest = this.#head ?? (this.#backlog.ahead() > 0 ? clock.now() : undefined);
        this.#due = oldest === undefined ? undefined : this.#sweepAt(oldest + limits.retentionMs);
      } catch (error) {
        // The store fails: whoever delivers next meets it and tells it on the connection.
        logger.error({ connectionId, error: String(error) }, 'what waits could not be looked through');
      } finally {
        this.#sweeping = undefined;
      }
    });
  }
}
