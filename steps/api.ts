import assert from 'node:assert/strict';
import { type DataTable, Then, When } from '@cucumber/cucumber';
import { z } from 'zod';
import { expectAccepted, expectStatus, fieldOf, refusalOf, told } from './support/management-api.ts';
import type { Refusal } from './support/parameter-types.ts';
import type { ScenarioWorld } from './support/world.ts';

const isRefusal = (status: number) => status >= 400 && status < 500;

Then('the request is accepted', function (this: ScenarioWorld) {
  expectAccepted(this.answer);
});

Then('the request is refused', function (this: ScenarioWorld) {
  expectStatus(this.answer, isRefusal, 'refused');
});

Then('the request is refused {refusal}', function (this: ScenarioWorld, { status, words }: Refusal) {
  expectStatus(this.answer, (found) => found === status, `refused ${words}`);
});

Then('the refusal names {string}', function (this: ScenarioWorld, name: string) {
  const { message } = refusalOf(this.answer);
  assert.ok(message.includes(name), `it says: ${message}`);
});

Then('the refusal does not name {string}', function (this: ScenarioWorld, name: string) {
  const { message } = refusalOf(this.answer);
  assert.ok(!message.includes(name), `it says: ${message}`);
});

Then('the refusal says {string}', function (this: ScenarioWorld, text: string) {
  const { message } = refusalOf(this.answer);
  assert.ok(message.includes(text), `it says: ${message}`);
});

Then('the refusal bears the code {string}', function (this: ScenarioWorld, code: string) {
  assert.equal(refusalOf(this.answer).code, code);
});

Then('the refusal bears a code and a message', function (this: ScenarioWorld) {
  const { code, message } = refusalOf(this.answer);
  assert.match(code, /\S/);
  assert.match(message, /\S/);
});

When(/^the (connections|connectors|drivers) are listed$/, async function (this: ScenarioWorld, what: string) {
  await this.call({ method: 'GET', path: `/${what}` });
});

When('the connections are listed without a token', async function (this: ScenarioWorld) {
  await this.call({ method: 'GET', path: '/connections', token: 'none' });
});

When('the connections are patched', async function (this: ScenarioWorld) {
  await this.call({ method: 'PATCH', path: '/connections', body: {} });
});

When('the path {string} is read', async function (this: ScenarioWorld, path: string) {
  await this.call({ method: 'GET', path });
});

When('these are read without a token:', async function (this: ScenarioWorld, paths: DataTable) {
  this.answers = [];
  for (const [path = ''] of paths.raw()) {
    this.answers.push(await this.call({ method: 'GET', path, token: 'none' }));
  }
});

Then('each of the requests is refused {refusal}', function (this: ScenarioWorld, { status }: Refusal) {
  assert.ok(this.answers.length > 0, 'nothing was asked');
  assert.deepEqual(
    this.answers.map((answer) => answer.status),
    this.answers.map(() => status),
  );
});

When('a {word} that does not exist is read', async function (this: ScenarioWorld, resource: string) {
  await this.call({ method: 'GET', path: `/${resource}s/999999` });
});

When('page {int} of the flows is listed', async function (this: ScenarioWorld, page: number) {
  await this.call({ method: 'GET', path: '/flows', query: { page: String(page) } });
});

When(
  /^page (\S+) of the (flows|connections) is listed, (\S+) a page$/,
  async function (this: ScenarioWorld, page: string, what: string, perPage: string) {
    await this.call({ method: 'GET', path: `/${what}`, query: { page, perPage } });
  },
);

Then(
  /^the answer is a bare list of (\d+) (?:flows|connections)$/,
  function (this: ScenarioWorld, count: string) {
    assert.ok(Array.isArray(this.answer.body), told(this.answer));
    assert.equal(this.answer.body.length, Number(count));
  },
);

Then(
  'the answer tells of {int} flows in {int} pages of {int}',
  function (this: ScenarioWorld, total: number, pages: number, perPage: number) {
    const { headers } = this.answer;
    const found = [headers['x-total'], headers['x-total-pages'], headers['x-per-page']];
    assert.deepEqual(found, [total, pages, perPage].map(String));
    assert.match(headers.link ?? '', /rel="?(first|last|prev|next)/);
  },
);

// Some refuse to give so much, others give less: both keep to the limit.
Then('no page of more than 100 is given', function (this: ScenarioWorld) {
  if (isRefusal(this.answer.status)) return;
  assert.equal(this.answer.headers['x-per-page'], '100', told(this.answer));
});

const connectorSchema = z.object({ id: z.string() });

Then('the answer holds the connector {string}', function (this: ScenarioWorld, id: string) {
  const connectors = z.array(connectorSchema).parse(this.answer.body);
  assert.ok(
    connectors.some((connector) => connector.id === id),
    told(this.answer),
  );
});

When('the connector {string} is read', async function (this: ScenarioWorld, id: string) {
  await this.call({ method: 'GET', path: `/connectors/${id}` });
});

Then('its configuration describes:', function (this: ScenarioWorld, fields: DataTable) {
  const schema = fieldOf(this.answer.body, 'connection.configurationSchema');
  const required = z.array(z.string()).parse(fieldOf(schema, 'required'));
  const found = fields.raw().map(([field = '']) => {
    if (fieldOf(schema, `properties.${field}`) === undefined) return [field, 'not described'];
    return [field, required.includes(field) ? 'mandatory' : 'optional'];
  });
  assert.deepEqual(found, fields.raw());
});

const module = { producerId: z.string(), moduleId: z.string(), version: z.string() };
const driverSchema = z.object({
  id: z.string().min(1),
  ...module,
  application: z.object(module),
  models: z.array(z.object(module)).min(1),
});

Then(
  'each of at least {int} drivers bears an id, its application and its models',
  function (this: ScenarioWorld, least: number) {
    const drivers = z.array(driverSchema).parse(this.answer.body);
    assert.ok(drivers.length >= least, told(this.answer));
  },
);

When('the description of the API is read', async function (this: ScenarioWorld) {
  await this.call({ method: 'GET', path: '/openapi.json' });
  expectAccepted(this.answer);
});

Then('it describes these paths:', function (this: ScenarioWorld, table: DataTable) {
  const paths = Object.keys(z.record(z.string(), z.unknown()).parse(fieldOf(this.answer.body, 'paths')));
  const missing = table.raw().filter(([path = '']) => !paths.some((found) => found.endsWith(path)));
  assert.deepEqual(missing, [], `it describes ${paths.join(', ')}`);
});
