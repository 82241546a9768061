import type { EpochMs } from '../../clock/index.ts';
import type { ReconnectPolicy, ReconnectStrategy } from './reconnect-policy.ts';

/** Where a connection that is down stands in its strategy: since when, and which attempt is the next. */
export class RetryPlan {
  readonly #policy: ReconnectPolicy;
  #lostAt: EpochMs | undefined;
  #attempt = 0;

  constructor(policy: ReconnectPolicy) {
    this.#policy = policy;
  }

  /** The connection is up, or a person takes it in hand: the next loss begins anew. Messages never do this. */
  reset(): void {
    this.#lostAt = undefined;
    this.#attempt = 0;
  }

  /** When the next attempt is due; undefined: the strategy has given up. */
  next(strategy: ReconnectStrategy, now: EpochMs): EpochMs | undefined {
    this.#lostAt ??= now;
    for (;;) {
      this.#attempt += 1;
      const offset = this.#policy.offset(strategy, this.#attempt);
      if (offset === undefined) return undefined;
      // An attempt that took longer than the interval leaves out those that it overlapped.
      if (this.#lostAt + offset > now) return this.#lostAt + offset;
    }
  }
}
