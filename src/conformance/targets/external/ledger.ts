import { appendFile, readFile } from 'node:fs/promises';

/** What a run has made on a target and not removed yet, kept in a file: the processes of a run share it. */
export interface Ledger {
  made(path: string): Promise<void>;
  removed(path: string): Promise<void>;
  /** Paths of the management API, the last made first. */
  left(): Promise<readonly string[]>;
}

/** A line a change: `+` or `-` and a path. Appending is atomic, so that several processes may write. */
export function openLedger(file: string): Ledger {
  return {
    made: (path) => appendFile(file, `+${path}\n`),
    removed: (path) => appendFile(file, `-${path}\n`),
    async left() {
      const text = await readFile(file, 'utf8').catch(() => '');
      const paths = new Set<string>();
      for (const line of text.split('\n').filter(Boolean)) {
        if (line.startsWith('+')) paths.add(line.slice(1));
        else paths.delete(line.slice(1));
      }
      return [...paths].reverse();
    },
  };
}
