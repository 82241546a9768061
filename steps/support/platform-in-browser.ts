import type { ScenarioWorld } from './world.ts';

/** Lets the person's browser find this world's platform under its documented name. @returns the platform's address */
export async function platformInBrowser(world: ScenarioWorld): Promise<string> {
  const { account, cumulocity } = await world.simulation();
  const { port } = await cumulocity.listen({ tls: true, from: 'operator' });
  if (world.documentedHost === undefined) throw new Error('Tag the scenario with @browser: it needs one.');
  world.documentedHost.leadTo(port);
  return `https://${account.hostName}`;
}
