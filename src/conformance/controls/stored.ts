import type { BridgeParts } from '../../bridge/index.ts';

type Storage = BridgeParts['storage'];

/** What becomes of the entries of one collection; undefined: there is none of that id. */
export interface StoredChange {
  /** What is found of what stands in the store. */
  read?(value: unknown, id: string): unknown;
  /** Told of each entry that is put. */
  onPut?(id: string): void;
  /** Told of each entry that is deleted. */
  onDelete?(id: string): void;
}

/** A store of which one collection is read otherwise than it was written; what is read must still fit its schema. */
export function changeStored(storage: Storage, collection: string, change: StoredChange): Storage {
  return {
    log: (name, form) => storage.log(name, form),
    close: () => storage.close(),
    collection(name, schema) {
      const stored = storage.collection(name, schema);
      if (name !== collection) return stored;
      const read = (value: unknown, id: string) => {
        const found = change.read === undefined ? value : change.read(value, id);
        return found === undefined ? undefined : schema.parse(found);
      };
      return {
        get: async (id) => read(await stored.get(id), id),
        list: async () =>
          (await stored.list()).flatMap((entry) => {
            const value = read(entry.value, entry.id);
            return value === undefined ? [] : [{ ...entry, value }];
          }),
        async put(id, value) {
          change.onPut?.(id);
          await stored.put(id, value);
        },
        async delete(id) {
          change.onDelete?.(id);
          return stored.delete(id);
        },
        watch: (onChange) => stored.watch(onChange),
      };
    },
  };
}
