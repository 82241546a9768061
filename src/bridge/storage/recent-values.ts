import type { z } from 'zod';
import type { LogEntry, Position } from './storage.ts';

/** How many of the last entries are kept as values: readers are mostly close behind the writer. */
const KEPT = 4096;

interface Run {
  readonly schema: z.ZodType;
  readonly entries: LogEntry<unknown>[];
}

/**
 * The last entries of a log as the values that were appended, for all who read it with the writer's schema: they need
 * neither the file nor the parser. Values are immutable by agreement.
 */
export class RecentValues {
  #run: Run | undefined;

  remember<T>(schema: z.ZodType<T>, last: Position, values: readonly T[]): void {
    const first = last - values.length + 1;
    const run = this.#run;
    const joins = run?.schema === schema && run.entries.at(-1)?.position === first - 1;
    const entries = joins ? run.entries : [];
    values.forEach((value, index) => {
      entries.push({ position: first + index, value });
    });
    if (entries.length > 2 * KEPT) entries.splice(0, entries.length - KEPT);
    this.#run = { schema, entries };
  }

  /** At most `limit` entries after a position; undefined when they are not all here. */
  read<T>(
    schema: z.ZodType<T>,
    after: Position,
    limit: number,
    end: Position,
  ): readonly LogEntry<T>[] | undefined {
    const run = this.#run;
    const entries: readonly LogEntry<unknown>[] = run?.entries ?? [];
    const first = entries[0]?.position;
    if (first === undefined || after + 1 < first || entries.at(-1)?.position !== end) return undefined;
    if (!areOf(entries, run?.schema, schema)) return undefined;
    return entries.slice(after + 1 - first, after + 1 - first + limit);
  }

  trim(position: Position): void {
    const entries = this.#run?.entries;
    if (entries === undefined) return;
    const kept = entries.findIndex((entry) => entry.position > position);
    entries.splice(0, kept === -1 ? entries.length : kept);
  }
}

/** What was appended with a schema holds its values. */
function areOf<T>(
  _entries: readonly LogEntry<unknown>[],
  appendedWith: z.ZodType | undefined,
  schema: z.ZodType<T>,
): _entries is readonly LogEntry<T>[] {
  return appendedWith === schema;
}
