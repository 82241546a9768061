import type { Clock } from '../../../src/clock/index.ts';
import { Ring } from '../store/ring.ts';
import type { EntryChange, JournalEntry } from './entry.ts';
import { checksOf, type JournalFilter, type Mismatch } from './filter.ts';

export interface NearMiss {
  readonly entry: JournalEntry;
  /** What kept it from matching, the fewest first. */
  readonly mismatches: readonly Mismatch[];
}

const NEAR_MISSES = 5;

interface Waiter {
  readonly enough: () => boolean;
  readonly resolve: () => void;
}

/** Every request that reached the twin, in a ring; it can be searched, counted and awaited, and says what nearly fitted. */
export class TwinJournal {
  readonly #clock: Clock;
  readonly #ring: Ring<JournalEntry>;
  readonly #waiters = new Set<Waiter>();
  #lastId = 0;

  constructor(clock: Clock, limit: number) {
    this.#clock = clock;
    this.#ring = new Ring(limit);
  }

  get counts() {
    return this.#ring.counts;
  }

  /** Opens an entry; the function returned tells what is learnt of it later. */
  open(entry: Omit<JournalEntry, 'id'>): (change: EntryChange) => void {
    this.#lastId += 1;
    const held = { ...entry, id: this.#lastId };
    this.#ring.push(held);
    return (change) => {
      Object.assign(held, change);
      if (change.state !== undefined) this.#wake();
    };
  }

  all(): JournalEntry[] {
    return [...this.#ring];
  }

  find(filter: JournalFilter = {}): JournalEntry[] {
    const checks = checksOf(filter);
    return this.all().filter((entry) => checks.every((check) => check(entry) === undefined));
  }

  count(filter: JournalFilter = {}): number {
    return this.find(filter).length;
  }

  /**
   * Resolves once the twin is done with `count` requests that match (1 if it isn't said).
   *
   * @param options.withinMs time of the world's clock
   * @throws Error that counts what came and names the near misses, when time is up
   */
  async await(
    { count = 1, ...filter }: JournalFilter & { count?: number },
    { withinMs }: { withinMs: number },
  ): Promise<JournalEntry[]> {
    const done = () => this.find(filter).filter((entry) => entry.state !== 'open');
    if (done().length >= count) return done();
    const name = `journal: ${count} of ${JSON.stringify(filter)}`;
    await this.#clock.wait(
      name,
      new Promise<void>((resolve) => {
        const finish = () => {
          timer.cancel();
          this.#waiters.delete(waiter);
          resolve();
        };
        const waiter = { enough: () => done().length >= count, resolve: finish };
        const timer = this.#clock.timer(`${name}, time is up`, withinMs, finish);
        this.#waiters.add(waiter);
      }),
    );
    const found = done();
    if (found.length >= count) return found;
    throw new Error(`${this.#explain(filter, count, found.length)} within ${withinMs} ms.`);
  }

  /** The requests that fit in most respects, without those that fit altogether. */
  nearMisses(filter: JournalFilter): NearMiss[] {
    const checks = checksOf(filter);
    return this.all()
      .map((entry) => ({ entry, mismatches: checks.flatMap((check) => check(entry) ?? []) }))
      .filter(({ mismatches }) => mismatches.length > 0 && mismatches.length < checks.length)
      .sort((left, right) => left.mismatches.length - right.mismatches.length)
      .slice(0, NEAR_MISSES);
  }

  clear(): void {
    this.#ring.clear();
  }

  #wake(): void {
    for (const waiter of this.#waiters) if (waiter.enough()) waiter.resolve();
  }

  #explain(filter: JournalFilter, wanted: number, found: number): string {
    const near = this.nearMisses(filter).map(({ entry, mismatches }) => {
      const why = mismatches.map(
        ({ field, wanted: asked, found: seen }) =>
          `${field} is ${JSON.stringify(seen)}, not ${JSON.stringify(asked)}`,
      );
      return `  ${entry.method} ${entry.path} → ${entry.status ?? entry.state}: ${why.join('; ')}`;
    });
    const hint = near.length === 0 ? '' : `\nNearest:\n${near.join('\n')}\nThis was waited for`;
    return `The twin saw ${found} of ${wanted} requests that match ${JSON.stringify(filter)}${hint}`;
  }
}
