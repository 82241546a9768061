import assert from 'node:assert/strict';
import { Given, Then, When } from '@cucumber/cucumber';
import { expectAge } from './support/ages.ts';
import { onlyDevice } from './support/deliveries.ts';
import { givenConnection } from './support/given-connection.ts';
import { fieldOf } from './support/management-api.ts';
import type { Duration } from './support/parameter-types.ts';
import type { PlatformEvent } from './support/platform-client.ts';
import { altered, send } from './support/send.ts';
import type { ScenarioWorld } from './support/world.ts';

/** The type of the event that keeps a document, and the fragment that holds it: this project's profile. */
const DOCUMENT = 'iotFlow_Document';

Given('a Cumulocity connection with sendMetadata', async function (this: ScenarioWorld) {
  await givenConnection(this, { 'configuration.sendMetadata': true }, 'OPENED');
});

Given('a Cumulocity connection with sendRawDecodedFormat', async function (this: ScenarioWorld) {
  await givenConnection(this, { 'configuration.sendRawDecodedFormat': true }, 'OPENED');
});

Given(
  'a Cumulocity connection with sendMetadata and sendRawDecodedFormat',
  async function (this: ScenarioWorld) {
    const both = { 'configuration.sendMetadata': true, 'configuration.sendRawDecodedFormat': true };
    await givenConnection(this, both, 'OPENED');
  },
);

When(
  'the device sends an uplink that the network has decoded to the entry {string} of {float}',
  async function (this: ScenarioWorld, entry: string, value: number) {
    // No port of a built-in format, and no driver: what the network decoded is all there is.
    const alter = (document: unknown) => altered(document, { payload: { [entry]: value }, points: {} });
    await send(this, this.devices.get(), { hex: '00', fPort: 42 }, { alter });
  },
);

async function documents(world: ScenarioWorld): Promise<readonly PlatformEvent[]> {
  const platform = await world.platform();
  const { id } = await onlyDevice(platform, world.devices.get());
  return await platform.events(id, DOCUMENT);
}

/** Waits until there are so many, and gives the first. */
async function awaitDocuments(world: ScenarioWorld, count: number): Promise<PlatformEvent | undefined> {
  const simulation = await world.simulation();
  return await simulation
    .eventually(`${count} documents`, async () => {
      const found = await documents(world);
      assert.equal(found.length, count);
      return { first: found[0] };
    })
    .then(({ first }) => first);
}

Then('Cumulocity keeps {int} document(s) of the device', async function (this: ScenarioWorld, count: number) {
  await awaitDocuments(this, count);
});

Then(
  /^Cumulocity keeps the document of the device's uplink (with|without) its root node$/,
  async function (this: ScenarioWorld, how: string) {
    const event = await awaitDocuments(this, 1);
    const { network } = await this.simulation();
    const { devEui } = this.devices.get();
    const sent = network.sent().findLast((one) => one.devEui === devEui)?.document;
    const wanted = how === 'with' ? sent : fieldOf(sent, 'DevEUI_uplink');
    assert.ok(wanted, 'the network has sent no document');
    assert.deepEqual(event?.[DOCUMENT], JSON.parse(JSON.stringify(wanted)));
  },
);

Then('the document in Cumulocity is {duration} old', async function (this: ScenarioWorld, age: Duration) {
  const simulation = await this.simulation();
  const now = simulation.clock.now();
  const event = await awaitDocuments(this, 1);
  expectAge(simulation, now - Date.parse(event?.time ?? ''), age.ms);
});

Then(
  /^the document's entry "([^"]*)" is (-?\d+(?:\.\d+)?)$/,
  async function (this: ScenarioWorld, path: string, value: string) {
    const event = await awaitDocuments(this, 1);
    assert.equal(fieldOf(event, `${DOCUMENT}.${path}`), Number(value));
  },
);

Then(
  "the document's entry {string} is what the device measured",
  async function (this: ScenarioWorld, path: string) {
    const event = await awaitDocuments(this, 1);
    const { network } = await this.simulation();
    const { devEui } = this.devices.get();
    const measured = network.sent().findLast((one) => one.devEui === devEui)?.values?.temperature;
    assert.ok(measured !== undefined, 'the device has measured nothing');
    assert.equal(fieldOf(event, `${DOCUMENT}.${path}`), measured);
  },
);

Then(/^the document is (\{.*\})$/, async function (this: ScenarioWorld, text: string) {
  assert.deepEqual((await awaitDocuments(this, 1))?.[DOCUMENT], JSON.parse(text));
});
