import { Person } from './person.ts';
import type { ScenarioWorld } from './world.ts';

/** The person at the console: the tab that the scenario's sentences speak of. */
export async function person(world: ScenarioWorld): Promise<Person> {
  if (world.browsing === undefined) throw new Error('Tag the scenario with @browser: it needs one.');
  return new Person(await world.browsing.page());
}

/** Has somebody sign in as one does: at the console's form. */
export async function signIn(world: ScenarioWorld): Promise<Person> {
  const visitor = await person(world);
  const { bridge } = await world.simulation();
  await visitor.goTo(bridge.console());
  await visitor.fill('Client id', bridge.credentials.clientId);
  await visitor.fill('Client secret', bridge.credentials.clientSecret);
  await visitor.click('SIGN IN');
  await visitor.page.getByRole('navigation', { name: 'Menu' }).waitFor();
  return visitor;
}

/**
 * Brings somebody to a page of the console who has signed in before: the form was sent as a browser sends it, without the
 * time that it takes to be drawn.
 */
export async function signedIn(world: ScenarioWorld, path = ''): Promise<Person> {
  const visitor = await person(world);
  const { bridge } = await world.simulation();
  const address = `${bridge.console()}/sign-in`;
  const { request } = visitor.page.context();
  const csrf = CSRF.exec(await (await request.get(address)).text())?.[1] ?? '';
  const { clientId, clientSecret } = bridge.credentials;
  const sent = await request.post(address, {
    form: { clientId, clientSecret, csrf },
    maxRedirects: 0,
  });
  if (sent.status() !== 303) throw new Error(`Signing in was answered with ${sent.status()}.`);
  await visitor.goTo(`${bridge.console()}${path}`);
  await visitor.page.getByRole('navigation', { name: 'Menu' }).waitFor();
  return visitor;
}

const CSRF = /name="csrf" value="([^"]+)"/;
