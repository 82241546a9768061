import assert from 'node:assert/strict';
import { Given, Then, When } from '@cucumber/cucumber';
import { person } from './support/console-visit.ts';
import { platformInBrowser } from './support/platform-in-browser.ts';
import type { ScenarioWorld } from './support/world.ts';

/** Where the application is on the platform's host (Creating a Cumulocity connection, Displaying information). */
const APP = '/apps/devicemanagement';

async function open(world: ScenarioWorld): Promise<void> {
  const address = await platformInBrowser(world);
  const visitor = await person(world);
  await visitor.goTo(`${address}${APP}`);
}

async function logIn(world: ScenarioWorld): Promise<void> {
  const visitor = await person(world);
  const { admin } = await world.simulation();
  await visitor.fill('Username', admin.username);
  await visitor.fill('Password', admin.password);
  await visitor.click('Log in');
  await visitor.seesHeading('Device management');
}

Given("a person in Cumulocity's Device Management", async function (this: ScenarioWorld) {
  await open(this);
  await logIn(this);
});

When(
  'the person opens Device Management under the documented host name',
  async function (this: ScenarioWorld) {
    await open(this);
  },
);

When('the person logs in', async function (this: ScenarioWorld) {
  await logIn(this);
});

When('the person logs in with a wrong password', async function (this: ScenarioWorld) {
  const visitor = await person(this);
  await visitor.fill('Username', (await this.simulation()).admin.username);
  await visitor.fill('Password', 'wrong');
  await visitor.click('Log in');
});

When("the person opens the device's tab {string}", async function (this: ScenarioWorld, tab: string) {
  const visitor = await person(this);
  await visitor.choose('Devices', 'All devices');
  await visitor.click(this.devices.get().devEui, visitor.page.getByRole('main'));
  await visitor.click(tab, visitor.page.getByRole('navigation', { name: 'Device' }));
});

When('the person sends the command {string}', async function (this: ScenarioWorld, command: string) {
  const visitor = await person(this);
  await visitor.fill('Command', command);
  await visitor.click('Send');
});

When('the person searches the devices for {string}', async function (this: ScenarioWorld, text: string) {
  const { page } = await person(this);
  await page.getByRole('searchbox').fill(text);
  await page.getByRole('searchbox').press('Enter');
});

Then(
  'the device is listed with its name, model, serial number and system id',
  async function (this: ScenarioWorld) {
    const visitor = await person(this);
    const { devEui } = this.devices.get();
    const row = visitor.page.getByRole('row').filter({ hasText: devEui });
    await row.waitFor();
    for (const text of [devEui, 'elsys:ers:1']) await visitor.sees(text, row);
  },
);

Then('the device is listed without the page being loaded anew', async function (this: ScenarioWorld) {
  const visitor = await person(this);
  await visitor.sees(this.devices.get().devEui, visitor.page.getByRole('table'));
});

Then('a chart shows the series {string}', async function (this: ScenarioWorld, series: string) {
  const { page } = await person(this);
  const chart = page.getByRole('img', { name: series });
  await chart.waitFor();
  await chart.locator('canvas').waitFor();
});

Then('the operation is shown as {word}', async function (this: ScenarioWorld, status: string) {
  const { page } = await person(this);
  await page
    .getByRole('table', { name: /Operations/ })
    .getByText(status, { exact: true })
    .first()
    .waitFor();
});

Then('the person is asked to log in', async function (this: ScenarioWorld) {
  const visitor = await person(this);
  await visitor.field('Username').waitFor();
  assert.equal(new URL(visitor.page.url()).host, (await this.simulation()).account.hostName);
});
