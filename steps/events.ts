import assert from 'node:assert/strict';
import { Then, When } from '@cucumber/cucumber';
import { isoTime } from '../src/clock/index.ts';
import { type EventView, eventsOf, eventType, listEvents, queryEvents } from './support/events.ts';
import { expectAccepted } from './support/management-api.ts';
import type { Duration } from './support/parameter-types.ts';
import type { ScenarioWorld } from './support/world.ts';

/** Waits until an event of that kind tells of "the device". */
async function awaitDeviceEvent(world: ScenarioWorld, words: string): Promise<EventView> {
  const simulation = await world.simulation();
  const { devEui } = world.devices.get();
  return await simulation.eventually(
    `an event "${words}" of ${devEui}`,
    async () =>
      (await queryEvents(world, { type: eventType(words) })).find((event) => event.devEui === devEui),
    // A connection that was down for long is tried again once an hour.
    simulation.virtualClock === undefined ? undefined : 2 * 3_600_000,
  );
}

Then('an event {string} names the device', async function (this: ScenarioWorld, words: string) {
  await awaitDeviceEvent(this, words);
});

Then('an error event {string} names the device', async function (this: ScenarioWorld, words: string) {
  assert.equal((await awaitDeviceEvent(this, words)).severity, 'error');
});

Then(
  'an event {string} names the device and its uplink',
  async function (this: ScenarioWorld, words: string) {
    const event = await awaitDeviceEvent(this, words);
    const { network } = await this.simulation();
    const { devEui } = this.devices.get();
    assert.equal(event.fCntUp, network.sent().findLast((sent) => sent.devEui === devEui)?.fCntUp);
  },
);

Then('an event {string} names the connection', async function (this: ScenarioWorld, words: string) {
  const simulation = await this.simulation();
  await simulation.eventually(`an event "${words}" of the connection`, async () =>
    (await listEvents(this, { type: eventType(words) })).at(0),
  );
});

Then('there is an event {string}', async function (this: ScenarioWorld, words: string) {
  const simulation = await this.simulation();
  await simulation.eventually(`an event "${words}"`, async () =>
    (await queryEvents(this, { type: eventType(words) })).at(0),
  );
});

async function expectSaid(world: ScenarioWorld, text: string, since = 0): Promise<void> {
  const wanted = text.replace('<id>', world.connections.id());
  const messages = (await listEvents(world, {})).flatMap(({ time, message }) =>
    Date.parse(time) >= since ? [message] : [],
  );
  assert.ok(
    messages.some((message) => message.startsWith(wanted)),
    `no event says "${wanted}", but these:\n${messages.join('\n')}`,
  );
}

Then('an event says {string}', async function (this: ScenarioWorld, text: string) {
  await expectSaid(this, text);
});

Then('no event says {string}', async function (this: ScenarioWorld, text: string) {
  const messages = (await listEvents(this, {})).map(({ message }) => message);
  assert.deepEqual(
    messages.filter((message) => message.startsWith(text)),
    [],
  );
});

Then(
  'an event of the last {duration} says {string}',
  async function (this: ScenarioWorld, span: Duration, text: string) {
    await expectSaid(this, text, (await this.simulation()).clock.now() - span.ms);
  },
);

// Node and OpenSSL speak of the certificate or of TLS; other bridges will do either as well.
Then("an event names Cumulocity's certificate as the reason", async function (this: ScenarioWorld) {
  const reasons = (await listEvents(this, {})).map(({ message }) => message);
  assert.match(reasons.join('\n'), /certificate|\bTLS\b/i);
});

// The age that decides is that of the uplink on its arrival, so it is told apart at once.
Then('the uplink is {word}', async function (this: ScenarioWorld, fate: string) {
  const simulation = await this.simulation();
  const platform = await this.platform();
  const { devEui } = this.devices.get();
  if (fate === 'sent') {
    await simulation.eventually('the uplink in Cumulocity', async () =>
      (await platform.devicesOf(devEui)).at(0),
    );
    return;
  }
  assert.equal(fate, 'expired');
  await awaitDeviceEvent(this, 'message expired');
  await simulation.advance(3_600_000);
  assert.deepEqual(await platform.devicesOf(devEui), []);
});

async function list(world: ScenarioWorld, query: Readonly<Record<string, string>>): Promise<void> {
  await world.call({ method: 'GET', path: '/events', query: { perPage: '100', ...query } });
  expectAccepted(world.answer);
}

When('the events of {connection} are listed', async function (this: ScenarioWorld, name: string | undefined) {
  await list(this, { connectionId: this.connections.id(name) });
});

When('the events {string} are listed', async function (this: ScenarioWorld, words: string) {
  await list(this, { type: eventType(words) });
});

When('the events of the last {duration} are listed', async function (this: ScenarioWorld, span: Duration) {
  const { clock } = await this.simulation();
  await list(this, { from: isoTime(clock.now() - span.ms) });
});

Then(
  'there are events, and all of them are of {connection}',
  function (this: ScenarioWorld, name: string | undefined) {
    const owners = new Set(eventsOf(this.answer.body).map(({ connectionId }) => connectionId));
    assert.deepEqual([...owners], [this.connections.id(name)]);
  },
);

Then('there are events, and all of them are {string}', function (this: ScenarioWorld, words: string) {
  const types = new Set(eventsOf(this.answer.body).map(({ type }) => type));
  assert.deepEqual([...types], [eventType(words)]);
});
