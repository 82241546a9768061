import { createCipheriv, createDecipheriv } from 'node:crypto';

const BLOCK = 16;

/** AES-128 of whole blocks, each by itself. */
export function encryptBlocks(key: Uint8Array, blocks: Uint8Array): Uint8Array {
  const cipher = createCipheriv('aes-128-ecb', key, null).setAutoPadding(false);
  return Buffer.concat([cipher.update(blocks), cipher.final()]);
}

export function decryptBlocks(key: Uint8Array, blocks: Uint8Array): Uint8Array {
  const decipher = createDecipheriv('aes-128-ecb', key, null).setAutoPadding(false);
  return Buffer.concat([decipher.update(blocks), decipher.final()]);
}

/** AES-CMAC (RFC 4493, 2.4): 16 bytes. */
export function cmac(key: Uint8Array, message: Uint8Array): Uint8Array {
  // One cipher for all blocks, chained by hand: setting up another for CBC costs more than the message itself.
  const cipher = createCipheriv('aes-128-ecb', key, null).setAutoPadding(false);
  const subkey1 = doubled(cipher.update(new Uint8Array(BLOCK)));
  const count = Math.max(1, Math.ceil(message.length / BLOCK));
  const padded = new Uint8Array(count * BLOCK);
  padded.set(message);
  const whole = message.length === padded.length;
  if (!whole) padded[message.length] = 0x80;
  const last = padded.length - BLOCK;
  padded.set(xor(padded.subarray(last), whole ? subkey1 : doubled(subkey1)), last);
  let chain: Uint8Array = new Uint8Array(BLOCK);
  for (let at = 0; at < padded.length; at += BLOCK) {
    chain = cipher.update(xor(chain, padded.subarray(at, at + BLOCK)));
  }
  return Uint8Array.from(chain);
}

function xor(a: Uint8Array, b: Uint8Array): Uint8Array {
  return a.map((byte, index) => byte ^ (b[index] ?? 0));
}

/** Doubling in GF(2^128), RFC 4493, 2.3. */
function doubled(block: Uint8Array): Uint8Array {
  const out = Uint8Array.from(block, (byte, index) => ((byte << 1) | ((block[index + 1] ?? 0) >> 7)) & 0xff);
  if ((block[0] ?? 0) & 0x80) out[BLOCK - 1] = (out[BLOCK - 1] ?? 0) ^ 0x87;
  return out;
}
