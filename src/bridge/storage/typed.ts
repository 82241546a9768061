import type { z } from 'zod';
import { StorageError } from './errors.ts';
import type { AppendLog, Collection, EntryForm } from './storage.ts';
import type { TextCollection, TextLog } from './texts.ts';

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

/** Gives a log of texts its type. */
export function typedLog<T>(name: string, texts: TextLog, form: z.ZodType<T> | EntryForm<T>): AppendLog<T> {
  const { recent } = texts;
  const { write, read } = 'safeParse' in form ? jsonForm(form) : form;
  return {
    async append(values) {
      const written = values.map(write);
      const last = await texts.append(written);
      recent.remember(form, last, values, written);
      return last;
    },
    async read(after, limit) {
      const known = recent.read(form, after, limit, texts.end());
      if (known !== undefined) return known;
      const entries = await texts.read(after, limit);
      return entries.map(({ position, text }) => ({
        position,
        value: read(text, `entry ${position} of ${name}`),
      }));
    },
    end: () => texts.end(),
    async trim(position) {
      await texts.trim(position);
      recent.trim(position);
    },
    release: (position) => recent.trim(position),
    watch: (onAppend) => texts.watch(onAppend),
  };
}

function jsonForm<T>(schema: z.ZodType<T>): EntryForm<T> {
  return { write: (value) => JSON.stringify(value), read: (text, what) => parse(schema, text, what) };
}

function parse<T>(schema: z.ZodType<T>, text: string, what: string): T {
  const parsed = schema.safeParse(JSON.parse(text));
  if (parsed.success) return parsed.data;
  const fields = parsed.error.issues.map((issue) => issue.path.join('.') || '(whole)').join(', ');
  throw new StorageError('store-corrupt', `The stored ${what} has an unknown form at ${fields}`);
}
