import { Given, When } from '@cucumber/cucumber';
import { awaitLast } from './support/awaiting.ts';
import { drive } from './support/drive.ts';
import { queryEvents } from './support/events.ts';
import type { Duration } from './support/parameter-types.ts';
import { sendSomething } from './support/send.ts';
import type { ScenarioWorld } from './support/world.ts';

type Name = string | undefined;

When('{device} sends an uplink', async function (this: ScenarioWorld, name: Name) {
  await sendSomething(this, this.devices.get(name));
});

When('{device} sends {int} uplinks', async function (this: ScenarioWorld, name: Name, count: number) {
  for (let number = 0; number < count; number += 1) await sendSomething(this, this.devices.get(name));
});

When(
  '{device} sends {int} uplinks at the same time',
  async function (this: ScenarioWorld, name: Name, count: number) {
    await sendTogether(this, [name], count);
  },
);

When(
  'the device sends an uplink every minute for {duration}',
  async function (this: ScenarioWorld, span: Duration) {
    const simulation = await this.simulation();
    const end = simulation.clock.now() + span.ms;
    while (simulation.clock.now() < end) {
      await sendSomething(this, this.devices.get());
      await simulation.advance(60_000);
    }
  },
);

When(
  'each device sends an uplink every minute for {duration}',
  async function (this: ScenarioWorld, span: Duration) {
    const simulation = await this.simulation();
    const end = simulation.clock.now() + span.ms;
    while (simulation.clock.now() < end) {
      for (const device of this.devices.all()) await sendSomething(this, device);
      await simulation.advance(60_000);
    }
  },
);

When('each device sends an uplink', async function (this: ScenarioWorld) {
  for (const device of this.devices.all()) await sendSomething(this, device);
});

When('each device sends {int} uplinks', async function (this: ScenarioWorld, count: number) {
  for (let number = 0; number < count; number += 1) {
    for (const device of this.devices.all()) await sendSomething(this, device);
  }
});

When('each device sends {int} uplinks at the same time', async function (this: ScenarioWorld, count: number) {
  await sendTogether(
    this,
    this.devices.all().map(({ name }) => name),
    count,
  );
});

/** All frames are on their way before the first one is waited for. */
async function sendTogether(world: ScenarioWorld, names: readonly Name[], count: number): Promise<void> {
  const simulation = await world.simulation();
  const devices = names.map((name) => world.devices.get(name));
  const sending = devices.flatMap((device) =>
    Array.from({ length: count }, () => device.send({ temperature: world.devices.nextTemperature(device) })),
  );
  await drive(simulation, Promise.all(sending));
}

When('{device} has not sent anything', async function (this: ScenarioWorld, name: Name) {
  const { network } = await this.simulation();
  const { devEui } = this.devices.get(name);
  if (network.sent().some((sent) => sent.devEui === devEui))
    throw new Error('The device has sent something.');
});

Given('{device} sent an uplink', async function (this: ScenarioWorld, name: Name) {
  await sendSomething(this, this.devices.get(name));
  await awaitLast(this, this.devices.get(name));
});

Given('each device sent an uplink', async function (this: ScenarioWorld) {
  for (const device of this.devices.all()) await sendSomething(this, device);
  for (const device of this.devices.all()) await awaitLast(this, device);
});

Given('{device} is registered', async function (this: ScenarioWorld, name: Name) {
  await sendSomething(this, this.devices.get(name));
  await awaitLast(this, this.devices.get(name));
});

Given('the device sent an uplink that was skipped', async function (this: ScenarioWorld) {
  const device = this.devices.get();
  await sendSomething(this, device);
  const simulation = await this.simulation();
  await simulation.eventually('an event that the device was not created', async () =>
    (await queryEvents(this, { type: 'device-not-created', devEui: device.devEui })).at(0),
  );
});

When('an uplink of the device arrives {duration} late', async function (this: ScenarioWorld, late: Duration) {
  await sendSomething(this, this.devices.get(), { queuedAtGatewayMs: late.ms });
});
