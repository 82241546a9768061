import { type DataTable, When } from '@cucumber/cucumber';
import { exampleFor as example } from './support/example.ts';
import { type Body, createConnection, fieldOf, withField } from './support/management-api.ts';
import type { ScenarioWorld } from './support/world.ts';

When('a connection is created', async function (this: ScenarioWorld) {
  await createConnection(this, await example(this));
});

When('a connection is created that is not active', async function (this: ScenarioWorld) {
  await createConnection(this, await example(this, { active: false }));
});

When('a connection is created as in the documented example', async function (this: ScenarioWorld) {
  await createConnection(this, await example(this));
});

When(
  'a connection is created with exactly these fields:',
  async function (this: ScenarioWorld, fields: DataTable) {
    await createConnection(
      this,
      fields.raw().reduce<Body>((body, [path = '', value]) => withField(body, path, value), {}),
    );
  },
);

When(
  'the documented example is sent with {string} written as {string}',
  async function (this: ScenarioWorld, field: string, slip: string) {
    const parent = field === 'configuration' ? '' : 'configuration.';
    const body = await example(this);
    const slipped = withField(body, `${parent}${slip}`, fieldOf(body, `${parent}${field}`));
    await createConnection(this, withField(slipped, `${parent}${field}`, undefined));
  },
);

When(
  'a connection is created with the {setting} {string}',
  async function (this: ScenarioWorld, path: string, value: string) {
    await createConnection(this, await example(this, { [path]: value }));
  },
);

When('a connection is created without its {setting}', async function (this: ScenarioWorld, path: string) {
  await createConnection(this, await example(this, { [path]: undefined }));
});

When('a connection is created with a number as its description', async function (this: ScenarioWorld) {
  await createConnection(this, await example(this, { 'configuration.description': 7 }));
});

When(
  'a connection is created with a name that is {word}',
  async function (this: ScenarioWorld, kind: string) {
    await createConnection(this, await example(this, { name: kind === 'blank' ? '   ' : '' }));
  },
);

When(
  'a connection is created with {word} set to {json}',
  async function (this: ScenarioWorld, parameter: string, value: unknown) {
    await createConnection(this, await example(this, { [`configuration.${parameter}`]: value }));
  },
);

When(
  'a connection is created with the field {word} set to {json}',
  async function (this: ScenarioWorld, path: string, value: unknown) {
    await createConnection(this, await example(this, { [path]: value }));
  },
);

When(
  'a connection is created with the unknown property {string} in its {word}',
  async function (this: ScenarioWorld, property: string, place: string) {
    const path = place === 'body' ? property : `${place}.${property}`;
    await createConnection(this, await example(this, { [path]: 'blue' }));
  },
);

When(
  'a connection is created with a description of {int} characters',
  async function (this: ScenarioWorld, length: number) {
    await createConnection(this, await example(this, { 'configuration.description': 'x'.repeat(length) }));
  },
);

When(
  'a connection is created with the password {string} and no host name',
  async function (this: ScenarioWorld, password: string) {
    const changes = { 'configuration.password': password, 'configuration.hostName': undefined };
    await createConnection(this, await example(this, changes));
  },
);

When(
  'a connection is created with a document that is cut off after the password {string}',
  async function (this: ScenarioWorld, password: string) {
    const whole = JSON.stringify(await example(this, { 'configuration.password': password }));
    const rawBody = whole.slice(0, whole.indexOf(password) + password.length);
    await this.call({ method: 'POST', path: '/connections', rawBody });
  },
);

When(/^a connection is created with the body (.+)$/, async function (this: ScenarioWorld, rawBody: string) {
  await this.call({ method: 'POST', path: '/connections', rawBody });
});

When(
  'a connection is created with these parameters as well:',
  async function (this: ScenarioWorld, parameters: DataTable) {
    const changes = parameters
      .raw()
      .map(([name = '', value = '']): [string, unknown] => [`configuration.${name}`, JSON.parse(value)]);
    await createConnection(this, await example(this, Object.fromEntries(changes)));
  },
);

When('a connection is created with no body', async function (this: ScenarioWorld) {
  await this.call({ method: 'POST', path: '/connections' });
});

When('a connection is created with the token {string}', async function (this: ScenarioWorld, token: string) {
  await this.call({ method: 'POST', path: '/connections', body: await example(this), token });
});
