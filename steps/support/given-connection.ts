import { exampleFor } from './example.ts';
import { type Body, createConnection, expectAccepted } from './management-api.ts';
import { awaitState } from './states.ts';
import type { ScenarioWorld } from './world.ts';

/** Creates the document's example with fields changed, and waits until it is in a state. */
export async function givenConnection(world: ScenarioWorld, changes: Body, state: string): Promise<void> {
  expectAccepted(await createConnection(world, await exampleFor(world, changes)));
  const password = changes['configuration.password'];
  if (typeof password === 'string') world.connections.setPassword(world.connections.name, password);
  await awaitState(world, state);
}
