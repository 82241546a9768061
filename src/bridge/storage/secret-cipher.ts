import { createCipheriv, createDecipheriv, createHash } from 'node:crypto';

/** Keeps secrets from being read where they are stored. `context` names their place: a secret moved elsewhere is refused. */
export interface SecretCipher {
  encrypt(clear: string, context: string): string;
  /** @throws {SecretError} when the text was not encrypted with this key for this place. */
  decrypt(sealed: string, context: string): string;
}

/** A stored secret that can't be read; the message holds none of it. */
export class SecretError extends Error {
  override readonly name = 'SecretError';
}

const FORM = 'v1';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * AES-256-GCM with a random 96-bit nonce a secret (NIST SP 800-38D, 8.2.2). The text names the key that it needs by
 * the first bytes of the key's hash, so that a wrong key is told from a damaged secret.
 *
 * @param key 32 bytes.
 */
export function createSecretCipher(
  key: Uint8Array,
  secureRandom: (length: number) => Uint8Array,
): SecretCipher {
  if (key.length !== 32) throw new SecretError(`the key for secrets must have 32 bytes, not ${key.length}`);
  const keyId = createHash('sha256').update(key).digest('hex').slice(0, 8);
  return {
    encrypt(clear, context) {
      const nonce = secureRandom(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
      cipher.setAAD(Buffer.from(context));
      const body = Buffer.concat([nonce, cipher.update(clear, 'utf8'), cipher.final(), cipher.getAuthTag()]);
      return `${FORM}:${keyId}:${body.toString('base64url')}`;
    },
    decrypt(sealed, context) {
      const [form, usedKey, text = ''] = sealed.split(':');
      if (form !== FORM) throw new SecretError(`the secret of ${context} is stored in an unknown form`);
      if (usedKey !== keyId) {
        throw new SecretError(
          `the secret of ${context} was encrypted with another key (${usedKey}, not ${keyId}): give the bridge the key it was stored with`,
        );
      }
      const body = Buffer.from(text, 'base64url');
      try {
        const decipher = createDecipheriv('aes-256-gcm', key, body.subarray(0, NONCE_BYTES), {
          authTagLength: TAG_BYTES,
        });
        decipher.setAAD(Buffer.from(context));
        decipher.setAuthTag(body.subarray(-TAG_BYTES));
        return Buffer.concat([
          decipher.update(body.subarray(NONCE_BYTES, -TAG_BYTES)),
          decipher.final(),
        ]).toString('utf8');
      } catch (cause) {
        throw new SecretError(`the stored secret of ${context} is damaged`, { cause });
      }
    },
  };
}
