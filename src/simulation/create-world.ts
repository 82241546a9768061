import { createVirtualWorld } from './virtual-world.ts';
import type { World } from './world.ts';
import type { WorldOptions } from './world-options.ts';

/**
 * Makes a fresh world, with its bridge started and its Cumulocity tenant ready.
 * @throws Error when options contradict each other
 */
export function createWorld(options: WorldOptions): Promise<World> {
  return createVirtualWorld(options);
}
