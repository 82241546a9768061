import { type FileHandle, open } from 'node:fs/promises';
import { StorageError } from './errors.ts';
import { decodeFrame, encodeFrame, type Frame, findFrame } from './frame.ts';

/** The version of the files' form; in version 1 the bodies of logs were JSON as a whole. Others are refused. */
const FORMAT_VERSION = 2;
const READABLE_VERSIONS: readonly number[] = [1, FORMAT_VERSION];

const MAGIC = 'IOTFLOW\n';
export const HEADER_BYTES = MAGIC.length + 4;

/** One append-only file of frames behind a header that names the format. */
export interface SegmentFile {
  readonly path: string;
  /** False when an earlier version of the bridge made it. */
  readonly isCurrent: boolean;
  /** Bytes that are durable. */
  readonly size: number;
  /** Writes one frame and resolves when it is durable. @throws {StorageError} and leaves the file as it was */
  append(first: number, body: readonly string[]): Promise<number>;
  /** The frame at an offset where one was written. */
  read(offset: number): Promise<Frame>;
  close(): Promise<void>;
}

export interface OpenedSegment {
  readonly file: SegmentFile;
  readonly frames: readonly Frame[];
  /** Bytes of a commit that was never confirmed, cut off from the end. */
  readonly cutBytes: number;
}

/** Makes a new file; durable itself when the promise resolves (its name in the directory is not). */
export async function createSegment(path: string): Promise<SegmentFile> {
  const handle = await open(path, 'wx+', 0o600);
  await handle.writeFile(header());
  await handle.datasync();
  return segment(path, handle, HEADER_BYTES, true);
}

/**
 * Opens a file and reads its frames. Only the last file of a store may end in a damaged frame: the end of the process
 * or of the power came before that commit was confirmed, and it is cut off.
 *
 * @throws {StorageError} when the format is another one, or when something that was durable is damaged
 */
export async function openSegment(path: string, isLast: boolean): Promise<OpenedSegment> {
  const handle = await open(path, 'r+');
  try {
    const bytes = await handle.readFile();
    if (bytes.length < HEADER_BYTES && isLast) {
      // Its making was cut short, so nothing was ever confirmed in it.
      await handle.truncate(0);
      await handle.write(header(), 0, HEADER_BYTES, 0);
      await handle.datasync();
      return { file: segment(path, handle, HEADER_BYTES, true), frames: [], cutBytes: bytes.length };
    }
    const version = versionOf(path, bytes);
    const frames: Frame[] = [];
    let at = HEADER_BYTES;
    for (let frame = decodeFrame(bytes, at); frame !== undefined; frame = decodeFrame(bytes, at)) {
      frames.push(frame);
      at = frame.end;
    }
    const cutBytes = bytes.length - at;
    if (cutBytes > 0) {
      const next = findFrame(bytes, at + 1);
      if (!isLast || next !== undefined) {
        const behind = next === undefined ? '' : `, and good data follow at byte ${next}`;
        throw new StorageError('store-corrupt', `The file ${path} is damaged at byte ${at}${behind}`);
      }
      await handle.truncate(at);
      await handle.datasync();
    }
    return { file: segment(path, handle, at, version === FORMAT_VERSION), frames, cutBytes };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

function header(): Buffer {
  const bytes = Buffer.alloc(HEADER_BYTES);
  bytes.write(MAGIC, 'latin1');
  bytes.writeUInt32LE(FORMAT_VERSION, MAGIC.length);
  return bytes;
}

function versionOf(path: string, bytes: Buffer): number {
  if (bytes.length < HEADER_BYTES || bytes.toString('latin1', 0, MAGIC.length) !== MAGIC) {
    throw new StorageError('store-format', `The file ${path} is none of a bridge's store`);
  }
  const version = bytes.readUInt32LE(MAGIC.length);
  if (!READABLE_VERSIONS.includes(version)) {
    throw new StorageError(
      'store-format',
      `The file ${path} has format ${version}, and this version of the bridge reads format ${READABLE_VERSIONS.join(' and ')}`,
    );
  }
  return version;
}

function segment(path: string, handle: FileHandle, durable: number, isCurrent: boolean): SegmentFile {
  let size = durable;
  let broken: unknown;
  return {
    path,
    isCurrent,
    get size() {
      return size;
    },
    async append(first, body) {
      if (broken !== undefined)
        throw new StorageError('store-write', `The file ${path} can't be written`, broken);
      const frame = encodeFrame(first, body);
      try {
        await writeWhole(handle, frame, size);
      } catch (error) {
        // The frame is not whole: without it the file is as it was, and the next try may find room.
        await handle.truncate(size).catch((failure: unknown) => {
          broken = failure;
        });
        throw new StorageError('store-write', `The file ${path} can't be written`, error);
      }
      try {
        await handle.datasync();
      } catch (error) {
        // After a failed fsync the system may have let go of the pages: nothing more can be promised for this file.
        broken = error;
        throw new StorageError('store-write', `The file ${path} can't be made durable`, error);
      }
      const offset = size;
      size += frame.length;
      return offset;
    },
    async read(offset) {
      const head = await readWhole(handle, offset, 8);
      const bytes = await readWhole(handle, offset, head.readUInt32LE(4) + 20);
      const frame = decodeFrame(bytes, 0);
      if (frame === undefined) {
        throw new StorageError('store-corrupt', `The file ${path} is damaged at byte ${offset}`);
      }
      return { ...frame, offset, end: offset + frame.end };
    },
    close: () => handle.close(),
  };
}

async function writeWhole(handle: FileHandle, bytes: Buffer, at: number): Promise<void> {
  let done = 0;
  while (done < bytes.length) {
    const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, at + done);
    done += bytesWritten;
  }
}

async function readWhole(handle: FileHandle, offset: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  let done = 0;
  while (done < length) {
    const { bytesRead } = await handle.read(bytes, done, length - done, offset + done);
    if (bytesRead === 0) return bytes.subarray(0, done);
    done += bytesRead;
  }
  return bytes;
}
