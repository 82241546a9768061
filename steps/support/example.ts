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

/** The account of the document's example. */
const DOCUMENTED = [
  ['hostName', 'tpx.eu-latest.cumulocity.com'],
  ['tenantId', 'tpx'],
  ['username', 'tpx-iot-flow'],
] as const;

/** Rows of paths and values in which the account of the document's example stands for that of this world. */
export async function inThisWorld(
  world: ScenarioWorld,
  rows: readonly (readonly string[])[],
): Promise<readonly (readonly string[])[]> {
  const { account } = await world.simulation();
  return rows.map(([path = '', value = '']) => {
    const same = DOCUMENTED.find(([name, example]) => path === `configuration.${name}` && value === example);
    return [path, same === undefined ? value : account[same[0]]];
  });
}
