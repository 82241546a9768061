import { existsSync } from 'node:fs';
import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { NotOnThisTarget } from '../not-on-this-target.ts';

/** What a run has made on a target and not removed yet, kept in a file: the processes of a run share it. */
export interface Ledger {
  made(entry: string): Promise<void>;
  removed(entry: string): Promise<void>;
  /** Paths of the management API, {@link deviceEntry} and {@link objectEntry}, the last made first. */
  left(): Promise<readonly string[]>;
  /** The run is to make nothing more: it was interrupted. */
  end(): Promise<void>;
  /** @throws NotOnThisTarget when the run was interrupted */
  expectGoing(): void;
}

/** What else a run leaves, at a tenant: what the target made for a device is found by its DevEUI, the kit's own by id. */
export interface Traces {
  readonly devEuis: readonly string[];
  /** Ids of managed objects. */
  readonly objects: readonly string[];
}

export const deviceEntry = (devEui: string): string => `device ${devEui}`;
export const objectEntry = (id: string): string => `object ${id}`;

/** Parts entries of a ledger into paths of the management API and traces at a tenant. */
export function partEntries(entries: readonly string[]): Traces & { readonly paths: readonly string[] } {
  const after = (prefix: string) =>
    entries.flatMap((entry) => (entry.startsWith(prefix) ? [entry.slice(prefix.length)] : []));
  return {
    paths: entries.filter((entry) => entry.startsWith('/')),
    devEuis: after('device '),
    objects: after('object '),
  };
}

/** A line a change: `+` or `-` and a path. Appending is atomic, so that several processes may write. */
export function openLedger(file: string): Ledger {
  const ended = `${file}.ended`;
  return {
    end: () => writeFile(ended, ''),
    expectGoing: () => {
      if (existsSync(ended)) throw new NotOnThisTarget('The run was interrupted.');
    },
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
