import type { Clock } from '../../clock/index.ts';
import { createSerial } from '../serial.ts';
import type { Storage } from '../storage/storage.ts';
import { type CommandRecord, commandRecordSchema, keyOf } from './command-record.ts';
import { type CommandEvent, nextState } from './command-state.ts';

/** The commands under way, in memory and durable; it follows what other processes write to the same store. */
export class Ledger {
  readonly #stored;
  readonly #records = new Map<string, CommandRecord>();
  /** Names of records by where their operation lives, and by their correlation id. */
  readonly #byOperation = new Map<string, string>();
  readonly #byCorrelation = new Map<string, string>();
  readonly #turns = new Map<string, ReturnType<typeof createSerial>>();
  readonly #listeners = new Set<() => void>();
  readonly #unwatch: () => void;
  /** Names that changed while the store was being read. */
  #fresh: Set<string> | undefined = new Set();
  readonly loaded: Promise<void>;

  constructor({ storage, clock }: { readonly storage: Storage; readonly clock: Clock }) {
    this.#stored = storage.collection('commands', commandRecordSchema);
    this.#unwatch = this.#stored.watch(({ id, value }) => {
      this.#fresh?.add(id);
      this.#put(id, value);
      for (const listener of [...this.#listeners]) listener();
    });
    this.loaded = clock.activity('load commands', () => this.#load());
    // Whoever waits for it is told of a failure; before that nobody is there to hear of it.
    this.loaded.catch(() => {});
  }

  async #load(): Promise<void> {
    for (const { id, value } of await this.#stored.list()) {
      if (this.#fresh?.has(id) !== true) this.#put(id, value);
    }
    this.#fresh = undefined;
  }

  #put(key: string, record: CommandRecord | undefined): void {
    const before = this.#records.get(key);
    if (before !== undefined) {
      this.#byOperation.delete(operationOf(before));
      this.#byCorrelation.delete(before.downlink.correlationId);
    }
    if (record === undefined) {
      this.#records.delete(key);
      return;
    }
    this.#records.set(key, record);
    this.#byOperation.set(operationOf(record), key);
    this.#byCorrelation.set(record.downlink.correlationId, key);
  }

  close(): void {
    this.#unwatch();
  }

  /** In the order in which they were taken. */
  all(): readonly CommandRecord[] {
    return [...this.#records.values()];
  }

  of(connectionId: string): readonly CommandRecord[] {
    return this.all().filter((record) => record.connectionId === connectionId);
  }

  find(key: string): CommandRecord | undefined {
    return this.#records.get(key);
  }

  /** Whether any connection has taken the operation. */
  knows(platform: string, operationId: string): boolean {
    return this.#byOperation.has(operationOf({ platform, operationId }));
  }

  byCorrelation(correlationId: string): CommandRecord | undefined {
    return this.#records.get(this.#byCorrelation.get(correlationId) ?? '');
  }

  async add(record: CommandRecord): Promise<void> {
    await this.#stored.put(keyOf(record), record);
  }

  /** Carries an event out; gives the record as it is then, or undefined where nothing changed. */
  apply(key: string, event: CommandEvent): Promise<CommandRecord | undefined> {
    return this.#inTurn(key, async () => {
      const before = this.#records.get(key);
      const state = before && nextState(before.state, event);
      if (before === undefined || state === undefined) return undefined;
      const after = { ...before, state };
      await this.#stored.put(key, after);
      return after;
    });
  }

  remove(key: string): Promise<void> {
    return this.#inTurn(key, async () => {
      await this.#stored.delete(key);
      this.#turns.delete(key);
    });
  }

  /** Calls `listener` after each change until the returned function is called. */
  watch(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #inTurn<T>(key: string, work: () => Promise<T>): Promise<T> {
    const serial = this.#turns.get(key) ?? createSerial();
    this.#turns.set(key, serial);
    return serial(work);
  }
}

function operationOf({ platform, operationId }: Pick<CommandRecord, 'platform' | 'operationId'>): string {
  return `${platform} ${operationId}`;
}
