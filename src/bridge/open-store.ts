import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../clock/index.ts';
import type { BridgeConfig } from './bridge-config.ts';
import type { BridgeParts } from './parts.ts';
import { syncDirectory } from './storage/directory-sync.ts';
import { createEmbeddedStorage } from './storage/embedded-storage.ts';
import { createMemoryStorage } from './storage/memory-storage.ts';
import { createSecretCipher, SecretError } from './storage/secret-cipher.ts';

export interface OpenStoreOptions {
  readonly config: BridgeConfig['storage'];
  readonly clock: Clock;
  readonly secureRandom: (length: number) => Uint8Array;
  /** Told what was mended at the start. */
  readonly note: (message: string) => void;
}

const KEY_BYTES = 32;

/**
 * Opens the store that the settings name, and the cipher of the secrets in it: with the key of the settings, or with
 * one that is made once and kept beside the data, readable by its owner alone.
 *
 * @throws {StorageError | SecretError} when either can't be used
 */
export async function openStore(options: OpenStoreOptions): Promise<Pick<BridgeParts, 'storage' | 'cipher'>> {
  const { config, clock, secureRandom, note } = options;
  const given = config.key === undefined ? undefined : Buffer.from(config.key, 'base64');
  if (config.directory === undefined) {
    return {
      storage: createMemoryStorage(),
      cipher: createSecretCipher(given ?? secureRandom(KEY_BYTES), secureRandom),
    };
  }
  const storage = await createEmbeddedStorage({ directory: config.directory, clock, secureRandom, note });
  try {
    const key = given ?? (await keyBeside(config.directory, secureRandom));
    return { storage, cipher: createSecretCipher(key, secureRandom) };
  } catch (error) {
    await storage.close();
    throw error;
  }
}

/** The key file's content; the file is made when it isn't there. The store's lock keeps others out meanwhile. */
async function keyBeside(
  directory: string,
  secureRandom: (length: number) => Uint8Array,
): Promise<Uint8Array> {
  const path = join(directory, 'secret.key');
  try {
    const key = Buffer.from(await readFile(path, 'utf8'), 'base64');
    if (key.length === KEY_BYTES) return key;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
    const key = secureRandom(KEY_BYTES);
    const handle = await open(path, 'wx', 0o600);
    try {
      await handle.writeFile(`${Buffer.from(key).toString('base64')}\n`);
      // Secrets encrypted with a key that a power cut takes away would be lost: the file and its name are durable first.
      await handle.sync();
    } finally {
      await handle.close();
    }
    await syncDirectory(directory);
    return key;
  }
  throw new SecretError(
    `The key file ${path} is damaged: it must hold 32 bytes in Base64. Restore it from a copy`,
  );
}
