import { unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { syncDirectory } from './directory-sync.ts';
import { StorageError } from './errors.ts';
import type { Frame } from './frame.ts';
import { createGroupCommit } from './group-commit.ts';
import { decodeLogBody, encodeLogBody } from './log-body.ts';
import { RecentValues } from './recent-values.ts';
import { createSegment, HEADER_BYTES, openSegment, type SegmentFile } from './segment-file.ts';
import type { Position } from './storage.ts';
import { type TextEntry, type TextLog, Watchers } from './texts.ts';

export interface EmbeddedLog extends TextLog {
  close(): Promise<void>;
}

export interface LogOptions {
  readonly directory: string;
  readonly name: string;
  /** A file that has grown beyond this is followed by a new one, bytes. */
  readonly segmentBytes: number;
  readonly note: (message: string) => void;
}

interface Segment {
  readonly file: SegmentFile;
  /** Position of the first entry it can hold. */
  readonly first: Position;
  /** Every so often, which entry a frame begins with and where it stands. */
  readonly index: { readonly first: Position; readonly offset: number }[];
}

interface LogState {
  end: Position;
  /** Entries up to this one are let go of. */
  trimmed: Position;
}

interface Pending {
  readonly texts: readonly string[];
  readonly trim?: Position;
  last: Position;
}

/** Distance of the places in a file that are kept in memory, bytes. */
const INDEX_BYTES = 64 * 1024;

/**
 * A log in files named after the position they begin with. A file whose entries are all trimmed is deleted, but for
 * the last one, which knows where the log ends.
 */
export async function openLog(options: LogOptions, files: readonly string[]): Promise<EmbeddedLog> {
  const { segments, state } = await openSegments(options, files);
  return createLog(options, segments, state);
}

/** A log that has no file yet, or the segments that were found. */
export function createLog(
  options: LogOptions,
  segments: Segment[] = [],
  state: LogState = { end: 0, trimmed: 0 },
): EmbeddedLog {
  const { directory, name, segmentBytes } = options;
  const watchers = new Watchers<void>();

  const commits = createGroupCommit<Pending>(`The store ${directory}`, async (pending) => {
    const texts: string[] = [];
    let { trimmed } = state;
    for (const item of pending) {
      for (const text of item.texts) texts.push(text);
      item.last = state.end + texts.length;
      trimmed = Math.max(trimmed, Math.min(item.trim ?? 0, item.last));
    }
    const segment = await writable();
    const first = state.end + 1;
    const body = trimmed > state.trimmed ? { texts, trimmed } : { texts };
    const offset = await segment.file.append(first, encodeLogBody(body));
    indexFrame(segment, { first, offset });
    state.end += texts.length;
    state.trimmed = trimmed;
    if (texts.length > 0) watchers.tell();
    // What was asked for is durable: files that stay behind cost room only, and go with the next commit.
    await dropTrimmed().catch((error: unknown) =>
      options.note(`A file could not be deleted: ${String(error)}`),
    );
  });

  async function writable(): Promise<Segment> {
    const current = segments.at(-1);
    const first = state.end + 1;
    if (current !== undefined && current.file.size < segmentBytes) {
      // Nothing is added behind entries of an earlier version: whoever knows only that one could not read it.
      if (current.file.isCurrent || current.first === first) return current;
    }
    const file = await createSegment(join(directory, segmentName(name, first)));
    await syncDirectory(directory);
    const segment = { file, first, index: [] };
    // What was trimmed has to be known from the files that stay.
    if (state.trimmed > 0) await file.append(first, encodeLogBody({ texts: [], trimmed: state.trimmed }));
    segments.push(segment);
    return segment;
  }

  async function dropTrimmed(): Promise<void> {
    for (;;) {
      const [oldest, next] = segments;
      if (oldest === undefined || next === undefined || next.first > state.trimmed + 1) return;
      segments.shift();
      await oldest.file.close();
      await unlink(oldest.file.path);
    }
  }

  async function readFrom(
    segment: Segment,
    from: Position,
    until: Position,
    limit: number,
  ): Promise<TextEntry[]> {
    const start = segment.index.findLast((place) => place.first <= from);
    const found: TextEntry[] = [];
    let offset = start?.offset ?? HEADER_BYTES;
    const size = segment.file.size;
    while (offset < size && found.length < limit) {
      const frame = await segment.file.read(offset);
      offset = frame.end;
      for (const entry of entriesOf(frame)) {
        if (entry.position < from || entry.position > until) continue;
        found.push(entry);
        if (found.length === limit) break;
      }
    }
    return found;
  }

  return {
    async append(texts) {
      if (texts.length === 0) return state.end;
      const pending = { texts, last: 0 };
      await commits.add(pending);
      return pending.last;
    },
    async read(after, limit) {
      let found: TextEntry[] = [];
      // Between two commits, so that no file is deleted under the reader.
      await commits.between(async () => {
        const from = Math.max(after, state.trimmed) + 1;
        for (const [index, segment] of segments.entries()) {
          const next = segments[index + 1];
          if (found.length >= limit) break;
          if (next !== undefined && next.first <= from) continue;
          found = found.concat(await readFrom(segment, from, state.end, limit - found.length));
        }
      });
      return found;
    },
    end: () => state.end,
    async trim(position) {
      if (position > state.trimmed) await commits.add({ texts: [], trim: position, last: 0 });
    },
    watch: (onAppend) => watchers.add(onAppend),
    recent: new RecentValues(),
    async close() {
      await commits.close();
      for (const { file } of segments) await file.close();
    },
  };
}

async function openSegments({ directory, name, note }: LogOptions, files: readonly string[]) {
  const segments: Segment[] = [];
  const state: LogState = { end: 0, trimmed: 0 };
  const positions = files
    .flatMap((file) => (file.startsWith(`log-${name}-`) ? [Number(/-(\d+)\.dat$/.exec(file)?.[1])] : []))
    .sort((a, b) => a - b);
  for (const [index, first] of positions.entries()) {
    const path = join(directory, segmentName(name, first));
    const { file, frames, cutBytes } = await openSegment(path, index === positions.length - 1);
    const segment: Segment = { file, first, index: [] };
    segments.push(segment);
    if (cutBytes > 0) note(`${cutBytes} bytes of an unfinished commit were cut off from ${path}`);
    if (index > 0 && first !== state.end + 1) {
      throw new StorageError(
        'store-corrupt',
        `Entries ${state.end + 1} to ${first - 1} of the log ${name} are missing before ${path}`,
      );
    }
    state.end = Math.max(state.end, first - 1);
    for (const frame of frames) {
      const { texts, trimmed } = decodeLogBody(frame.body);
      indexFrame(segment, frame);
      state.end += texts.length;
      state.trimmed = Math.max(state.trimmed, trimmed ?? 0);
    }
  }
  return { segments, state };
}

function indexFrame(
  { index }: Segment,
  { first, offset }: { readonly first: Position; readonly offset: number },
): void {
  const last = index.at(-1);
  if (last === undefined || offset - last.offset >= INDEX_BYTES) index.push({ first, offset });
}

function entriesOf({ first, body }: Frame): TextEntry[] {
  return decodeLogBody(body).texts.map((text, index) => ({ position: first + index, text }));
}

function segmentName(name: string, first: Position): string {
  return `log-${name}-${String(first).padStart(16, '0')}.dat`;
}
