import type { Clock } from '../../clock/index.ts';
import { createSerial } from '../serial.ts';
import type { Storage } from '../storage/storage.ts';
import { type CommandRecord, commandRecordSchema, keyOf } from './command-record.ts';
import { type CommandEvent, nextState } from './command-state.ts';

/** The commands under way, in memory and durable; it follows what other processes write to the same store. */
export class Ledger {
  readonly #stored;
  readonly #records = new Map<string, CommandRecord>();
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
      if (value === undefined) this.#records.delete(id);
      else this.#records.set(id, value);
      for (const listener of [...this.#listeners]) listener();
    });
    this.loaded = clock.activity('load commands', () => this.#load());
    // Whoever waits for it is told of a failure; before that nobody is there to hear of it.
    this.loaded.catch(() => {});
  }

  async #load(): Promise<void> {
    for (const { id, value } of await this.#stored.list()) {
      if (this.#fresh?.has(id) !== true) this.#records.set(id, value);
    }
    this.#fresh = undefined;
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
