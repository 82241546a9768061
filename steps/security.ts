import assert from 'node:assert/strict';
import { Given, Then, When } from '@cucumber/cucumber';
import { z } from 'zod';
import { expectAccepted, told } from './support/management-api.ts';
import type { ScenarioWorld } from './support/world.ts';

const tokenSchema = z.object({
  access_token: z.string().min(1),
  token_type: z.string().regex(/^bearer$/i),
  expires_in: z.number().positive(),
});

async function signIn(world: ScenarioWorld, wrong?: string): Promise<void> {
  const { bridge } = await world.simulation();
  const { clientId, clientSecret } = bridge.credentials;
  world.answer = await bridge.signIn({
    clientId: wrong === 'client id' ? 'local/nobody' : clientId,
    clientSecret: wrong === 'client secret' ? 'no-secret-at-all' : clientSecret,
  });
  const token = tokenSchema.safeParse(world.answer.body);
  if (token.success) world.token = { text: token.data.access_token, lifeMs: token.data.expires_in * 1000 };
}

When('somebody signs in with good credentials', async function (this: ScenarioWorld) {
  await signIn(this);
});

Given('somebody signed in with good credentials', async function (this: ScenarioWorld) {
  await signIn(this);
  expectAccepted(this.answer);
});

When(
  /^somebody signs in with a wrong (client id|client secret)$/,
  async function (this: ScenarioWorld, wrong: string) {
    await signIn(this, wrong);
  },
);

Then('a bearer token is given for a stated time', function (this: ScenarioWorld) {
  expectAccepted(this.answer);
  assert.ok(tokenSchema.safeParse(this.answer.body).success, told(this.answer));
});

async function statusWithToken(world: ScenarioWorld): Promise<number> {
  return (await world.look({ method: 'GET', path: '/connections', token: world.token.text })).status;
}

Then('the token opens the management API', async function (this: ScenarioWorld) {
  assert.equal(await statusWithToken(this), 200);
});

Then('the token no longer opens the management API', async function (this: ScenarioWorld) {
  assert.equal(await statusWithToken(this), 401);
});

When("nearly all of the token's time passes", async function (this: ScenarioWorld) {
  await (await this.simulation()).advance(this.token.lifeMs - 1000);
});

When("more than the token's time passes", async function (this: ScenarioWorld) {
  await (await this.simulation()).advance(this.token.lifeMs + 1000);
});

async function describeToken(world: ScenarioWorld, token: string): Promise<void> {
  await world.call({
    method: 'GET',
    path: '/oauth/tokeninfo',
    query: { access_token: token },
    token: 'none',
  });
}

When('the token is described', async function (this: ScenarioWorld) {
  await describeToken(this, this.token.text);
});

When('the token {string} is described', async function (this: ScenarioWorld, token: string) {
  await describeToken(this, token);
});

Then('the description tells whose it is and how long it is good', async function (this: ScenarioWorld) {
  expectAccepted(this.answer);
  const { client_id, expires_in } = z
    .object({ client_id: z.string(), expires_in: z.number() })
    .parse(this.answer.body);
  assert.equal(client_id, (await this.simulation()).bridge.credentials.clientId);
  assert.ok(expires_in * 1000 <= this.token.lifeMs && expires_in > 0);
});

Then('{string} stands in no event, answer or log', async function (this: ScenarioWorld, secret: string) {
  const simulation = await this.simulation();
  const events = await this.look({ method: 'GET', path: '/events', query: { perPage: '100' } });
  const connections = await this.look({ method: 'GET', path: '/connections' });
  const places = {
    answer: this.answer.text,
    events: events.text,
    connections: connections.text,
    log: simulation.bridge.log(),
    recording: simulation.journal.toNdjson(),
  };
  const found = Object.entries(places).flatMap(([place, text]) => (text.includes(secret) ? [place] : []));
  assert.deepEqual(found, []);
});

Then('the connection is refused, or never opened and nothing called', async function (this: ScenarioWorld) {
  if (this.answer.status === 400) return;
  expectAccepted(this.answer);
  const simulation = await this.simulation();
  await simulation.advance(60_000);
  const { body } = await this.look({ method: 'GET', path: `/connections/${this.connections.id()}` });
  const { state } = z.object({ state: z.string() }).parse(body);
  assert.notEqual(state, 'OPENED');
});

Then('the host {string} is not called during 1 day', async function (this: ScenarioWorld, host: string) {
  await (await this.simulation()).advance(86_400_000);
  const name = host.replace(/\.$/, '');
  assert.deepEqual(
    this.network.strays().filter((called) => called.startsWith(name)),
    [],
  );
});
