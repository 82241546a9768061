import { open } from 'node:fs/promises';

/** Makes new, renamed and deleted names in a directory durable (fsync(2): the file's own sync doesn't). */
export async function syncDirectory(directory: string): Promise<void> {
  const handle = await open(directory, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
