import { Person } from './person.ts';
import type { ScenarioWorld } from './world.ts';

/** The person at the console: the tab that the scenario's sentences speak of. */
export async function person(world: ScenarioWorld): Promise<Person> {
  if (world.browsing === undefined) throw new Error('Tag the scenario with @browser: it needs one.');
  return new Person(await world.browsing.page());
}

/** Brings somebody to a page of the console, who is asked who they are first. */
export async function signedIn(world: ScenarioWorld, path = ''): Promise<Person> {
  const visitor = await person(world);
  const { bridge } = await world.simulation();
  await visitor.goTo(`${bridge.console()}${path}`);
  await visitor.fill('Client id', bridge.credentials.clientId);
  await visitor.fill('Client secret', bridge.credentials.clientSecret);
  await visitor.click('SIGN IN');
  await visitor.page.getByRole('navigation', { name: 'Menu' }).waitFor();
  return visitor;
}
