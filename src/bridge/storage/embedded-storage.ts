import { mkdir, readdir } from 'node:fs/promises';
import { type Clock, isoTime } from '../../clock/index.ts';
import { openCollections } from './embedded-collections.ts';
import { createLog, type EmbeddedLog, openLog } from './embedded-log.ts';
import { takeLock } from './lock-file.ts';
import type { Storage } from './storage.ts';
import { typedCollection, typedLog } from './typed.ts';

export interface EmbeddedStorageOptions {
  /** Made if it isn't there, readable by its owner alone. */
  readonly directory: string;
  readonly clock: Clock;
  readonly secureRandom: (length: number) => Uint8Array;
  /** Told what was mended at the start. */
  readonly note?: (message: string) => void;
  /** A log's file that has grown beyond this is followed by a new one. Default 64 MiB. */
  readonly segmentBytes?: number;
  /** Superfluous changes after which the collections are written anew. Default 10 000. */
  readonly compactAfter?: number;
}

const LOG_FILE = /^log-([a-z][a-z0-9-]*)-\d{16}\.dat$/;
const NAME = /^[a-z][a-z0-9-]*$/;

/**
 * Opens the store in a directory of this machine: append-only files, each commit a checked frame made durable with
 * fdatasync, all that comes meanwhile in the next one. One process at a time.
 *
 * @throws {StorageError} when another process uses it, when the format is another one, when it is damaged
 */
export async function createEmbeddedStorage(options: EmbeddedStorageOptions): Promise<Storage> {
  const { directory, clock, secureRandom, note = () => undefined } = options;
  const { segmentBytes = 64 * 1024 * 1024, compactAfter = 10_000 } = options;
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const nonce = Buffer.from(secureRandom(8)).toString('hex');
  const unlock = await takeLock(directory, isoTime(clock.now()), nonce);
  const closers: (() => Promise<void>)[] = [unlock];
  // In reverse order, so that the lock goes last.
  const closeAll = async () => {
    for (const close of closers.splice(0).reverse()) await close();
  };
  const logs = new Map<string, EmbeddedLog>();
  const keep = (name: string, log: EmbeddedLog) => {
    logs.set(name, log);
    closers.push(() => log.close());
    return log;
  };
  const logOptions = (name: string) => ({ directory, name, segmentBytes, note });
  try {
    const files = await readdir(directory);
    const collections = await openCollections({ directory, files, compactAfter, note });
    closers.push(() => collections.close());
    for (const name of new Set(files.flatMap((file) => LOG_FILE.exec(file)?.[1] ?? []))) {
      keep(name, await openLog(logOptions(name), files));
    }
    return {
      collection: (name, schema) => typedCollection(name, collections.collection(checked(name)), schema),
      log: (name, form) =>
        typedLog(name, logs.get(name) ?? keep(name, createLog(logOptions(checked(name)))), form),
      close: closeAll,
    };
  } catch (error) {
    await closeAll();
    throw error;
  }
}

/** Names become parts of file names. */
function checked(name: string): string {
  if (!NAME.test(name)) throw new RangeError(`a collection or log can't be called ${JSON.stringify(name)}`);
  return name;
}
