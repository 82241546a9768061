import { createHmac } from 'node:crypto';

const ROUNDS = 6;

/**
 * Replaces byte strings of one even length by others of it, each by one of its own: a Feistel network over HMAC-SHA-256
 * (Luby and Rackoff, "How to construct pseudorandom permutations from pseudorandom functions"). Without the key nobody
 * finds the way back, and no two are ever replaced by the same.
 *
 * @param label keeps apart what has nothing to do with each other
 */
export function permuted(bytes: Uint8Array, key: string, label: string): Uint8Array {
  const half = bytes.length / 2;
  let left = bytes.slice(0, half);
  let right = bytes.slice(half);
  for (let round = 0; round < ROUNDS; round += 1) {
    const mask = createHmac('sha256', key).update(`${label} ${round} `).update(right).digest();
    const mixed = left.map((byte, index) => byte ^ (mask[index] ?? 0));
    left = right;
    right = mixed;
  }
  return Uint8Array.from([...left, ...right]);
}
