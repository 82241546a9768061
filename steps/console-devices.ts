import { Given, Then, When } from '@cucumber/cucumber';
import { person, signedIn } from './support/console-visit.ts';
import { addDevice } from './support/new-device.ts';
import type { ScenarioWorld } from './support/world.ts';

Given('a device without a connection that was heard', async function (this: ScenarioWorld) {
  await addDevice(this);
  const { devEui } = this.devices.get();
  await this.devices.get().send({ temperature: 20 });
  const simulation = await this.simulation();
  await simulation.eventually('the bridge to list the device', async () => {
    const answer = await this.look({ method: 'GET', path: `/devices/${devEui}` });
    return answer.status === 200 ? true : undefined;
  });
});

Given("the person is on the device's page", async function (this: ScenarioWorld) {
  const visitor = await signedIn(this, `/devices/${this.devices.get().devEui}`);
  await visitor.seesHeading(this.devices.get().name);
});

When('the person clicks the device in the list', async function (this: ScenarioWorld) {
  const visitor = await person(this);
  await visitor.click(this.devices.get().name, visitor.page.getByRole('main'));
});

When('the person adds the connection to the device', async function (this: ScenarioWorld) {
  const visitor = await person(this);
  await visitor.click('ADD A CONNECTION');
  await visitor.page
    .getByRole('form', { name: 'Add a connection' })
    .getByRole('combobox')
    .selectOption(this.connections.id());
  await visitor.click('Confirm');
});

When(
  'the person selects the connection for the device and clicks the Cancel icon',
  async function (this: ScenarioWorld) {
    const visitor = await person(this);
    await visitor.click('ADD A CONNECTION');
    await visitor.page
      .getByRole('form', { name: 'Add a connection' })
      .getByRole('combobox')
      .selectOption(this.connections.id());
    await visitor.click('Cancel');
  },
);

Then("the device's details are shown", async function (this: ScenarioWorld) {
  const visitor = await person(this);
  await visitor.seesHeading(this.devices.get().name);
  await visitor.sees('INFORMATION');
  await visitor.sees(this.devices.get().devEui);
});

Then('a notification tells that the device has been updated', async function (this: ScenarioWorld) {
  await (await person(this)).seesNotice(
    'Update done',
    `Device '${this.devices.get().name}' has been updated`,
  );
});

Then("the page lists the connection as one of the device's", async function (this: ScenarioWorld) {
  const visitor = await person(this);
  const panel = visitor.page.getByRole('region', { name: 'CONNECTIONS' });
  await panel.getByRole('link', { name: this.connections.name, exact: true }).waitFor();
});

Then('the page shows the uplink with its temperature', async function (this: ScenarioWorld) {
  const visitor = await person(this);
  await visitor.sees(/temperature/i, visitor.page.getByRole('region', { name: 'LAST UPLINKS' }));
});
