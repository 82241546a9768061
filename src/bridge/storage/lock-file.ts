import { link, readFile, unlink, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
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
    while (!(await succeeded(link(draft, path), 'EEXIST'))) await clearStale(path, draft);
  } finally {
    await unlink(draft);
  }
  return () => unlink(path);
}

/**
 * Removes the lock of a process that has ended. One at a time does so, under a lock of its own: whoever looked before somebody
 * else took over would remove the lock of that one.
 */
async function clearStale(path: string, draft: string): Promise<void> {
  if (!(await isStale(path))) return;
  const takeover = `${path}.takeover`;
  if (!(await succeeded(link(draft, takeover), 'EEXIST'))) {
    // Killed while it took over, in the moment that this takes: as unlikely as two others that meet here afterwards.
    const other = await readHolder(takeover);
    if (other !== undefined && other.host === hostname() && !isAlive(other)) {
      await succeeded(unlink(takeover), 'ENOENT');
    }
    return;
  }
  try {
    if (await isStale(path)) await unlink(path);
  } finally {
    await succeeded(unlink(takeover), 'ENOENT');
  }
}

/** @throws {StorageError} when a lock is held, or nobody can tell */
async function isStale(path: string): Promise<boolean> {
  const holder = await readHolder(path);
  if (holder === undefined) return false;
  const { host, pid, since } = holder;
  if (host !== hostname()) {
    throw new StorageError(
      'store-locked',
      `The directory ${dirname(path)} is in use by process ${pid} on ${host} since ${since}. If that process is gone for certain, delete ${path}`,
    );
  }
  if (!isAlive(holder)) return true;
  throw new StorageError(
    'store-locked',
    `The directory ${dirname(path)} is in use by process ${pid} since ${since}`,
  );
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
