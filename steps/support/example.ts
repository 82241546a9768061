import { type Body, exampleBody, withField } from './management-api.ts';
import type { ScenarioWorld } from './world.ts';

/** The document's example for this world's account, with fields changed; undefined leaves one out. */
export async function exampleFor(world: ScenarioWorld, changes: Body = {}): Promise<Body> {
  const { account } = await world.simulation();
  return Object.entries(changes).reduce<Body>(
    (body, [path, value]) => withField(body, path, value),
    exampleBody(account),
  );
}
