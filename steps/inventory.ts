import assert from 'node:assert/strict';
import { Then } from '@cucumber/cucumber';
import { expectAge } from './support/ages.ts';
import { onlyDevice } from './support/deliveries.ts';
import { fieldOf } from './support/management-api.ts';
import type { Place } from './support/measurement-phrase.ts';
import type { Duration } from './support/parameter-types.ts';
import type { ManagedObject } from './support/platform-client.ts';
import type { ScenarioWorld } from './support/world.ts';

type Name = string | undefined;

/** Waits until Cumulocity has the device, once. */
async function awaitDevice(world: ScenarioWorld, name?: Name): Promise<ManagedObject> {
  const simulation = await world.simulation();
  const platform = await world.platform();
  const device = world.devices.get(name);
  return await simulation.eventually(`Cumulocity to list ${device.devEui}`, () =>
    onlyDevice(platform, device),
  );
}

Then('Cumulocity lists {device}', async function (this: ScenarioWorld, name: Name) {
  await awaitDevice(this, name);
});

Then('Cumulocity lists the device once', async function (this: ScenarioWorld) {
  await awaitDevice(this);
  await (await this.simulation()).watch(3_600_000);
  await onlyDevice(await this.platform(), this.devices.get());
});

Then('Cumulocity holds a single device', async function (this: ScenarioWorld) {
  const simulation = await this.simulation();
  const platform = await this.platform();
  await simulation.eventually(
    'Cumulocity to hold a device',
    async () => (await platform.devices()).length > 0,
  );
  await simulation.watch(3_600_000);
  const names = (await platform.devices()).map(({ name }) => name);
  assert.equal(names.length, 1, `there are ${names.join(', ')}`);
});

async function expectUnknown(world: ScenarioWorld, name: Name, ms: number): Promise<void> {
  const { devEui } = world.devices.get(name);
  await (await world.simulation()).watch(ms);
  assert.deepEqual(await (await world.platform()).devicesOf(devEui), []);
}

Then(
  'Cumulocity still knows nothing of {device} after {duration}',
  async function (this: ScenarioWorld, name: Name, span: Duration) {
    await expectUnknown(this, name, span.ms);
  },
);

Then(
  'the tenant {string} lists {device} only',
  async function (this: ScenarioWorld, tenantId: string, name: Name) {
    const simulation = await this.simulation();
    const platform = await this.platform(tenantId);
    const device = this.devices.get(name);
    await simulation.eventually(`the tenant ${tenantId} to list ${device.devEui}`, () =>
      onlyDevice(platform, device),
    );
    assert.equal((await platform.devices()).length, 1);
  },
);

Then('Cumulocity lists the device by its DevEUI in upper case', async function (this: ScenarioWorld) {
  assert.equal((await awaitDevice(this)).name, this.devices.get().devEui.toUpperCase());
});

Then(
  "the device's serial number in Cumulocity is its DevEUI in upper case",
  async function (this: ScenarioWorld) {
    const device = await awaitDevice(this);
    assert.equal(fieldOf(device, 'c8y_Hardware.serialNumber'), this.devices.get().devEui.toUpperCase());
  },
);

Then("the device's model in Cumulocity is that of its driver", async function (this: ScenarioWorld) {
  const device = await awaitDevice(this);
  assert.equal(fieldOf(device, 'c8y_Hardware.model'), 'elsys:ers:1');
});

Then("the device's model in Cumulocity is blank", async function (this: ScenarioWorld) {
  assert.equal(fieldOf(await awaitDevice(this), 'c8y_Hardware.model'), '');
});

Then('the device is marked as a device in Cumulocity', async function (this: ScenarioWorld) {
  assert.deepEqual(fieldOf(await awaitDevice(this), 'c8y_IsDevice'), {});
});

Then('the device is marked as one that takes shell commands', async function (this: ScenarioWorld) {
  const operations = fieldOf(await awaitDevice(this), 'c8y_SupportedOperations');
  assert.ok(
    Array.isArray(operations) && operations.includes('c8y_Command'),
    `it takes ${String(operations)}`,
  );
});

Then('the device is called {string} in Cumulocity', async function (this: ScenarioWorld, name: string) {
  const platform = await this.platform();
  const [device, ...others] = await platform.devicesOf(this.devices.get().devEui);
  assert.equal(others.length, 0);
  assert.equal(device?.name, name);
});

/** Latitude and longitude of a fragment, in Cumulocity's names. */
function placeOf(holder: unknown): readonly unknown[] {
  return [fieldOf(holder, 'c8y_Position.lat'), fieldOf(holder, 'c8y_Position.lng')];
}

Then('the device is at {place} in Cumulocity', async function (this: ScenarioWorld, place: Place) {
  const simulation = await this.simulation();
  await simulation.eventually('the position of the device', async () => {
    assert.deepEqual(placeOf(await awaitedObject(this)), [place.latitude, place.longitude]);
    return true;
  });
});

async function awaitedObject(world: ScenarioWorld): Promise<ManagedObject> {
  return await onlyDevice(await world.platform(), world.devices.get());
}

Then(
  'the device has no position in Cumulocity after {duration}',
  async function (this: ScenarioWorld, span: Duration) {
    await (await this.simulation()).watch(span.ms);
    assert.deepEqual(placeOf(await awaitedObject(this)), [undefined, undefined]);
  },
);

async function awaitLocationEvent(world: ScenarioWorld, place: Place, ageMs?: number): Promise<void> {
  const simulation = await world.simulation();
  const platform = await world.platform();
  const now = simulation.clock.now();
  await simulation.eventually('the event of the position', async () => {
    const { id } = await awaitedObject(world);
    const found = (await platform.events(id, 'c8y_LocationUpdate')).find((event) => {
      const [latitude, longitude] = placeOf(event);
      return latitude === place.latitude && longitude === place.longitude;
    });
    if (found !== undefined && ageMs !== undefined)
      expectAge(simulation, now - Date.parse(found.time), ageMs);
    return found;
  });
}

Then('a location event tells of {place}', async function (this: ScenarioWorld, place: Place) {
  await awaitLocationEvent(this, place);
});

Then(
  'a location event of {duration} ago tells of {place}',
  async function (this: ScenarioWorld, age: Duration, place: Place) {
    await awaitLocationEvent(this, place, age.ms);
  },
);
