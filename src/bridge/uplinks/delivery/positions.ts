import { z } from 'zod';
import type { Clock } from '../../../clock/index.ts';
import type { AppendLog, Collection, Position, Storage } from '../../storage/storage.ts';
import type { RoutedUplink } from '../uplink-log.ts';
import type { LowWater } from './log-room.ts';

const positionSchema = z.object({ position: z.number().int().nonnegative() });

/** The log is trimmed after this many entries at once: often enough to stay small, seldom enough to cost nothing. */
const TRIM_EVERY = 1000;
/** So many that all have passed are let go of at once: it means a copy of what stays. */
const RELEASE_EVERY = 500;

export interface PositionsOptions {
  readonly storage: Storage;
  readonly log: AppendLog<RoutedUplink>;
  /** Entries that stay in the log although all connections are past them. */
  readonly keepEntries: number;
  readonly clock: Clock;
  /** Told where the slowest connection is, whenever one has moved, come or gone. */
  readonly onLowWater?: (low: LowWater) => void;
}

/**
 * A position that no connection has claimed for so long after the start belongs to one that was deleted just when the
 * bridge was stopped: it holds the log no longer.
 */
const CLAIM_WITHIN_MS = 600_000;

/** Up to where each connection has delivered: low-water marks, durable, and what the log is trimmed by. */
export class Positions {
  readonly #collection: Collection<z.infer<typeof positionSchema>>;
  readonly #options: PositionsOptions;
  #known: Promise<Map<string, Position>> | undefined;
  readonly #claimed = new Set<string>();
  /** New ones that hold the log, but could not be stored yet. */
  readonly #unstored = new Set<string>();
  readonly #startedAt: number;
  #trimmed = 0;
  #released = 0;

  constructor(options: PositionsOptions) {
    this.#options = options;
    this.#startedAt = options.clock.now();
    this.#collection = options.storage.collection('delivery-positions', positionSchema);
    // Whoever asks for a position is told of a failure; before that nobody is there to hear of it.
    this.#read().catch(() => {});
  }

  /** What is stored, read once; after a failure whoever asks next tries again. */
  #read(): Promise<Map<string, Position>> {
    this.#known ??= this.#collection.list().then(
      (entries) => new Map(entries.map(({ id, value }) => [id, value.position])),
      (error: unknown) => {
        this.#known = undefined;
        throw error;
      },
    );
    return this.#known;
  }

  /** The connection's position; a new connection begins at `initial`. */
  async load(
    connectionId: string,
    initial: Position,
  ): Promise<{ readonly position: Position; readonly isNew: boolean }> {
    this.#claimed.add(connectionId);
    const known = await this.#read();
    const stored = known.get(connectionId);
    if (stored !== undefined && !this.#unstored.has(connectionId)) {
      this.#tellLowest(await this.#held());
      return { position: stored, isNew: false };
    }
    this.#unstored.add(connectionId);
    const position = stored ?? initial;
    await this.move(connectionId, position);
    this.#unstored.delete(connectionId);
    return { position, isNew: true };
  }

  async move(connectionId: string, position: Position): Promise<void> {
    (await this.#read()).set(connectionId, position);
    await this.#collection.put(connectionId, { position });
    await this.#trim();
  }

  async drop(connectionId: string): Promise<void> {
    this.#claimed.delete(connectionId);
    this.#unstored.delete(connectionId);
    (await this.#read()).delete(connectionId);
    await this.#collection.delete(connectionId);
    await this.#trim();
  }

  async #trim(): Promise<void> {
    const { log, keepEntries } = this.#options;
    const held = await this.#held();
    this.#tellLowest(held);
    const passed = Math.min(log.end(), ...held.map(({ position }) => position));
    // What is kept at hand for readers that are all past it only ages, and the older it is the more it costs to let go.
    if (passed - this.#released >= RELEASE_EVERY) {
      this.#released = passed;
      log.release(passed);
    }
    const upTo = Math.min(log.end() - keepEntries, passed);
    if (upTo - this.#trimmed < TRIM_EVERY) return;
    this.#trimmed = upTo;
    await log.trim(upTo);
  }

  /** The positions that hold the log. */
  async #held(): Promise<readonly LowWater[]> {
    const mayBeOrphans = this.#options.clock.now() - this.#startedAt > CLAIM_WITHIN_MS;
    return [...(await this.#read())].flatMap(([connectionId, position]) =>
      mayBeOrphans && !this.#claimed.has(connectionId) ? [] : [{ connectionId, position }],
    );
  }

  #tellLowest(held: readonly LowWater[]): void {
    const { onLowWater, log } = this.#options;
    if (onLowWater === undefined) return;
    onLowWater(
      held.reduce((lowest, one) => (one.position < lowest.position ? one : lowest), {
        connectionId: '',
        position: log.end(),
      }),
    );
  }
}
