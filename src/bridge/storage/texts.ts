import type { RecentValues } from './recent-values.ts';
import type { Change, Position } from './storage.ts';

/** A collection below its types: JSON texts by id. Reading is from memory, writing resolves once durable. */
export interface TextCollection {
  get(id: string): string | undefined;
  entries(): Iterable<readonly [id: string, text: string]>;
  put(id: string, text: string): Promise<void>;
  delete(id: string): Promise<boolean>;
  watch(onChange: (change: Change<string>) => void): () => void;
}

export interface TextEntry {
  readonly position: Position;
  readonly text: string;
}

/** A log below its types. */
export interface TextLog {
  append(texts: readonly string[]): Promise<Position>;
  read(after: Position, limit: number): Promise<readonly TextEntry[]>;
  end(): Position;
  trim(position: Position): Promise<void>;
  watch(onAppend: () => void): () => void;
  /** Shared by all who use the log. */
  readonly recent: RecentValues;
}

/** Those who watch one thing, told in the order in which they came. */
export class Watchers<T> {
  readonly #watchers = new Set<(told: T) => void>();

  add(watcher: (told: T) => void): () => void {
    const own = (told: T) => watcher(told);
    this.#watchers.add(own);
    return () => this.#watchers.delete(own);
  }

  tell(told: T): void {
    for (const watcher of [...this.#watchers]) watcher(told);
  }
}
