import { StorageError } from './errors.ts';
import { RecentValues } from './recent-values.ts';
import type { Storage } from './storage.ts';
import { type TextCollection, type TextEntry, type TextLog, Watchers } from './texts.ts';
import { typedCollection, typedLog } from './typed.ts';

/** A store without a disk. What it holds outlives a handle: `reopened()` stands for the next process. */
export interface MemoryStorage extends Storage {
  /** Closes this handle at once, as the end of a process does, and gives a new one over the same data. */
  reopened(): MemoryStorage;
}

interface LogData {
  readonly entries: TextEntry[];
  end: number;
}

interface Data {
  readonly collections: Map<string, Map<string, string>>;
  readonly logs: Map<string, LogData>;
}

/** Creates an empty store in memory. Values are kept as JSON text, so that nobody shares an object with a collection. */
export function createMemoryStorage(): MemoryStorage {
  return open({ collections: new Map(), logs: new Map() });
}

function open(data: Data): MemoryStorage {
  let closed = false;
  const guard = () => {
    if (closed) throw new StorageError('store-closed', 'The store in memory is closed');
  };
  const collections = new Map<string, TextCollection>();
  const logs = new Map<string, TextLog>();
  return {
    collection(name, schema) {
      const entries = getOrAdd(data.collections, name, () => new Map<string, string>());
      return typedCollection(
        name,
        getOrAdd(collections, name, () => memoryCollection(entries, guard)),
        schema,
      );
    },
    log(name, form) {
      const log = getOrAdd(data.logs, name, (): LogData => ({ entries: [], end: 0 }));
      return typedLog(
        name,
        getOrAdd(logs, name, () => memoryLog(log, guard)),
        form,
      );
    },
    async close() {
      closed = true;
    },
    reopened() {
      closed = true;
      return open(data);
    },
  };
}

function memoryCollection(entries: Map<string, string>, guard: () => void): TextCollection {
  const watchers = new Watchers<{ readonly id: string; readonly value?: string }>();
  return {
    get: (id) => entries.get(id),
    entries: () => entries,
    async put(id, text) {
      guard();
      entries.set(id, text);
      watchers.tell({ id, value: text });
    },
    async delete(id) {
      guard();
      const existed = entries.delete(id);
      if (existed) watchers.tell({ id });
      return existed;
    },
    watch: (onChange) => watchers.add(onChange),
  };
}

function memoryLog(log: LogData, guard: () => void): TextLog {
  const watchers = new Watchers<void>();
  return {
    async append(texts) {
      guard();
      for (const text of texts) {
        log.end += 1;
        log.entries.push({ position: log.end, text });
      }
      if (texts.length > 0) watchers.tell();
      return log.end;
    },
    async read(after, limit) {
      guard();
      const first = log.entries[0]?.position ?? 1;
      const from = Math.max(0, after + 1 - first);
      return log.entries.slice(from, from + limit);
    },
    end: () => log.end,
    async trim(position) {
      guard();
      const first = log.entries[0]?.position ?? 1;
      log.entries.splice(0, Math.max(0, position + 1 - first));
    },
    watch: (onAppend) => watchers.add(onAppend),
    recent: new RecentValues(),
  };
}

function getOrAdd<V>(map: Map<string, V>, name: string, make: () => V): V {
  const found = map.get(name);
  if (found !== undefined) return found;
  const made = make();
  map.set(name, made);
  return made;
}
