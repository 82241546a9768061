import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { createVirtualClock } from '../clock/index.ts';
import { openStore } from './open-store.ts';
import { createSecretCipher } from './storage/secret-cipher.ts';

async function inDirectory(work: (directory: string) => Promise<void>): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'store-'));
  try {
    await work(directory);
  } finally {
    await rm(directory, { recursive: true });
  }
}

function open(directory: string, key?: string) {
  return openStore({
    config: key === undefined ? { directory } : { directory, key },
    clock: createVirtualClock({ start: 0 }),
    secureRandom: randomBytes,
    note: () => undefined,
  });
}

test('any secret comes back as it was, and only with its key and in its place', () => {
  const cipher = createSecretCipher(randomBytes(32), randomBytes);
  const other = createSecretCipher(randomBytes(32), randomBytes);
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (secret) => {
      const sealed = cipher.encrypt(secret, 'connections/1/password');
      assert.equal(cipher.decrypt(sealed, 'connections/1/password'), secret);
      assert.throws(() => cipher.decrypt(sealed, 'connections/2/password'), /is damaged/);
      assert.throws(() => other.decrypt(sealed, 'connections/1/password'), /encrypted with another key/);
      assert.notEqual(cipher.encrypt(secret, 'connections/1/password'), sealed);
    }),
  );
});

test('the key beside the data is made once, for the owner alone', () =>
  inDirectory(async (directory) => {
    const first = await open(directory);
    const sealed = first.cipher.encrypt('secret', 'here');
    await first.storage.close();
    const path = join(directory, 'secret.key');
    assert.equal((await stat(path)).mode & 0o777, 0o600);
    const again = await open(directory);
    assert.equal(again.cipher.decrypt(sealed, 'here'), 'secret');
    await again.storage.close();

    const key = (await readFile(path, 'utf8')).trim();
    const given = await open(directory, key);
    assert.equal(given.cipher.decrypt(sealed, 'here'), 'secret');
    await given.storage.close();
    const wrong = await open(directory, randomBytes(32).toString('base64'));
    assert.throws(() => wrong.cipher.decrypt(sealed, 'here'), /give the bridge the key it was stored with/);
    await wrong.storage.close();
  }));

test('a damaged key file is refused, and the directory given free', () =>
  inDirectory(async (directory) => {
    await writeFile(join(directory, 'secret.key'), 'short');
    await assert.rejects(open(directory), /secret\.key is damaged/);
    await assert.rejects(open(directory), /secret\.key is damaged/);
  }));
