import { type DataTable, When } from '@cucumber/cucumber';
import {
  type Body,
  exampleBody,
  readConnection,
  updateConnection,
  wholeBody,
  withField,
} from './support/management-api.ts';
import type { ScenarioWorld } from './support/world.ts';

/** Sends all of the connection, one field of it changed; undefined leaves the field out. */
async function change(world: ScenarioWorld, path: string, value: unknown, name?: string): Promise<void> {
  world.connections.openedBefore = (await readConnection(world, name)).startupTime;
  await updateConnection(world, withField(await wholeBody(world, name), path, value), name);
}

When(
  "{connection}'s {setting} is changed to {string}",
  async function (this: ScenarioWorld, name: string | undefined, path: string, value: string) {
    await change(this, path, value, name);
    if (path === 'name' && this.answer.status === 200) this.connections.add(value, this.connections.id(name));
  },
);

When(
  'the {setting} of {connection} is changed to {string}',
  async function (this: ScenarioWorld, path: string, name: string | undefined, value: string) {
    await change(this, path, value, name);
  },
);

When(
  "{connection}'s parameter {word} is changed to {json}",
  async function (this: ScenarioWorld, name: string | undefined, parameter: string, value: unknown) {
    await change(this, `configuration.${parameter}`, value, name);
  },
);

When("the connection's parameters are changed to:", async function (this: ScenarioWorld, table: DataTable) {
  const body = table
    .raw()
    .reduce<Body>(
      (changed, [name = '', value = '']) => withField(changed, `configuration.${name}`, JSON.parse(value)),
      await wholeBody(this),
    );
  await updateConnection(this, body);
});

When('the deleted connection is updated', async function (this: ScenarioWorld) {
  const { account } = await this.simulation();
  await updateConnection(this, exampleBody(account));
});

When(
  "the connection's description is changed to {string}, its id standing in the {word}",
  async function (this: ScenarioWorld, description: string, place: string) {
    const body: Body = withField(await wholeBody(this), 'configuration.description', description);
    const id = this.connections.id();
    await this.call({
      method: 'PUT',
      path: '/connections',
      body: place === 'body' ? { id, ...body } : body,
      ...(place === 'query' ? { query: { id } } : {}),
    });
  },
);

When(
  "the connection's description is changed to {string}, its id standing nowhere",
  async function (this: ScenarioWorld, description: string) {
    const body = withField(await wholeBody(this), 'configuration.description', description);
    await this.call({ method: 'PUT', path: '/connections', body });
  },
);

When('a connection that does not exist is updated', async function (this: ScenarioWorld) {
  const { account } = await this.simulation();
  await this.call({ method: 'PUT', path: '/connections/999999', body: exampleBody(account) });
});

When(
  '{connection} is updated without its {setting}',
  async function (this: ScenarioWorld, name: string | undefined, path: string) {
    await change(this, path, undefined, name);
  },
);

When(
  '{connection} is updated without its parameter {word}',
  async function (this: ScenarioWorld, name: string | undefined, parameter: string) {
    await change(this, `configuration.${parameter}`, undefined, name);
  },
);

When(
  'the connection is updated to the description {string} without its {setting}',
  async function (this: ScenarioWorld, description: string, path: string) {
    const body = withField(await wholeBody(this), 'configuration.description', description);
    await updateConnection(this, withField(body, path, undefined));
  },
);

When(
  'the connection is updated with nothing but its account and the description {string}',
  async function (this: ScenarioWorld, description: string) {
    const { account } = await this.simulation();
    const body = withField(exampleBody(account), 'configuration.description', description);
    await updateConnection(this, { ...body, name: this.connections.name });
  },
);

When(
  'an update brings nothing but the description {string}',
  async function (this: ScenarioWorld, text: string) {
    await updateConnection(this, { configuration: { description: text } });
  },
);

When(/^the connection's password is corrected$/, async function (this: ScenarioWorld) {
  const { account } = await this.simulation();
  await change(this, 'configuration.password', account.password);
});

When('the connection is given the new password', async function (this: ScenarioWorld) {
  await change(this, 'configuration.password', this.connections.password());
});

When(
  'the connection is sent back as it was read, with the description {string}',
  async function (this: ScenarioWorld, description: string) {
    const { connectorId, name, active, configuration } = await readConnection(this);
    await updateConnection(this, {
      connectorId,
      name,
      active,
      configuration: { ...configuration, description },
    });
  },
);

When('the connection is set {activity}', async function (this: ScenarioWorld, active: boolean) {
  await change(this, 'active', active);
});
