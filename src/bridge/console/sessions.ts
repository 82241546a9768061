import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { createCredentialCheck } from '../api/tokens.ts';
import type { ConsoleDeps } from './console-deps.ts';

/** Somebody who is signed in. */
export interface Session {
  readonly clientId: string;
  /** Goes with each request that changes something, so that none can be forged (OWASP, CSRF Prevention Cheat Sheet). */
  readonly csrf: string;
}

export interface Sessions {
  /** The token of a new session for good credentials, undefined for others. */
  open(clientId: string, clientSecret: string): Promise<string | undefined>;
  find(token: string): Promise<Session | undefined>;
  close(token: string): Promise<void>;
}

const storedSessionSchema = z.object({
  v: z.literal(1),
  clientId: z.string(),
  /** Milliseconds since 1970. */
  expiresAt: z.number(),
  proof: z.string(),
});

const TOKEN_BYTES = 32;
/** A working day, then one signs in again. */
export const SESSION_MS = 12 * 3_600_000;

/**
 * Sessions are kept in the store, so that a restart of the bridge signs nobody out; a token is kept as its hash only. The
 * proof ties a session to the credentials of the bridge: when these are changed, it is none any more.
 */
export function createSessions({
  config,
  clock,
  secureRandom,
  storage,
}: Pick<ConsoleDeps, 'config' | 'clock' | 'secureRandom' | 'storage'>): Sessions {
  const { clientId: expectedId, clientSecret: expectedSecret } = config.api;
  const stored = storage.collection('console-sessions', storedSessionSchema);
  const isGood = createCredentialCheck(expectedId, expectedSecret);
  const proofOf = (token: string) =>
    keyed(token, `credentials ${JSON.stringify([expectedId, expectedSecret])}`);

  async function sweep(): Promise<void> {
    for (const { id, value } of await stored.list()) {
      if (value.expiresAt <= clock.now()) await stored.delete(id);
    }
  }

  return {
    async open(clientId, clientSecret) {
      if (!isGood(clientId, clientSecret)) return undefined;
      await sweep();
      const token = Buffer.from(secureRandom(TOKEN_BYTES)).toString('base64url');
      const session = { v: 1 as const, clientId, expiresAt: clock.now() + SESSION_MS, proof: proofOf(token) };
      await stored.put(idOf(token), session);
      return token;
    },
    async find(token) {
      const session = await stored.get(idOf(token));
      if (session === undefined || session.expiresAt <= clock.now()) return undefined;
      if (!isSame(session.proof, proofOf(token))) return undefined;
      return { clientId: session.clientId, csrf: keyed(token, 'csrf') };
    },
    async close(token) {
      await stored.delete(idOf(token));
    },
  };
}

/** Compares two secrets in a time that tells nothing of them. */
export function isSame(a: string, b: string): boolean {
  const [left, right] = [a, b].map((text) => createHash('sha256').update(text).digest());
  return left !== undefined && right !== undefined && timingSafeEqual(left, right);
}

function idOf(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}

function keyed(token: string, text: string): string {
  return createHmac('sha256', token).update(text).digest('base64url');
}
