import assert from 'node:assert/strict';
import { Then } from '@cucumber/cucumber';
import { awaitDelivered } from './support/awaiting.ts';
import { measurementsOf, valuesOf } from './support/deliveries.ts';
import type { Duration } from './support/parameter-types.ts';
import type { ScenarioWorld } from './support/world.ts';

Then(
  'each uplink of {device} is in Cumulocity once',
  async function (this: ScenarioWorld, name: string | undefined) {
    await awaitDelivered(this, this.devices.get(name));
  },
);

Then('each uplink of each device is in Cumulocity once', async function (this: ScenarioWorld) {
  await awaitDelivered(this, ...this.devices.all());
});

async function uplinksHeld(world: ScenarioWorld): Promise<number> {
  return valuesOf(await measurementsOf(await world.platform(), world.devices.get()), 'temperature').length;
}

Then(
  'Cumulocity holds the data of {int} uplink(s) of the device',
  async function (this: ScenarioWorld, count: number) {
    const simulation = await this.simulation();
    await simulation.eventually(`the data of ${count} uplinks`, async () => {
      assert.equal(await uplinksHeld(this), count);
      return true;
    });
  },
);

Then('{duration} later Cumulocity still holds it once', async function (this: ScenarioWorld, span: Duration) {
  const simulation = await this.simulation();
  await simulation.advance(span.ms);
  const { devEui } = this.devices.get();
  assert.equal(
    await uplinksHeld(this),
    simulation.network.sent().filter((sent) => sent.devEui === devEui).length,
  );
});

Then('the uplinks of the device came to Cumulocity in their order', async function (this: ScenarioWorld) {
  const device = this.devices.get();
  await awaitDelivered(this, device);
  const { network } = await this.simulation();
  const sent = network
    .sent()
    .flatMap(({ devEui, values }) => (devEui === device.devEui ? [values?.temperature] : []));
  const held = [...(await measurementsOf(await this.platform(), device))].sort(
    (a, b) => Number(a.id) - Number(b.id),
  );
  assert.deepEqual(
    valuesOf(held, 'temperature').map(({ value }) => value),
    sent,
  );
});

Then('its data in Cumulocity are {duration} old', async function (this: ScenarioWorld, age: Duration) {
  const simulation = await this.simulation();
  const platform = await this.platform();
  const { devEui } = this.devices.get();
  const sent = simulation.network.sent().findLast((one) => one.devEui === devEui);
  assert.ok(sent, 'the device has sent nothing');
  assert.equal(simulation.clock.now() - sent.at, age.ms);
  await simulation.eventually('the data', async () => (await uplinksHeld(this)) > 0);
  const times = (await measurementsOf(platform, this.devices.get())).map(({ time }) => Date.parse(time));
  assert.deepEqual([...new Set(times)], [sent.at]);
});

Then("all data came to Cumulocity from the connection's own user", async function (this: ScenarioWorld) {
  const { twin, account } = await this.simulation();
  await awaitDelivered(this, this.devices.get());
  const writes = twin.journal.find({ method: 'POST', path: '/measurement/measurements' });
  assert.ok(writes.length > 0, 'nothing was written');
  const users = new Set(writes.map(({ tenant, user }) => `${tenant}/${user}`));
  assert.deepEqual([...users], [`${account.tenantId}/${account.username}`]);
});
