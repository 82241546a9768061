import { link, readFile, rename, unlink, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { StorageError } from './errors.ts';
import { isAlive, type ProcessIdentity, processIdentitySchema, startTicks } from './process-identity.ts';

/**
 * Takes a directory for this process alone. The lock of a process that was killed is recognised and taken over: a
 * process number that was given anew is told apart by its start time. A lock of another machine can't be judged.
 *
 * @param nonce makes the names of helper files this call's own
 * @returns what gives the directory free again
 * @throws {StorageError} when another process has it
 */
export async function takeLock(
  directory: string,
  since: string,
  nonce: string,
): Promise<() => Promise<void>> {
  const path = join(directory, 'lock');
  const ticks = startTicks(process.pid);
  const own: ProcessIdentity = {
    pid: process.pid,
    host: hostname(),
    ...(ticks === undefined ? {} : { startTicks: ticks }),
    since,
  };
  const draft = join(directory, `lock.${nonce}`);
  await writeFile(draft, JSON.stringify(own), { mode: 0o600 });
  try {
    // A link is made whole or not at all, and by one process only.
    while (!(await succeeded(link(draft, path), 'EEXIST'))) await clearStale(path, directory, nonce);
  } finally {
    await unlink(draft);
  }
  return () => unlink(path);
}

async function clearStale(path: string, directory: string, nonce: string): Promise<void> {
  const holder = await readHolder(path);
  if (holder === undefined) return;
  if (holder.host !== hostname()) {
    throw new StorageError(
      'store-locked',
      `The directory ${directory} is in use by process ${holder.pid} on ${holder.host} since ${holder.since}. If that process is gone for certain, delete ${path}`,
    );
  }
  if (isAlive(holder)) {
    throw new StorageError(
      'store-locked',
      `The directory ${directory} is in use by process ${holder.pid} since ${holder.since}`,
    );
  }
  const aside = join(directory, `lock.stale.${nonce}`);
  if (!(await succeeded(rename(path, aside), 'ENOENT'))) return;
  const moved = await readHolder(aside);
  // Another process may have taken over in between: its lock is put back.
  if (moved !== undefined && isAlive(moved)) await succeeded(link(aside, path), 'EEXIST');
  await unlink(aside);
}

/** Who holds the lock; undefined when it has just been given free. */
async function readHolder(path: string): Promise<ProcessIdentity | undefined> {
  let text = '';
  if (
    !(await succeeded(
      readFile(path, 'utf8').then((read) => {
        text = read;
      }),
      'ENOENT',
    ))
  )
    return undefined;
  const parsed = processIdentitySchema.safeParse(parse(text));
  if (parsed.success) return parsed.data;
  throw new StorageError(
    'store-locked',
    `The lock ${path} can't be read. If no bridge uses the directory, delete it`,
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Told by the schema.
    return undefined;
  }
}

/** True when the work succeeded, false when it failed for this reason. */
async function succeeded(work: Promise<unknown>, otherwise: 'EEXIST' | 'ENOENT'): Promise<boolean> {
  try {
    await work;
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === otherwise) return false;
    throw error;
  }
}
