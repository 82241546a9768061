import { InvalidArgumentError } from 'commander';

/** How a program of this folder ends. */
export const EXIT = { well: 0, failed: 1, unjudged: 2, interrupted: 130 } as const;

/**
 * Aborts at the first Ctrl-C, SIGTERM or SIGHUP, so that all that runs can be ended; the second ends the process at
 * once, which also takes processes and folders with it.
 */
export function endOnSignal(): AbortSignal {
  const ending = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(name, () => {
      if (ending.signal.aborted) process.exit(EXIT.interrupted);
      ending.abort(new Error('interrupted'));
    });
  }
  return ending.signal;
}

/** A status line: overwritten on a terminal, told now and then elsewhere. */
export class StatusLine {
  readonly #terminal = process.stdout.isTTY;
  #text = '';

  /** @param always tell it also where lines stay */
  show(text: string, always: boolean): void {
    if (this.#terminal) process.stdout.write(`\r\x1b[2K${text}`);
    else if (always) process.stdout.write(`${text}\n`);
    this.#text = text;
  }

  end(): void {
    if (this.#terminal && this.#text !== '') process.stdout.write('\n');
  }
}

/** Lines of a table: the first holds the headings, numbers stand on the right. */
export function table(rows: readonly (readonly (string | number)[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => String(row[column] ?? '').length)),
  );
  return rows
    .map((row) =>
      row
        .map((cell, column) => {
          const width = widths[column] ?? 0;
          return typeof cell === 'number' ? String(cell).padStart(width) : cell.padEnd(width);
        })
        .join('   ')
        .trimEnd(),
    )
    .join('\n');
}

/** Counts by name, in words. */
export function listed(counts: ReadonlyMap<string, number>): string {
  const some = [...counts].filter(([, count]) => count > 0);
  return some.map(([name, count]) => `${count} ${name}`).join(', ') || 'none';
}

/** Reads a number above 0, for commander. */
export function positive(text: string): number {
  const value = Number(text);
  if (value > 0 && Number.isFinite(value)) return value;
  throw new InvalidArgumentError('It must be a number above 0.');
}

/** The first lines of a long list, and how many more there are. */
export function firstOf(lines: readonly string[], most = 20): string {
  const shown = lines.slice(0, most).join('\n');
  return lines.length > most ? `${shown}\n… and ${lines.length - most} more` : shown;
}
