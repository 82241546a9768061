/** A platform that asks to slow down without saying for how long is left alone so long at first, then twice as long. */
const FIRST_REST_MS = 500;
const LONGEST_OWN_REST_MS = 60_000;

/**
 * How fast a connection may go. A platform that says 429 is there and works: the connection as a whole rests, and the
 * link stays open (RFC 6585, section 4). One a connection: the others go on.
 */
export class Pace {
  #until = 0;
  #own = 0;

  /** The platform asked to slow down; `afterMs` is its own `Retry-After`. Requests that were under way count once. */
  slowDown(now: number, afterMs: number): void {
    if (now >= this.#until) {
      // Asked again so soon, it was too little; after a while of peace it begins anew.
      const isSoon = now - this.#until <= this.#own;
      this.#own = isSoon ? Math.min(LONGEST_OWN_REST_MS, 2 * this.#own || FIRST_REST_MS) : FIRST_REST_MS;
    }
    this.#until = Math.max(this.#until, now + Math.max(this.#own, afterMs));
  }

  /** How long nothing may be sent, in milliseconds. */
  restMs(now: number): number {
    return Math.max(0, this.#until - now);
  }
}
