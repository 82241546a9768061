import type { Clock } from '../../clock/index.ts';
import type { Operation } from '../cumulocity/operations.ts';
import { SignalFlag } from '../uplinks/delivery/signal-flag.ts';
import { aborted } from './asking.ts';
import type { Identity } from './identities.ts';

/** An operation, and which device it is for. */
export interface FoundOperation {
  readonly operation: Operation;
  readonly identity: Identity;
}

/** One link among those that hear of the same operations. */
export interface Member {
  readonly signal: AbortSignal;
  /** Takes what was found; cheap, for each member is told of each operation. */
  take(found: FoundOperation): void;
  /** Another one listens for this link: it has to look for itself what there was before. */
  follow(): void;
  /** Listens for all until its signal aborts or it fails. */
  lead(tell: (found: FoundOperation) => void): Promise<never>;
}

/**
 * Links with one account at one platform share one listener: a user may have ten realtime clients at most (Cumulocity
 * OpenAPI, Handshake), and hundreds of polls would bring the same operations hundreds of times.
 */
export class Hub {
  readonly #clock: Clock;
  readonly #groups = new Map<string, { readonly member: Member; readonly wake: SignalFlag }[]>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Keeps a link hearing of operations; never returns. `account` says who shares. */
  async run(account: string, member: Member): Promise<never> {
    const group = this.#groups.get(account) ?? [];
    this.#groups.set(account, group);
    const own = { member, wake: new SignalFlag() };
    group.push(own);
    const raise = () => own.wake.raise();
    member.signal.addEventListener('abort', raise);
    try {
      if (group[0] !== own) member.follow();
      while (group[0] !== own && !member.signal.aborted) {
        await this.#clock.wait('operations that another connection hears of', own.wake.next());
      }
      if (member.signal.aborted) throw aborted();
      return await member.lead((found) => {
        for (const other of group) other.member.take(found);
      });
    } finally {
      member.signal.removeEventListener('abort', raise);
      group.splice(group.indexOf(own), 1);
      if (group.length === 0) this.#groups.delete(account);
      // The next one takes over.
      group[0]?.wake.raise();
    }
  }
}
