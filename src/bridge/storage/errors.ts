/** What can go wrong with a store: `remedy` says what to do about it. */
const CATALOGUE = {
  'store-closed': 'Open the store again; a closed one takes nothing.',
  'store-locked': 'Stop the other process, or give this one a directory of its own.',
  'store-format': 'Use the version that wrote it, or another directory.',
  'store-corrupt': 'Restore the directory from a copy; nothing was changed in it.',
  'store-write': 'Make room or mend the disk, then start again; nothing that was confirmed is lost.',
} as const;
export type StorageFailure = keyof typeof CATALOGUE;

/** A store that can't do what it was asked; the message says what, where, and what to do. */
export class StorageError extends Error {
  override readonly name = 'StorageError';
  readonly failure: StorageFailure;

  constructor(failure: StorageFailure, what: string, cause?: unknown) {
    super(`${what}. ${CATALOGUE[failure]}`, { cause });
    this.failure = failure;
  }
}
