import { z } from 'zod';
import type { Storage } from '../storage/storage.ts';

const identitySchema = z.object({ externalId: z.string().min(1) });

/** What a connection is known by in Cumulocity: its id is that of one bridge only, and a tenant may serve several. */
export interface ConnectionIdentities {
  /** The connection's external id, made when it is first asked for and durable before it is given out. */
  of(connectionId: string): Promise<string>;
  drop(connectionId: string): Promise<void>;
}

export function createConnectionIdentities(
  storage: Storage,
  secureRandom: (length: number) => Uint8Array,
): ConnectionIdentities {
  const stored = storage.collection('connection-identities', identitySchema);
  return {
    of: async (connectionId) => {
      const known = await stored.get(connectionId);
      if (known !== undefined) return known.externalId;
      const externalId = Buffer.from(secureRandom(16)).toString('hex');
      await stored.put(connectionId, { externalId });
      return externalId;
    },
    drop: async (connectionId) => {
      await stored.delete(connectionId);
    },
  };
}
