import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { createSecretCipher } from './secret-cipher.ts';

const KEY = Buffer.alloc(32, 1);
const PLACE = 'the password of connection 1';
const cipher = createSecretCipher(KEY, randomBytes);

describe('a secret at rest', () => {
  test('is read as it was, and shows nothing of itself', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary-ascii', minLength: 8 }), (clear) => {
        const sealed = cipher.encrypt(clear, PLACE);
        assert.equal(cipher.decrypt(sealed, PLACE), clear);
        assert.ok(!sealed.includes(clear));
        assert.notEqual(cipher.encrypt(clear, PLACE), sealed);
      }),
    );
  });

  test('is damaged when any bit of it is another', () => {
    const sealed = cipher.encrypt('secret', PLACE);
    const [form, keyId, text = ''] = sealed.split(':');
    const body = Buffer.from(text, 'base64url');
    fc.assert(
      fc.property(fc.nat({ max: body.length * 8 - 1 }), (bit) => {
        const changed = Uint8Array.from(body, (byte, at) =>
          at === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte,
        );
        const other = [form, keyId, Buffer.from(changed).toString('base64url')].join(':');
        assert.throws(() => cipher.decrypt(other, PLACE), /the stored secret of the password .* is damaged/);
      }),
    );
  });

  test('is damaged when a part of it is missing', () => {
    const sealed = cipher.encrypt('secret', PLACE);
    for (const end of [-1, -10, -40]) {
      assert.throws(() => cipher.decrypt(sealed.slice(0, end), PLACE), /is damaged/);
    }
  });

  test('belongs to one place: put at another, it is not read', () => {
    const sealed = cipher.encrypt('secret', PLACE);
    assert.throws(() => cipher.decrypt(sealed, 'the password of connection 2'), /connection 2 is damaged/);
  });

  test('names the key that it needs, and neither that key nor the secret', () => {
    const other = createSecretCipher(Buffer.alloc(32, 2), randomBytes);
    const sealed = cipher.encrypt('secret', PLACE);
    assert.throws(
      () => other.decrypt(sealed, PLACE),
      ({ message }: Error) => /encrypted with another key \([0-9a-f]{8}, not [0-9a-f]{8}\)/.test(message),
    );
  });

  test('of a form that is not known is told as such', () => {
    const sealed = cipher.encrypt('secret', PLACE);
    assert.throws(() => cipher.decrypt(sealed.replace(/^v1/, 'v2'), PLACE), /stored in an unknown form/);
    assert.throws(() => cipher.decrypt('secret', PLACE), /stored in an unknown form/);
  });

  test('needs a key of 32 bytes', () => {
    assert.throws(() => createSecretCipher(Buffer.alloc(31), randomBytes), /must have 32 bytes, not 31/);
  });
});
