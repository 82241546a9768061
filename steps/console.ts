import assert from 'node:assert/strict';
import { type DataTable, Given, Then, When } from '@cucumber/cucumber';
import { accessibilityFaults } from './support/accessibility.ts';
import { person, signedIn, signIn } from './support/console-visit.ts';
import { EXAMPLE_NAME } from './support/management-api.ts';
import type { ScenarioWorld } from './support/world.ts';

/** What the document's form is filled with, for the account of this world. */
async function fillExample(world: ScenarioWorld, changes: Readonly<Record<string, string>> = {}) {
  const visitor = await person(world);
  const { account } = await world.simulation();
  const fields = {
    Name: EXAMPLE_NAME,
    Hostname: account.hostName,
    'Tenant ID': account.tenantId,
    Username: account.username,
    Password: account.password,
    Description: 'Cumulocity connection test',
    ...changes,
  };
  for (const [label, value] of Object.entries(fields)) await visitor.fill(label, value);
}

Given('a person who is signed in to the console', async function (this: ScenarioWorld) {
  await (await signIn(this)).seesHeading('Dashboard');
});

Given('a person before the console, not signed in', async function (this: ScenarioWorld) {
  await (await person(this)).goTo((await this.simulation()).bridge.console());
});

Given('the person is at the form for a new Cumulocity connection', async function (this: ScenarioWorld) {
  const visitor = await signedIn(this, '/connections/create/cumulocity');
  await visitor.field('Name').waitFor();
});

Given("the person is on the connection's page", async function (this: ScenarioWorld) {
  const visitor = await signedIn(this, `/connections/${this.connections.id()}`);
  await visitor.seesHeading(this.connections.name);
});

When(
  'the person chooses {string}, {string} in the menu',
  async function (this: ScenarioWorld, entry: string, below: string) {
    await (await person(this)).choose(entry, below);
  },
);

When('the person clicks {string}', async function (this: ScenarioWorld, name: string) {
  await (await person(this)).click(name);
});

When('the person signs in with a wrong secret', async function (this: ScenarioWorld) {
  const visitor = await person(this);
  const { credentials } = (await this.simulation()).bridge;
  await visitor.fill('Client id', credentials.clientId);
  await visitor.fill('Client secret', 'nobody knows');
  await visitor.click('SIGN IN');
});

When("the person fills in the document's example", async function (this: ScenarioWorld) {
  await fillExample(this);
});

When(
  "the person fills in the document's example with {string} as {word}",
  async function (this: ScenarioWorld, value: string, label: string) {
    await fillExample(this, { [label]: value });
  },
);

When(
  'the person fills in {string} as {word}',
  async function (this: ScenarioWorld, value: string, label: string) {
    await (await person(this)).fill(label, value);
  },
);

When('the person leaves the field {word}', async function (this: ScenarioWorld, label: string) {
  await (await person(this)).field(label).blur();
});

When('the person opens the list of connections', async function (this: ScenarioWorld) {
  await (await person(this)).choose('Connections', 'List');
});

When('the person clicks the Edit icon of {string}', async function (this: ScenarioWorld, label: string) {
  await (await person(this)).click(`Edit ${label}`);
});

When(
  'the person enters {string} as the new {string}',
  async function (this: ScenarioWorld, value: string, label: string) {
    await (await person(this)).edit(label, value);
  },
);

When('the person clicks the Confirm icon', async function (this: ScenarioWorld) {
  await (await person(this)).click('Confirm');
});

When('the person clicks the Cancel icon', async function (this: ScenarioWorld) {
  await (await person(this)).click('Cancel');
});

When('the person proceeds', async function (this: ScenarioWorld) {
  const visitor = await person(this);
  await visitor.click('PROCEED UPDATE', await visitor.question());
});

When(
  'the person changes the {string} to {string}',
  async function (this: ScenarioWorld, label: string, value: string) {
    await (await person(this)).change(label, value);
  },
);

When(
  "somebody else changes the connection's name to {string}",
  async function (this: ScenarioWorld, name: string) {
    const path = `/connections/${this.connections.id()}`;
    const { body } = await this.look({ method: 'GET', path });
    assert.ok(typeof body === 'object' && body !== null);
    await this.call({ method: 'PUT', path, body: { ...body, name } });
    assert.equal(this.answer.status, 200);
  },
);

When('the person deletes the connection and confirms it', async function (this: ScenarioWorld) {
  const visitor = await person(this);
  await visitor.click('Delete the connection');
  await visitor.click('DELETE', await visitor.question());
});

When('the person deletes the connection and thinks better of it', async function (this: ScenarioWorld) {
  const visitor = await person(this);
  await visitor.click('Delete the connection');
  await visitor.click('CANCEL', await visitor.question());
});

When(
  /^the person (starts|stops|restarts) the connection$/,
  async function (this: ScenarioWorld, how: string) {
    const visitor = await person(this);
    await visitor.page.getByText('START / STOP').click();
    await visitor.click(how.slice(0, how === 'stops' ? 4 : -1).toUpperCase());
  },
);

Then(
  'a notification {string} says {string}',
  async function (this: ScenarioWorld, title: string, text: string) {
    await (await person(this)).seesNotice(title, text);
  },
);

Then('the page {string} is shown', async function (this: ScenarioWorld, heading: string) {
  await (await person(this)).seesHeading(heading);
});

Then('the person can select {string}', async function (this: ScenarioWorld, name: string) {
  await (await person(this)).page.getByRole('link', { name, exact: true }).first().waitFor();
});

Then('the person sees {string}', async function (this: ScenarioWorld, text: string) {
  await (await person(this)).sees(text);
});

Then('the form has the fields:', async function (this: ScenarioWorld, table: DataTable) {
  const visitor = await person(this);
  const shown = await visitor.page.getByRole('form').locator('.field-head label').allInnerTexts();
  assert.deepEqual(
    shown.map((text) => text.replace(/\s*\*$/, ' *').trim()),
    table.raw().flat(),
  );
});

Then(
  'beside {word} the form says {string}',
  async function (this: ScenarioWorld, label: string, text: string) {
    const visitor = await person(this);
    const field = visitor.page.locator('.field').filter({ has: visitor.field(label) });
    await visitor.sees(text, field);
  },
);

Then('each field has an information mark that explains it', async function (this: ScenarioWorld) {
  const { page } = await person(this);
  const marks = await page.getByRole('form').locator('details.help').all();
  assert.equal(marks.length, 6);
  for (const mark of marks) {
    await mark.locator('summary').click();
    const text = await mark.locator('p').innerText();
    assert.ok(text.length > 10, `an information mark says only "${text}"`);
    await page.keyboard.press('Escape');
  }
});

Then('the password is shown as dots until the eye is clicked', async function (this: ScenarioWorld) {
  const { page } = await person(this);
  const field = (await person(this)).field('Password');
  assert.equal(await field.getAttribute('type'), 'password');
  await page.getByRole('button', { name: 'Show the password' }).click();
  assert.equal(await field.getAttribute('type'), 'text');
});

Then('the details of the connection {string} are shown', async function (this: ScenarioWorld, name: string) {
  const visitor = await person(this);
  await visitor.seesHeading(name);
  await visitor.sees('BASIC SETTINGS');
  const id = /\/connections\/([^/?]+)/.exec(visitor.page.url())?.[1];
  assert.ok(id !== undefined, 'the address names no connection');
  this.connections.add(name, id);
  await visitor.sees(`(Connection id: ${id})`);
});

Then('the page shows the connection as {state}', async function (this: ScenarioWorld, state: string) {
  await (await person(this)).seesState(state);
});

Then(
  'the page shows {string} as the {string}',
  async function (this: ScenarioWorld, value: string, label: string) {
    const visitor = await person(this);
    await visitor.page.getByRole('button', { name: `Edit ${label}` }).waitFor();
    const simulation = await this.simulation();
    await simulation.eventually(`the page to show "${value}" as the ${label}`, async () =>
      (await visitor.valueOf(label)) === value ? true : undefined,
    );
  },
);

Then(
  'each of these parameters has an Edit icon of its own:',
  async function (this: ScenarioWorld, table: DataTable) {
    const { page } = await person(this);
    for (const label of table.raw().flat()) {
      assert.equal(await page.getByRole('button', { name: `Edit ${label}`, exact: true }).count(), 1, label);
    }
  },
);

Then(
  'a window asks whether to proceed, since the connection may restart',
  async function (this: ScenarioWorld) {
    const visitor = await person(this);
    const dialog = await visitor.question();
    await visitor.sees('CONFIRMATION', dialog);
    await visitor.sees(
      `Your connection "${this.connections.name}" may restart to apply your changes. Are you sure you want to proceed?`,
      dialog,
    );
  },
);

Then('no window asks anything', async function (this: ScenarioWorld) {
  await (await person(this)).page.getByRole('dialog').waitFor({ state: 'detached' });
});

Then('the page as it was sent does not hold the password', async function (this: ScenarioWorld) {
  const { page } = await person(this);
  const { account } = await this.simulation();
  const sent = await page.request.get(page.url());
  const [source, present] = [await sent.text(), await page.content()];
  assert.ok(source.includes('BASIC SETTINGS'), 'this is not the page that was meant');
  assert.ok(!source.includes(account.password) && !present.includes(account.password));
});

Then('nothing on the page keeps anybody from using it', async function (this: ScenarioWorld) {
  assert.deepEqual(await accessibilityFaults((await person(this)).page), []);
});

Then('the person is asked to sign in', async function (this: ScenarioWorld) {
  await (await person(this)).field('Client secret').waitFor();
});

When("the person enters the account's password as the new password", async function (this: ScenarioWorld) {
  const visitor = await person(this);
  const { account } = await this.simulation();
  await visitor.edit('Password', account.password);
});

When(
  'the person changes the {string} to {string} in another tab',
  async function (this: ScenarioWorld, label: string, value: string) {
    const { page } = await person(this);
    await this.browsing?.openTab();
    const visitor = await person(this);
    await visitor.goTo(page.url());
    await visitor.change(label, value);
    await visitor.seesNotice('Update done', 'has been updated');
  },
);

When('the person turns back to the first tab', async function (this: ScenarioWorld) {
  await this.browsing?.turnTo(0);
});

Then('the form finds fault with {names}', async function (this: ScenarioWorld, labels: readonly string[]) {
  const { page } = await person(this);
  const faulty = page.locator('.field').filter({ has: page.locator('[aria-invalid=true]') });
  const found = await faulty.locator('.field-head label').allInnerTexts();
  assert.deepEqual(
    found.map((text) => text.replace('*', '').trim()),
    labels,
  );
});

Then(
  'the metrics show {int} uplink(s) of {int} device(s), with a chart',
  async function (this: ScenarioWorld, uplinks: number, devices: number) {
    const { page } = await person(this);
    const chart = page.getByRole('img', {
      name: new RegExp(`^Chart: active devices ${devices}, uplinks ${uplinks},`),
    });
    await chart.locator('canvas').waitFor();
    const panel = page.getByRole('region', { name: 'METRICS' });
    await panel
      .getByRole('definition')
      .filter({ hasText: new RegExp(`^${uplinks}`) })
      .first()
      .waitFor();
  },
);

Then('the metrics of the last day are chosen', async function (this: ScenarioWorld) {
  const { page } = await person(this);
  await page.getByRole('button', { name: '1D: Last day', pressed: true }).waitFor();
});
