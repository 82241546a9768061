import assert from 'node:assert/strict';
import { Given, Then, When } from '@cucumber/cucumber';
import { z } from 'zod';
import { NotOnThisTarget } from '../src/conformance/targets/index.ts';
import { told } from './support/management-api.ts';
import { addDevice, assign, BUILT_IN_FORMATS } from './support/new-device.ts';
import type { ScenarioWorld } from './support/world.ts';

Given('a device with the connection', async function (this: ScenarioWorld) {
  await addDevice(this, { connections: [this.connections.name] });
});

Given('a device of class C with the connection', async function (this: ScenarioWorld) {
  await addDevice(this, { deviceClass: 'C', connections: [this.connections.name] });
});

// The field test device's driver is one that only decodes.
Given(
  "a device of class C whose driver can't encode, with the connection",
  async function (this: ScenarioWorld) {
    const connections = [this.connections.name];
    await addDevice(this, { codec: 'adeunis-field-test', deviceClass: 'C', connections });
  },
);

Given(
  'a device {string} with the connection {string}',
  async function (this: ScenarioWorld, name: string, connection: string) {
    await addDevice(this, { name, connections: [connection] });
  },
);

Given(
  'a device with the connections {names}',
  async function (this: ScenarioWorld, names: readonly string[]) {
    await addDevice(this, { connections: names });
  },
);

Given(
  'the devices {names} with the connection',
  async function (this: ScenarioWorld, names: readonly string[]) {
    for (const name of names) await addDevice(this, { name, connections: [this.connections.name] });
  },
);

Given('{int} devices with the connection', async function (this: ScenarioWorld, count: number) {
  for (let number = 0; number < count; number += 1) {
    await addDevice(this, { connections: [this.connections.name] });
  }
});

Given('a device without a connection', async function (this: ScenarioWorld) {
  await addDevice(this);
});

Given('a device {string} without a connection', async function (this: ScenarioWorld, name: string) {
  await addDevice(this, { name });
});

Given(
  'a device {string} without a connection, its DevEUI differing from that of {string} in the last digit',
  async function (this: ScenarioWorld, name: string, other: string) {
    const { devEui } = this.devices.get(other);
    const last = (Number.parseInt(devEui.slice(-1), 16) + 1) % 16;
    await addDevice(this, { name, devEui: `${devEui.slice(0, -1)}${last.toString(16)}` });
  },
);

Given(
  'the devices {names} without a connection',
  async function (this: ScenarioWorld, names: readonly string[]) {
    for (const name of names) await addDevice(this, { name });
  },
);

Given('a device of each built-in payload format with the connection', async function (this: ScenarioWorld) {
  const { bridge } = await this.simulation();
  if (!bridge.capabilities.has('drivers'))
    throw new NotOnThisTarget('It needs "drivers", which the target does not claim.');
  for (const codec of BUILT_IN_FORMATS) {
    await addDevice(this, { name: codec, codec, connections: [this.connections.name] });
  }
});

Given(
  'a device of each built-in payload format with the tag {string}',
  async function (this: ScenarioWorld, tag: string) {
    for (const codec of BUILT_IN_FORMATS) await addDevice(this, { name: codec, codec, tags: [tag] });
  },
);

Given('a device with no tag', async function (this: ScenarioWorld) {
  await addDevice(this);
});

Given('a device with the tag(s) {names}', async function (this: ScenarioWorld, tags: readonly string[]) {
  await addDevice(this, { tags });
});

Given('a device with the tag {string} and the connection', async function (this: ScenarioWorld, tag: string) {
  await addDevice(this, { tags: [tag], connections: [this.connections.name] });
});

Given(
  'a device {string} with the tag {string}',
  async function (this: ScenarioWorld, name: string, tag: string) {
    await addDevice(this, { name, tags: [tag] });
  },
);

Given(
  'a device {string} with the tag {string} and the connection {string}',
  async function (this: ScenarioWorld, name: string, tag: string, connection: string) {
    await addDevice(this, { name, tags: [tag], connections: [connection] });
  },
);

Given(
  'a device with the tag {string} whose uplinks name no driver',
  async function (this: ScenarioWorld, tag: string) {
    await addDevice(this, { tags: [tag], driver: false });
  },
);

Given('a device with the connection whose uplinks name no driver', async function (this: ScenarioWorld) {
  await addDevice(this, { driver: false, connections: [this.connections.name] });
});

Given(
  'a device with the connection whose uplinks have numbers written as text',
  async function (this: ScenarioWorld) {
    await addDevice(this, { flavour: 'strings', connections: [this.connections.name] });
  },
);

When(
  '{connection} is added to {device}',
  async function (this: ScenarioWorld, connection: string | undefined, device: string | undefined) {
    await assign(this, this.devices.get(device).devEui, this.connections.id(connection));
  },
);

When('a connection that does not exist is added to the device', async function (this: ScenarioWorld) {
  await assign(this, this.devices.get().devEui, '999999');
});

When(
  '{connection} is taken from {device}',
  async function (this: ScenarioWorld, connection: string | undefined, device: string | undefined) {
    const { devEui } = this.devices.get(device);
    const path = `/devices/${devEui}/connections/${this.connections.id(connection)}`;
    await this.call({ method: 'DELETE', path });
  },
);

/** The longest page of a list. */
const PAGE = 100;

const deviceSchema = z.object({ devEui: z.string(), connectionIds: z.array(z.string()) });

async function listed(world: ScenarioWorld) {
  const found: z.infer<typeof deviceSchema>[] = [];
  // A bridge that lasts may know devices of scenarios before.
  for (let page = 1; ; page += 1) {
    const query = { page: String(page), perPage: String(PAGE) };
    const answer = await world.look({ method: 'GET', path: '/devices', query });
    const parsed = z.array(deviceSchema).safeParse(answer.body);
    if (!parsed.success) throw new Error(`Expected a list of devices, but got ${told(answer)}`);
    found.push(...parsed.data);
    if (parsed.data.length < PAGE) return found;
  }
}

Then('the list of devices holds {device}', async function (this: ScenarioWorld, name: string | undefined) {
  const { devEui } = this.devices.get(name);
  const simulation = await this.simulation();
  await simulation.eventually(`the list of devices to hold ${devEui}`, async () =>
    (await listed(this)).find((device) => device.devEui === devEui),
  );
});

Then(
  'the list of devices does not hold {device}',
  async function (this: ScenarioWorld, name: string | undefined) {
    const { devEui } = this.devices.get(name);
    const found = (await listed(this)).map((device) => device.devEui);
    assert.ok(!found.includes(devEui), `the list holds ${found.join(', ')}`);
  },
);

async function connectionsOf(world: ScenarioWorld): Promise<readonly string[]> {
  const { devEui } = world.devices.get();
  return (await listed(world)).find((device) => device.devEui === devEui)?.connectionIds ?? [];
}

Then("the device's connections are {names}", async function (this: ScenarioWorld, names: readonly string[]) {
  assert.deepEqual(
    await connectionsOf(this),
    names.map((name) => this.connections.id(name)),
  );
});

Then('the device has no connections', async function (this: ScenarioWorld) {
  assert.deepEqual(await connectionsOf(this), []);
});
