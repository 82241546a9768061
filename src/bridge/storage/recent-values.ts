import type { z } from 'zod';
import type { EntryForm, LogEntry, Position } from './storage.ts';

/** How many of the last entries are kept as values: readers are mostly close behind the writer. */
const KEPT = 8192;
/** They may be fewer, where they are long: characters of their texts. */
const KEPT_CHARACTERS = 16 * 1024 * 1024;

type Form<T> = z.ZodType<T> | EntryForm<T>;

interface Run {
  readonly form: Form<unknown> | undefined;
  entries: LogEntry<unknown>[];
  /** Characters of each entry's text, and of all of them. */
  lengths: number[];
  characters: number;
}

const emptyRun = (form?: Form<unknown>): Run => ({ form, entries: [], lengths: [], characters: 0 });

/**
 * The last entries of a log as the values that were appended, for all who read it in the form of its writer: they need
 * neither the file nor the parser. Values are immutable by agreement.
 */
export class RecentValues {
  #run = emptyRun();

  remember<T>(form: Form<T>, last: Position, values: readonly T[], texts: readonly string[]): void {
    const first = last - values.length + 1;
    const joins = this.#run.form === form && this.#run.entries.at(-1)?.position === first - 1;
    const run = joins ? this.#run : emptyRun(form);
    for (const [index, value] of values.entries()) {
      const { length } = texts[index] ?? '';
      run.entries.push({ position: first + index, value });
      run.lengths.push(length);
      run.characters += length;
    }
    if (run.entries.length > 2 * KEPT) drop(run, run.entries.length - KEPT);
    if (run.characters > 2 * KEPT_CHARACTERS) drop(run, leastOver(run, KEPT_CHARACTERS));
    this.#run = run;
  }

  /** At most `limit` entries after a position; undefined when they are not all here. */
  read<T>(form: Form<T>, after: Position, limit: number, end: Position): readonly LogEntry<T>[] | undefined {
    if (after >= end) return [];
    const entries: readonly LogEntry<unknown>[] = this.#run.entries;
    const first = entries[0]?.position;
    if (first === undefined || after + 1 < first || entries.at(-1)?.position !== end) return undefined;
    if (!areOf(entries, this.#run.form, form)) return undefined;
    return entries.slice(after + 1 - first, after + 1 - first + limit);
  }

  /** Lets go of those up to a position. */
  trim(position: Position): void {
    const { entries } = this.#run;
    const first = entries[0]?.position;
    if (first !== undefined && position >= first) drop(this.#run, position + 1 - first);
  }
}

function drop(run: Run, count: number): void {
  run.entries = run.entries.slice(count);
  for (const length of run.lengths.slice(0, count)) run.characters -= length;
  run.lengths = run.lengths.slice(count);
}

/** How many of the oldest have to go so that the rest has at most so many characters. */
function leastOver({ lengths, characters }: Run, most: number): number {
  let left = characters;
  let count = 0;
  while (left > most) {
    left -= lengths[count] ?? left;
    count += 1;
  }
  return count;
}

/** What was appended in a form holds its values. */
function areOf<T>(
  _entries: readonly LogEntry<unknown>[],
  appendedIn: Form<unknown> | undefined,
  form: Form<T>,
): _entries is readonly LogEntry<T>[] {
  return appendedIn === form;
}
