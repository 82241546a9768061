import { createExternalWorld } from './external-world.ts';
import { createRealWorld } from './real-world.ts';
import { createVirtualWorld } from './virtual-world.ts';
import type { World } from './world.ts';
import type { WorldOptions } from './world-options.ts';

/**
 * Makes a fresh world, with its bridge started and its Cumulocity tenant ready.
 * @throws Error when options contradict each other
 */
export async function createWorld(options: WorldOptions): Promise<World> {
  if (options.target !== undefined) return createExternalWorld(options.target, options);
  if (options.time === 'real') return createRealWorld(options);
  if (options.bridge === 'process' || options.brokerUrl !== undefined) {
    throw new Error(
      'A bridge in a process of its own and a broker outside need real time: set time to "real".',
    );
  }
  return createVirtualWorld(options);
}
