import { appendFile, readFile } from 'node:fs/promises';

/** What a run has made on a target and not removed yet, kept in a file: the processes of a run share it. */
export interface Ledger {
  made(entry: string): Promise<void>;
  removed(entry: string): Promise<void>;
  /** Paths of the management API, and devices by {@link deviceEntry}, the last made first. */
  left(): Promise<readonly string[]>;
}

const DEVICE = 'device ';

/** What tells of a device that was heard: what the target made for it at the platform is found by its DevEUI. */
export function deviceEntry(devEui: string): string {
  return `${DEVICE}${devEui}`;
}

/** The DevEUI of such an entry; undefined for one that is a path. */
export function deviceIn(entry: string): string | undefined {
  return entry.startsWith(DEVICE) ? entry.slice(DEVICE.length) : undefined;
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
