import assert from 'node:assert/strict';
import { Then } from '@cucumber/cucumber';
import type { Device } from '../mocks/lorawan/index.ts';
import { expectAge } from './support/ages.ts';
import { awaitDelivered, awaitDeliveredWithin } from './support/awaiting.ts';
import { measurementsOf, valuesOf } from './support/deliveries.ts';
import type { Duration } from './support/parameter-types.ts';
import type { ScenarioWorld } from './support/world.ts';

type Name = string | undefined;

Then(
  'each uplink of {device} is in Cumulocity once',
  async function (this: ScenarioWorld, name: string | undefined) {
    await awaitDelivered(this, this.devices.get(name));
  },
);

Then('each uplink of each device is in Cumulocity once', async function (this: ScenarioWorld) {
  await awaitDelivered(this, ...this.devices.all());
});

Then(
  'each uplink of {device} is in Cumulocity once within {duration}',
  async function (this: ScenarioWorld, name: Name, span: Duration) {
    await awaitDeliveredWithin(this, span.ms, this.devices.get(name));
  },
);

Then(
  'each uplink of each device is in Cumulocity once within {duration}',
  async function (this: ScenarioWorld, span: Duration) {
    await awaitDeliveredWithin(this, span.ms, ...this.devices.all());
  },
);

async function uplinksHeld(world: ScenarioWorld, name?: Name, tenantId?: string): Promise<number> {
  const platform = await world.platform(tenantId);
  return valuesOf(await measurementsOf(platform, world.devices.get(name)), 'temperature').length;
}

interface HeldWhere {
  readonly name?: Name | undefined;
  readonly tenantId?: string;
  readonly withinMs?: number;
}

async function awaitHeld(
  world: ScenarioWorld,
  count: number,
  { name, tenantId, withinMs }: HeldWhere,
): Promise<void> {
  const simulation = await world.simulation();
  await simulation.eventually(
    `the data of ${count} uplinks`,
    async () => {
      assert.equal(await uplinksHeld(world, name, tenantId), count);
      return true;
    },
    withinMs,
  );
}

Then(
  'Cumulocity holds the data of {int} uplink(s) of {device}',
  async function (this: ScenarioWorld, count: number, name: Name) {
    await awaitHeld(this, count, { name });
  },
);

Then(
  'the tenant {string} holds the data of {int} uplink(s) of {device}',
  async function (this: ScenarioWorld, tenantId: string, count: number, name: Name) {
    await awaitHeld(this, count, { name, tenantId });
  },
);

Then(
  'the tenant {string} holds the data of {int} uplink(s) of {device} within {duration}',
  async function (this: ScenarioWorld, tenantId: string, count: number, name: Name, span: Duration) {
    await awaitHeld(this, count, { name, tenantId, withinMs: span.ms });
  },
);

Then(
  'the tenant {string} knows nothing of {device}',
  async function (this: ScenarioWorld, tenantId: string, name: Name) {
    await (await this.simulation()).watch(60_000);
    assert.deepEqual(await (await this.platform(tenantId)).devicesOf(this.devices.get(name).devEui), []);
  },
);

Then('{duration} later Cumulocity still holds it once', async function (this: ScenarioWorld, span: Duration) {
  const simulation = await this.simulation();
  await simulation.watch(span.ms);
  const { devEui } = this.devices.get();
  assert.equal(
    await uplinksHeld(this),
    simulation.network.sent().filter((sent) => sent.devEui === devEui).length,
  );
});

async function expectOrder(world: ScenarioWorld, device: Device): Promise<void> {
  const { network } = await world.simulation();
  const sent = network
    .sent()
    .flatMap(({ devEui, values }) => (devEui === device.devEui ? [values?.temperature] : []));
  const held = [...(await measurementsOf(await world.platform(), device))].sort(
    (a, b) => Number(a.id) - Number(b.id),
  );
  assert.deepEqual(
    valuesOf(held, 'temperature').map(({ value }) => value),
    sent,
  );
}

Then('the uplinks of the device came to Cumulocity in their order', async function (this: ScenarioWorld) {
  await awaitDelivered(this, this.devices.get());
  await expectOrder(this, this.devices.get());
});

Then('the uplinks of each device came to Cumulocity in their order', async function (this: ScenarioWorld) {
  await awaitDelivered(this, ...this.devices.all());
  for (const device of this.devices.all()) await expectOrder(this, device);
});

Then('its data in Cumulocity are {duration} old', async function (this: ScenarioWorld, age: Duration) {
  const simulation = await this.simulation();
  const platform = await this.platform();
  const { devEui } = this.devices.get();
  const sent = simulation.network.sent().findLast((one) => one.devEui === devEui);
  assert.ok(sent, 'the device has sent nothing');
  expectAge(simulation, simulation.clock.now() - sent.at, age.ms);
  await simulation.eventually('the data', async () => (await uplinksHeld(this)) > 0);
  const times = (await measurementsOf(platform, this.devices.get())).map(({ time }) => Date.parse(time));
  assert.deepEqual([...new Set(times)], [sent.at]);
});

Then("all data came to Cumulocity from the connection's own user", async function (this: ScenarioWorld) {
  const { cumulocity, account } = await this.simulation();
  await awaitDelivered(this, this.devices.get());
  const writes = cumulocity.journal.find({ method: 'POST', path: '/measurement/measurements' });
  assert.ok(writes.length > 0, 'nothing was written');
  const users = new Set(writes.map(({ tenant, user }) => `${tenant}/${user}`));
  assert.deepEqual([...users], [`${account.tenantId}/${account.username}`]);
});
