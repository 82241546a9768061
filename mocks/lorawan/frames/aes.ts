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
  const subkey1 = doubled(encryptBlocks(key, new Uint8Array(BLOCK)));
  const count = Math.max(1, Math.ceil(message.length / BLOCK));
  const padded = new Uint8Array(count * BLOCK);
  padded.set(message);
  const whole = message.length === padded.length;
  if (!whole) padded[message.length] = 0x80;
  const subkey = whole ? subkey1 : doubled(subkey1);
  const last = padded.length - BLOCK;
  for (const [index, byte] of subkey.entries()) padded[last + index] = (padded[last + index] ?? 0) ^ byte;
  // The chain of RFC 4493 is CBC with a zero vector, of which the last block counts.
  const chain = createCipheriv('aes-128-cbc', key, new Uint8Array(BLOCK)).setAutoPadding(false);
  return Uint8Array.from(Buffer.concat([chain.update(padded), chain.final()]).subarray(last));
}

/** Doubling in GF(2^128), RFC 4493, 2.3. */
function doubled(block: Uint8Array): Uint8Array {
  const out = block.map((byte, index) => ((byte << 1) | ((block[index + 1] ?? 0) >> 7)) & 0xff);
  if ((block[0] ?? 0) & 0x80) out[BLOCK - 1] = (out[BLOCK - 1] ?? 0) ^ 0x87;
  return out;
}
