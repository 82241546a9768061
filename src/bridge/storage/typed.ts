import type { z } from 'zod';
import { StorageError } from './errors.ts';
import type { AppendLog, Collection, LogEntry, Position } from './storage.ts';
import type { TextCollection, TextLog } from './texts.ts';

/** How many of the last entries of a log are kept as values: readers are mostly close behind the writer. */
const RECENT = 4096;

/** Gives a collection of texts its type: what is read has passed the schema. */
export function typedCollection<T>(name: string, texts: TextCollection, schema: z.ZodType<T>): Collection<T> {
  const read = (id: string, text: string) => parse(schema, text, `entry ${id} of ${name}`);
  return {
    async get(id) {
      const text = texts.get(id);
      return text === undefined ? undefined : read(id, text);
    },
    async list() {
      return Array.from(texts.entries(), ([id, text]) => ({ id, value: read(id, text) }));
    },
    put: (id, value) => texts.put(id, JSON.stringify(value)),
    delete: (id) => texts.delete(id),
    watch: (onChange) =>
      texts.watch(({ id, value }) => onChange(value === undefined ? { id } : { id, value: read(id, value) })),
  };
}

/** Gives a log of texts its type. Values are immutable by agreement: a reader may be handed the one that was appended. */
export function typedLog<T>(name: string, texts: TextLog, schema: z.ZodType<T>): AppendLog<T> {
  const recent: LogEntry<T>[] = [];
  const remember = (last: Position, values: readonly T[]) => {
    const first = last - values.length + 1;
    // Two appends that share a commit may resolve in either order: keep the run unbroken or start it anew.
    if (recent.at(-1)?.position !== first - 1) recent.length = 0;
    values.forEach((value, index) => {
      recent.push({ position: first + index, value });
    });
    if (recent.length > 2 * RECENT) recent.splice(0, recent.length - RECENT);
  };
  return {
    async append(values) {
      const last = await texts.append(values.map((value) => JSON.stringify(value)));
      remember(last, values);
      return last;
    },
    async read(after, limit) {
      const first = recent[0]?.position;
      if (first !== undefined && after + 1 >= first && recent.at(-1)?.position === texts.end()) {
        return recent.slice(after + 1 - first, after + 1 - first + limit);
      }
      const entries = await texts.read(after, limit);
      return entries.map(({ position, text }) => ({
        position,
        value: parse(schema, text, `entry ${position} of ${name}`),
      }));
    },
    end: () => texts.end(),
    async trim(position) {
      await texts.trim(position);
      const kept = recent.findIndex((entry) => entry.position > position);
      recent.splice(0, kept === -1 ? recent.length : kept);
    },
    watch: (onAppend) => texts.watch(onAppend),
  };
}

function parse<T>(schema: z.ZodType<T>, text: string, what: string): T {
  const parsed = schema.safeParse(JSON.parse(text));
  if (parsed.success) return parsed.data;
  const fields = parsed.error.issues.map((issue) => issue.path.join('.') || '(whole)').join(', ');
  throw new StorageError('store-corrupt', `The stored ${what} has an unknown form at ${fields}`);
}
