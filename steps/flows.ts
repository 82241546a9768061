import assert from 'node:assert/strict';
import { Given, Then, When } from '@cucumber/cucumber';
import { z } from 'zod';
import { type Body, CONNECTOR, expectAccepted, told, withField } from './support/management-api.ts';
import type { Duration } from './support/parameter-types.ts';
import type { ScenarioWorld } from './support/world.ts';

const flowSchema = z.object({ id: z.string(), name: z.string(), matchers: z.array(z.unknown()) });

const AUTOMATIC = 'actility:auto:1';

interface FlowPlan {
  readonly name?: string;
  readonly matchers: readonly Body[];
  /** Names of connections; "the connection" unless said otherwise. */
  readonly connections?: readonly string[];
  /** The automatic one unless said otherwise; false: none. */
  readonly driver?: string | false;
  readonly validity?: string;
}

const withTags = (...tags: readonly string[]): Body => ({ type: 'thing', tags });

function flowBody(
  world: ScenarioWorld,
  { name = 'Flow', matchers, connections, driver, validity }: FlowPlan,
): Body {
  return {
    name,
    ...(driver === false ? {} : { driver: { id: driver ?? AUTOMATIC } }),
    matchers,
    connectors: (connections ?? [world.connections.name]).map((connection) => ({
      id: CONNECTOR,
      connectionId: world.connections.id(connection),
      ...(validity === undefined ? {} : { uplinkTimeValidity: validity }),
    })),
  };
}

async function create(world: ScenarioWorld, body: Body): Promise<void> {
  await world.call({ method: 'POST', path: '/flows', body });
}

async function given(world: ScenarioWorld, plan: FlowPlan): Promise<void> {
  await create(world, flowBody(world, plan));
  expectAccepted(world.answer);
}

async function list(world: ScenarioWorld) {
  const answer = await world.look({ method: 'GET', path: '/flows', query: { perPage: '100' } });
  const parsed = z.array(flowSchema).safeParse(answer.body);
  if (!parsed.success) throw new Error(`Expected a list of flows, but got ${told(answer)}`);
  return parsed.data;
}

async function idOf(world: ScenarioWorld, name: string): Promise<string> {
  const flow = (await list(world)).find((one) => one.name === name);
  if (flow === undefined) throw new Error(`There is no flow ${name}.`);
  return flow.id;
}

Given('a flow for the tag {string}', async function (this: ScenarioWorld, tag: string) {
  await given(this, { matchers: [withTags(tag)] });
});

Given(
  'a flow {string} for the tag {string}',
  async function (this: ScenarioWorld, name: string, tag: string) {
    await given(this, { name, matchers: [withTags(tag)] });
  },
);

Given(
  'a flow for the tag {string} or the tag {string}',
  async function (this: ScenarioWorld, one: string, two: string) {
    await given(this, { matchers: [withTags(one), withTags(two)] });
  },
);

Given(
  'a flow for the tags {string} and {string} together',
  async function (this: ScenarioWorld, a: string, b: string) {
    await given(this, { matchers: [withTags(a, b)] });
  },
);

Given(
  'a flow for the key of the device in {word} case',
  async function (this: ScenarioWorld, letters: string) {
    const { devEui } = this.devices.get();
    const written = letters === 'lower' ? devEui.toLowerCase() : devEui.toUpperCase();
    await given(this, { matchers: [{ type: 'key', key: `lora:${written}` }] });
  },
);

Given('a flow for the key of the device {string}', async function (this: ScenarioWorld, name: string) {
  const key = `lora:${this.devices.get(name).devEui.toLowerCase()}`;
  await given(this, { matchers: [{ type: 'key', key }] });
});

Given(
  'a flow for the tag {string} to the connection(s) {names}',
  async function (this: ScenarioWorld, tag: string, connections: readonly string[]) {
    await given(this, { matchers: [withTags(tag)], connections });
  },
);

Given(
  'a flow {string} for the tag {string} to the connection(s) {names}',
  async function (this: ScenarioWorld, name: string, tag: string, connections: readonly string[]) {
    await given(this, { name, matchers: [withTags(tag)], connections });
  },
);

Given(
  'a flow for the tag {string} with an uplink time validity of {duration}',
  async function (this: ScenarioWorld, tag: string, validity: Duration) {
    await given(this, { matchers: [withTags(tag)], validity: validity.short });
  },
);

Given(
  'a flow {string} for the tag {string} with an uplink time validity of {duration}',
  async function (this: ScenarioWorld, name: string, tag: string, validity: Duration) {
    await given(this, { name, matchers: [withTags(tag)], validity: validity.short });
  },
);

Given(
  'a flow for the tag {string} with the automatic driver',
  async function (this: ScenarioWorld, tag: string) {
    await given(this, { matchers: [withTags(tag)], driver: AUTOMATIC });
  },
);

Given('a flow for the tag {string} without a driver', async function (this: ScenarioWorld, tag: string) {
  await given(this, { matchers: [withTags(tag)], driver: false });
});

Given(
  "a flow for the tag {string} with the device's driver fixed",
  async function (this: ScenarioWorld, tag: string) {
    await given(this, { matchers: [withTags(tag)], driver: await driverFor(this, 'ers') });
  },
);

Given(
  'a flow for the tag {string} with the other built-in driver fixed',
  async function (this: ScenarioWorld, tag: string) {
    await given(this, { matchers: [withTags(tag)], driver: await driverFor(this, 'field-test') });
  },
);

/** The id of the listed driver whose id speaks of a format. */
async function driverFor(world: ScenarioWorld, format: string): Promise<string> {
  const answer = await world.look({ method: 'GET', path: '/drivers' });
  const drivers = z.array(z.object({ id: z.string() })).parse(answer.body);
  const driver = drivers.find(({ id }) => id.includes(format));
  if (driver === undefined) throw new Error(`No driver for ${format} is listed: ${told(answer)}`);
  return driver.id;
}

Given('{int} flows', async function (this: ScenarioWorld, count: number) {
  for (let number = 1; number <= count; number += 1) {
    await given(this, { name: `Flow ${number}`, matchers: [withTags(`tag-${number}`)] });
  }
});

When(
  'a flow {string} is created for the tag {string}',
  async function (this: ScenarioWorld, name: string, tag: string) {
    await create(this, flowBody(this, { name, matchers: [withTags(tag)] }));
  },
);

When('a flow is created for a connection that does not exist', async function (this: ScenarioWorld) {
  const body = flowBody(this, { matchers: [withTags('meter')], connections: [] });
  await create(this, { ...body, connectors: [{ id: CONNECTOR, connectionId: '999999' }] });
});

When(
  'the flow {string} is replaced by one for the tag {string}',
  async function (this: ScenarioWorld, name: string, tag: string) {
    const body = flowBody(this, { name, matchers: [withTags(tag)] });
    await this.call({ method: 'PUT', path: `/flows/${await idOf(this, name)}`, body });
  },
);

When(
  'the flow {string} is replaced by one for the tag {string} to the connection(s) {names}',
  async function (this: ScenarioWorld, name: string, tag: string, connections: readonly string[]) {
    const body = flowBody(this, { name, matchers: [withTags(tag)], connections });
    await this.call({ method: 'PUT', path: `/flows/${await idOf(this, name)}`, body });
    expectAccepted(this.answer);
  },
);

When('the flow {string} is deleted', async function (this: ScenarioWorld, name: string) {
  await this.call({ method: 'DELETE', path: `/flows/${await idOf(this, name)}` });
});

/** Mistakes of a flow, as changes of a good one. */
const MISTAKES: Readonly<Record<string, (body: Body) => Body>> = {
  'no name': (body) => withField(body, 'name', undefined),
  'no matchers': (body) => withField(body, 'matchers', undefined),
  'a matcher of an unknown kind': (body) => withField(body, 'matchers', [{ type: 'colour', tags: ['blue'] }]),
  'a key that names no device': (body) => withField(body, 'matchers', [{ type: 'key', key: 'lora:kitchen' }]),
  'no connectors': (body) => withField(body, 'connectors', undefined),
  'a validity of words': (body) => ({
    ...body,
    connectors: z
      .array(z.record(z.string(), z.unknown()))
      .parse(body.connectors)
      .map((connector) => ({ ...connector, uplinkTimeValidity: 'soon' })),
  }),
  'an unknown property': (body) => withField(body, 'colour', 'blue'),
};

When(/^a flow is created with (.+)$/, async function (this: ScenarioWorld, mistake: string) {
  const change = MISTAKES[mistake];
  if (change === undefined) throw new Error(`No mistake is known as "${mistake}".`);
  await create(this, change(flowBody(this, { matchers: [withTags('meter')] })));
});

Then(
  'the flow {string} is for the tag {string}',
  async function (this: ScenarioWorld, name: string, tag: string) {
    const answer = await this.look({ method: 'GET', path: `/flows/${await idOf(this, name)}` });
    assert.deepEqual(flowSchema.parse(answer.body).matchers, [withTags(tag)]);
  },
);

Then('the flows are {names}', async function (this: ScenarioWorld, names: readonly string[]) {
  assert.deepEqual(
    (await list(this)).map(({ name }) => name),
    names,
  );
});

Then('there is no flow', async function (this: ScenarioWorld) {
  assert.deepEqual(await list(this), []);
});

Then('the uplink takes the flow', async function (this: ScenarioWorld) {
  const simulation = await this.simulation();
  const platform = await this.platform();
  const { devEui } = this.devices.get();
  await simulation.eventually(`Cumulocity to list ${devEui}`, async () =>
    (await platform.devicesOf(devEui)).at(0),
  );
});

Then('the uplink takes no flow', async function (this: ScenarioWorld) {
  await (await this.simulation()).advance(3_600_000);
  assert.deepEqual(await (await this.platform()).devicesOf(this.devices.get().devEui), []);
});
