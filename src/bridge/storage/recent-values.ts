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
    if (run === undefined || !isOf(run, schema)) return undefined;
    const first = run.entries[0]?.position;
    if (first === undefined || after + 1 < first || run.entries.at(-1)?.position !== end) return undefined;
    return run.entries.slice(after + 1 - first, after + 1 - first + limit);
  }

  trim(position: Position): void {
    const entries = this.#run?.entries;
    if (entries === undefined) return;
    const kept = entries.findIndex((entry) => entry.position > position);
    entries.splice(0, kept === -1 ? entries.length : kept);
  }
}

/** A run that was appended with this schema holds its values. */
function isOf<T>(run: Run, schema: z.ZodType<T>): run is Run & { readonly entries: LogEntry<T>[] } {
  return run.schema === schema;
}
