import { createHash, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../../clock/index.ts';

/** What a token stands for. */
export interface Grant {
  readonly clientId: string;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

/** Bearer tokens of the management API. */
export interface Tokens {
  /** A new token for good credentials, undefined for others. */
  issue(
    clientId: string,
    clientSecret: string,
  ): { readonly token: string; readonly grant: Grant } | undefined;
  /** What the token stands for while it is good. */
  check(token: string): Grant | undefined;
}

export interface TokensOptions {
  readonly clock: Clock;
  readonly secureRandom: (length: number) => Uint8Array;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly lifetimeMs: number;
  readonly maxTokens: number;
}

const TOKEN_BYTES = 32;

/**
 * Tokens are opaque, 256 random bits, and kept as hashes only: neither a dump of the memory nor the time that a
 * comparison takes tells one. The oldest gives way when there are too many.
 */
export function createTokens(options: TokensOptions): Tokens {
  const { clock, secureRandom, lifetimeMs, maxTokens } = options;
  const grants = new Map<string, Grant>();
  const isGood = createCredentialCheck(options.clientId, options.clientSecret);

  return {
    issue(clientId, clientSecret) {
      if (!isGood(clientId, clientSecret)) return undefined;
      const token = Buffer.from(secureRandom(TOKEN_BYTES)).toString('base64url');
      const grant = { clientId, expiresAt: clock.now() + lifetimeMs };
      // All live equally long, so the oldest stand first.
      for (const [hash, { expiresAt }] of grants) {
        if (expiresAt > clock.now() && grants.size < maxTokens) break;
        grants.delete(hash);
      }
      grants.set(tokenHash(token), grant);
      return { token, grant };
    },
    check(token) {
      const grant = grants.get(tokenHash(token));
      return grant !== undefined && grant.expiresAt > clock.now() ? grant : undefined;
    },
  };
}

/** Says whether credentials are the bridge's, in a time that tells nothing of them. */
export function createCredentialCheck(
  clientId: string,
  clientSecret: string,
): (clientId: string, clientSecret: string) => boolean {
  const expected = pairHash(clientId, clientSecret);
  return (id, secret) => timingSafeEqual(pairHash(id, secret), expected);
}

function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}

function pairHash(clientId: string, clientSecret: string): Buffer {
  return createHash('sha256')
    .update(JSON.stringify([clientId, clientSecret]))
    .digest();
}
