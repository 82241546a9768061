import { StorageError } from './errors.ts';

/** Collects what comes while a commit is under way and commits it in one go. */
export interface GroupCommit<T> {
  /** Resolves when the item is durable. */
  add(item: T): Promise<void>;
  /** Runs between two commits. */
  between(work: () => Promise<void>): Promise<void>;
  /** Resolves when what was added is done; what is added later is rejected. */
  close(): Promise<void>;
}

interface Waiting {
  resolve(): void;
  reject(reason: unknown): void;
}

/**
 * @param what names the store in the error that an item gets after the end
 * @param commit makes the items durable, in order; when it fails, all of them fail.
 */
export function createGroupCommit<T>(
  what: string,
  commit: (items: readonly T[]) => Promise<void>,
): GroupCommit<T> {
  let closed = false;
  let items: T[] = [];
  let waiting: Waiting[] = [];
  let works: (() => Promise<void>)[] = [];
  let running: Promise<void> | undefined;

  async function commitAll(): Promise<void> {
    const [taken, told] = [items, waiting];
    items = [];
    waiting = [];
    if (taken.length === 0) return;
    try {
      await commit(taken);
      for (const { resolve } of told) resolve();
    } catch (error) {
      for (const { reject } of told) reject(error);
    }
  }

  async function run(): Promise<void> {
    while (items.length > 0 || works.length > 0) {
      await commitAll();
      const between = works;
      works = [];
      for (const work of between) await work();
    }
    running = undefined;
  }

  const wake = () => {
    if (closed) throw new StorageError('store-closed', `${what} is closed`);
    // A turn later, so that all that is added in this one shares the first commit.
    running ??= Promise.resolve().then(run);
  };

  return {
    add: (item) =>
      new Promise((resolve, reject) => {
        wake();
        items.push(item);
        waiting.push({ resolve, reject });
      }),
    between: (work) =>
      new Promise((resolve, reject) => {
        wake();
        works.push(() => work().then(resolve, reject));
      }),
    async close() {
      closed = true;
      await running;
    },
  };
}
