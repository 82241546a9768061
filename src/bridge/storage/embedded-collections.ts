import { rename, rm, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { syncDirectory } from './directory-sync.ts';
import { createGroupCommit } from './group-commit.ts';
import { createSegment, openSegment, type SegmentFile } from './segment-file.ts';
import { type TextCollection, Watchers } from './texts.ts';

/** A change as it stands in the journal: collection, id, and the value's JSON text, none for a deletion. */
const changeSchema = z.tuple([z.string(), z.string()]).rest(z.string());
const changesSchema = z.array(changeSchema);
type StoredChange = z.infer<typeof changeSchema>;

interface Pending {
  readonly change: StoredChange;
  existed: boolean;
}

export interface EmbeddedCollections {
  collection(name: string): TextCollection;
  close(): Promise<void>;
}

export interface CollectionsOptions {
  readonly directory: string;
  /** Names of this kind's files in the directory. */
  readonly files: readonly string[];
  /** Superfluous changes after which the journal is written anew. */
  readonly compactAfter: number;
  readonly note: (message: string) => void;
}

const NAME = /^collections-(\d{8})\.dat$/;
const SNAPSHOT_FRAME = 1000;

/**
 * All collections, in memory and in one journal of changes. When most of the journal is superfluous, it is written
 * anew under the next number and takes the old one's place by a rename.
 */
export async function openCollections(options: CollectionsOptions): Promise<EmbeddedCollections> {
  const { directory, compactAfter } = options;
  const all = new Map<string, Map<string, string>>();
  const collections = new Map<
    string,
    { readonly texts: TextCollection; readonly watchers: ChangeWatchers }
  >();
  let { file, generation, changes } = await openJournal(options, apply);

  function apply([name, id, text]: StoredChange): boolean {
    const entries = all.get(name) ?? new Map<string, string>();
    all.set(name, entries);
    const existed = entries.has(id);
    if (text === undefined) entries.delete(id);
    else entries.set(id, text);
    return existed;
  }

  const commits = createGroupCommit<Pending>(`The store ${directory}`, async (pending) => {
    await file.append(changes + 1, [JSON.stringify(pending.map(({ change }) => change))]);
    changes += pending.length;
    for (const item of pending) {
      item.existed = apply(item.change);
      const [name, id, value] = item.change;
      collections.get(name)?.watchers.tell(value === undefined ? { id } : { id, value });
    }
    if (changes > compactAfter + 4 * live()) {
      // The changes are durable: a snapshot that fails costs room only, and is tried again with the next commit.
      await compact().catch((error: unknown) =>
        options.note(`No snapshot could be written: ${String(error)}`),
      );
    }
  });

  function live(): number {
    let count = 0;
    for (const entries of all.values()) count += entries.size;
    return count;
  }

  async function compact(): Promise<void> {
    const draft = join(directory, 'collections.tmp');
    await rm(draft, { force: true });
    const next = await createSegment(draft);
    const entries = [...all].flatMap(([name, texts]) => Array.from(texts, ([id, text]) => [name, id, text]));
    for (let from = 0; from < entries.length; from += SNAPSHOT_FRAME) {
      await next.append(from + 1, [JSON.stringify(entries.slice(from, from + SNAPSHOT_FRAME))]);
    }
    await rename(draft, join(directory, journalName(generation + 1)));
    await syncDirectory(directory);
    const old = file;
    const oldName = journalName(generation);
    file = next;
    generation += 1;
    changes = entries.length;
    await old.close();
    await unlink(join(directory, oldName));
  }

  async function put(change: StoredChange): Promise<boolean> {
    const pending = { change, existed: false };
    await commits.add(pending);
    return pending.existed;
  }

  return {
    collection(name) {
      const known = collections.get(name);
      if (known !== undefined) return known.texts;
      const watchers: ChangeWatchers = new Watchers();
      const entries = () => all.get(name) ?? new Map<string, string>();
      const texts: TextCollection = {
        get: (id) => entries().get(id),
        entries,
        async put(id, text) {
          await put([name, id, text]);
        },
        delete: async (id) => entries().has(id) && put([name, id]),
        watch: (onChange) => watchers.add(onChange),
      };
      collections.set(name, { texts, watchers });
      return texts;
    },
    async close() {
      await commits.close();
      await file.close();
    },
  };
}

type ChangeWatchers = Watchers<{ readonly id: string; readonly value?: string }>;

async function openJournal(
  { directory, files, note }: CollectionsOptions,
  apply: (change: StoredChange) => unknown,
): Promise<{ file: SegmentFile; generation: number; changes: number }> {
  const generations = files
    .flatMap((name) => NAME.exec(name)?.slice(1) ?? [])
    .map(Number)
    .sort((a, b) => a - b);
  const generation = generations.pop();
  if (generation === undefined) {
    const file = await createSegment(join(directory, journalName(1)));
    await syncDirectory(directory);
    return { file, generation: 1, changes: 0 };
  }
  const path = join(directory, journalName(generation));
  const { file, frames, cutBytes } = await openSegment(path, true);
  if (cutBytes > 0) note(`${cutBytes} bytes of an unfinished commit were cut off from ${path}`);
  let changes = 0;
  for (const { body } of frames) {
    for (const change of changesSchema.parse(JSON.parse(body))) {
      apply(change);
      changes += 1;
    }
  }
  // Left where the process ended between the rename and the deletion.
  for (const old of generations) await unlink(join(directory, journalName(old)));
  return { file, generation, changes };
}

function journalName(generation: number): string {
  return `collections-${String(generation).padStart(8, '0')}.dat`;
}
