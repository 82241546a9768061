import { createHash } from 'node:crypto';

/**
 * The token by which the network and an application server know each other: SHA-256, in lower-case hexadecimal, over
 * what is signed and the key (Actility, LRC-AS tunnel interface, "Application server authentication").
 */
export function tokenOf(signed: string, asKey: string): string {
  return createHash('sha256')
    .update(signed + asKey.toLowerCase())
    .digest('hex');
}
