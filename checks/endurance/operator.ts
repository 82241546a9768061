import { z } from 'zod';
import type { EnduranceSurroundings } from './surroundings.ts';

const connectionSchema = z.object({ state: z.string() });

type Watched = Pick<EnduranceSurroundings, 'world' | 'connection'>;

/** The state of the connection, as the management API shows it; undefined while nobody answers. */
export async function stateOf({ world, connection }: Watched): Promise<string | undefined> {
  try {
    const { body } = await world.bridge.api({ method: 'GET', path: `/connections/${connection.id}` });
    return connectionSchema.parse(body).state;
  } catch {
    // The bridge is down, or its answer was cut off: both are what these runs are about.
    return undefined;
  }
}

/** States that a connection leaves only by itself after minutes. */
const DOWN: ReadonlySet<string> = new Set(['CLOSED', 'UNREACHABLE', 'AUTHENTICATION_FAILED']);

/**
 * Does what an operator does who does not want to wait for the reconnect strategy: restarts a connection that is down.
 *
 * @returns its state
 */
export async function helpUp(watched: Watched): Promise<string | undefined> {
  const state = await stateOf(watched);
  if (state !== undefined && DOWN.has(state)) {
    const { world, connection } = watched;
    await world.bridge
      .api({ method: 'POST', path: `/connections/${connection.id}/restart` })
      .catch(() => undefined);
  }
  return state;
}
