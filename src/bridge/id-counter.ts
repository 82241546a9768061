import { z } from 'zod';
import type { Storage } from './storage/storage.ts';

const counterSchema = z.object({ last: z.number().int().nonnegative() });

/** Hands out ids that count up from 1 and never come again, also when what bore them is long deleted. */
export interface IdCounter {
  next(): Promise<string>;
}

/** The counter of that name. Calls must not overlap. */
export function createIdCounter(storage: Storage, name: string): IdCounter {
  const counters = storage.collection('counters', counterSchema);
  return {
    async next() {
      const last = ((await counters.get(name))?.last ?? 0) + 1;
      // Durable before it is used: an id is rather lost than given twice.
      await counters.put(name, { last });
      return String(last);
    },
  };
}
