import assert from 'node:assert/strict';
import { type DataTable, Given, Then } from '@cucumber/cucumber';
import { inThisWorld } from './support/example.ts';
import { givenConnection } from './support/given-connection.ts';
import {
  CONNECTOR,
  connectionOf,
  EXAMPLE_NAME,
  fieldOf,
  listConnections,
  readConnection,
  told,
} from './support/management-api.ts';
import { bringInTenant } from './support/tenants.ts';
import type { ScenarioWorld } from './support/world.ts';

/** A password that opens nothing. */
const WRONG = 'wrong-password';

Given('a Cumulocity connection', async function (this: ScenarioWorld) {
  await givenConnection(this, {}, 'OPENED');
});

Given('a Cumulocity connection {string}', async function (this: ScenarioWorld, name: string) {
  await givenConnection(this, { name }, 'OPENED');
});

Given('{int} Cumulocity connections', async function (this: ScenarioWorld, count: number) {
  for (let number = 1; number <= count; number += 1)
    await givenConnection(this, { name: `Connection ${number}` }, 'OPENED');
});

Given(
  'a Cumulocity connection {string} to the tenant {string}',
  async function (this: ScenarioWorld, name: string, tenantId: string) {
    const { account } = await bringInTenant(this, tenantId);
    await givenConnection(
      this,
      {
        name,
        'configuration.hostName': account.hostName,
        'configuration.tenantId': account.tenantId,
        'configuration.username': account.username,
        'configuration.password': account.password,
      },
      'OPENED',
    );
  },
);

Given(
  'a connection {string} to the host {string} that is {state}',
  async function (this: ScenarioWorld, name: string, hostName: string, state: string) {
    await givenConnection(this, { name, 'configuration.hostName': hostName }, state);
  },
);

Given('a connection that is {state}', async function (this: ScenarioWorld, state: string) {
  await givenConnection(this, {}, state);
});

Given(
  'a connection {string} that is {state}',
  async function (this: ScenarioWorld, name: string, state: string) {
    await givenConnection(this, { name }, state);
  },
);

Given('a connection whose password is wrong', async function (this: ScenarioWorld) {
  await givenConnection(this, { 'configuration.password': WRONG }, 'AUTHENTICATION_FAILED');
});

Given('a connection that is not active', async function (this: ScenarioWorld) {
  await givenConnection(this, { active: false }, 'DEACTIVATED');
});

Given('a Cumulocity connection that creates no devices', async function (this: ScenarioWorld) {
  await givenConnection(this, { 'configuration.createDevices': false }, 'OPENED');
});

Given(
  'a Cumulocity connection with an uplink time validity of {duration}',
  async function (this: ScenarioWorld, validity: { short: string }) {
    await givenConnection(this, { 'configuration.uplinkTimeValidity': validity.short }, 'OPENED');
  },
);

Then('there is no connection', async function (this: ScenarioWorld) {
  assert.deepEqual(
    (await listConnections(this)).map(({ name }) => name),
    [],
  );
});

Then('there are {int} connections', async function (this: ScenarioWorld, count: number) {
  assert.equal((await listConnections(this)).length, count);
});

Then('the connections are {names}', async function (this: ScenarioWorld, names: readonly string[]) {
  const found = (await listConnections(this)).map(({ name }) => name);
  assert.deepEqual(found.sort(), [...names].sort());
});

Then("{connection} can't be read any more", async function (this: ScenarioWorld, name: string | undefined) {
  const answer = await this.look({ method: 'GET', path: `/connections/${this.connections.id(name)}` });
  assert.equal(answer.status, 404, told(answer));
});

Then(
  "{connection}'s {setting} reads {string}",
  async function (this: ScenarioWorld, name: string | undefined, path: string, value: string) {
    assert.equal(fieldOf(await readConnection(this, name), path), value);
  },
);

Then(
  'the {setting} of {connection} reads {string}',
  async function (this: ScenarioWorld, path: string, name: string | undefined, value: string) {
    assert.equal(fieldOf(await readConnection(this, name), path), value);
  },
);

Then(
  "{connection}'s {setting} does not read {string}",
  async function (this: ScenarioWorld, name: string | undefined, path: string, value: string) {
    assert.notEqual(fieldOf(await readConnection(this, name), path), value);
  },
);

Then(
  'the {setting} of {connection} does not read {string}',
  async function (this: ScenarioWorld, path: string, name: string | undefined, value: string) {
    assert.notEqual(fieldOf(await readConnection(this, name), path), value);
  },
);

Then(
  "the connection's {setting} reads {string} in the answer",
  function (this: ScenarioWorld, path: string, value: string) {
    assert.equal(fieldOf(connectionOf(this.answer), path), value);
  },
);

Then(
  '{connection} has no {setting}',
  async function (this: ScenarioWorld, name: string | undefined, path: string) {
    assert.equal(fieldOf(await readConnection(this, name), path), undefined);
  },
);

Then(
  "{connection}'s parameter {word} is {json}",
  async function (this: ScenarioWorld, name: string | undefined, parameter: string, value: unknown) {
    assert.equal(fieldOf(await readConnection(this, name), `configuration.${parameter}`), value);
  },
);

Then(
  '{connection} has no parameter {word}',
  async function (this: ScenarioWorld, name: string | undefined, parameter: string) {
    assert.equal(fieldOf(await readConnection(this, name), `configuration.${parameter}`), undefined);
  },
);

Then("the connection's parameters are:", async function (this: ScenarioWorld, parameters: DataTable) {
  const { configuration } = await readConnection(this);
  const found = parameters.raw().map(([name = '']) => [name, JSON.stringify(configuration[name])]);
  assert.deepEqual(found, parameters.raw());
});

Then('the connection reads:', async function (this: ScenarioWorld, fields: DataTable) {
  const connection = await readConnection(this);
  const found = fields.raw().map(([path = '']) => [path, fieldOf(connection, path)]);
  assert.deepEqual(found, await inThisWorld(this, fields.raw()));
});

Then('the connection is active', async function (this: ScenarioWorld) {
  assert.equal((await readConnection(this)).active, true);
});

Then(
  'the answer holds the connection {string} with an id and a state',
  function (this: ScenarioWorld, name: string) {
    const connection = connectionOf(this.answer);
    assert.equal(connection.name, name);
    assert.equal(connection.connectorId, CONNECTOR);
    assert.match(connection.id, /\S/);
    assert.match(connection.state, /^[A-Z_]+$/);
  },
);

Then(
  'the connection {string} bears another id than {string} did',
  function (this: ScenarioWorld, name: string, former: string) {
    assert.notEqual(this.connections.id(name), this.connections.id(former));
  },
);

Then("the answer does not hold the connection's password", async function (this: ScenarioWorld) {
  const { account } = await this.simulation();
  assert.ok(this.answer.text.includes(EXAMPLE_NAME), told(this.answer));
  assert.ok(!this.answer.text.includes(JSON.stringify(account.password)), told(this.answer));
});
