import assert from 'node:assert/strict';
import { Given, Then } from '@cucumber/cucumber';
import type { DownlinkFault, ReceivedDownlink } from '../mocks/lorawan/index.ts';
import { givenConnection } from './support/given-connection.ts';
import type { Duration } from './support/parameter-types.ts';
import type { ScenarioWorld } from './support/world.ts';

type Name = string | undefined;

function told({ bytes, fPort }: ReceivedDownlink): string {
  return `${Buffer.from(bytes).toString('hex')} on port ${fPort}`;
}

/** What befalls the next downlink of "the device". */
async function next(world: ScenarioWorld, ...faults: readonly DownlinkFault[]): Promise<void> {
  const { network } = await world.simulation();
  const { devEui } = world.devices.get();
  for (const fault of faults) network.downlinkFault({ ...fault, devEui, times: 1 });
}

Given('the network rejects the next downlink', async function (this: ScenarioWorld) {
  await next(this, { kind: 'rejected' });
});

Given(
  'the network rejects the next downlink because {string}',
  async function (this: ScenarioWorld, cause: string) {
    await next(this, { kind: 'rejected', cause });
  },
);

Given('the network rejects the next downlink without saying which', async function (this: ScenarioWorld) {
  await next(this, { kind: 'rejected' }, { kind: 'report-without', field: 'CorrelationID' });
});

Given("the network can't send the next downlink", async function (this: ScenarioWorld) {
  await next(this, { kind: 'not-sent' });
});

Given('the network sends the next downlink in the second window', async function (this: ScenarioWorld) {
  await next(this, { kind: 'second-window' });
});

Given('the network reports nothing of the next downlink', async function (this: ScenarioWorld) {
  await next(this, { kind: 'no-report' });
});

Given('the network reports the next downlink twice', async function (this: ScenarioWorld) {
  await next(this, { kind: 'report-twice', afterMs: 60_000 });
});

Given(
  'the network reports the next downlink {duration} late',
  async function (this: ScenarioWorld, span: Duration) {
    await next(this, { kind: 'report-delayed', byMs: span.ms });
  },
);

Given(
  'the network reports the next downlink without a delivery status',
  async function (this: ScenarioWorld) {
    await next(this, { kind: 'report-without', field: 'DeliveryStatus' });
  },
);

Given(
  'the network reports the next downlink without a delivery status, and {duration} later with it',
  async function (this: ScenarioWorld, span: Duration) {
    await next(
      this,
      { kind: 'report-without', field: 'DeliveryStatus' },
      { kind: 'report-twice', afterMs: span.ms },
    );
  },
);

const AS_ID = 'TWA_100000000.7.AS';
const AS_KEY = 'a1b2c3d4e5f60718293a4b5c6d7e8f90';

Given(
  /^a Cumulocity connection whose downlinks are (signed|signed with another key|not signed)$/,
  async function (this: ScenarioWorld, how: string) {
    const { network } = await this.simulation();
    network.acceptDownlinksFrom({ asId: AS_ID, asKey: AS_KEY });
    this.connections.addSecret(AS_KEY);
    const downlinkAsKey = how === 'signed' ? AS_KEY : [...AS_KEY].reverse().join('');
    const keys = { 'configuration.downlinkAsId': AS_ID, 'configuration.downlinkAsKey': downlinkAsKey };
    await givenConnection(this, how === 'not signed' ? {} : keys, 'OPENED');
  },
);

Then(
  '{device} receives the bytes {string} on port {int}',
  async function (this: ScenarioWorld, name: Name, hex: string, port: number) {
    const simulation = await this.simulation();
    const device = this.devices.get(name);
    const wanted = `${hex} on port ${port}`;
    await simulation.eventually(`the device to receive ${wanted}`, () => {
      const received = device.received().map(told);
      if (received.includes(wanted)) return true;
      throw new Error(`it received ${received.length === 0 ? 'nothing' : received.join(', ')}`);
    });
  },
);

Then(
  '{device} has received {int} downlink(s), in the order of the commands',
  async function (this: ScenarioWorld, name: Name, count: number) {
    const simulation = await this.simulation();
    const device = this.devices.get(name);
    const wanted = Array.from({ length: count }, (_, index) => {
      return `${(index + 1).toString(16).padStart(2, '0')} on port 2`;
    });
    // On the air each takes a second or more.
    const withinMs = 40_000;
    const received = () => {
      assert.deepEqual(device.received().map(told), wanted);
      return true;
    };
    await simulation.eventually(`the device to receive ${count} downlinks`, received, withinMs);
  },
);

Then(
  '{device} receives nothing during {duration}',
  async function (this: ScenarioWorld, name: Name, span: Duration) {
    const device = this.devices.get(name);
    const before = device.received().length;
    await (await this.simulation()).advance(span.ms);
    assert.deepEqual(device.received().slice(before).map(told), []);
  },
);

Then('{device} received {int} downlink(s)', function (this: ScenarioWorld, name: Name, count: number) {
  assert.equal(this.devices.get(name).received().length, count);
});

Then('the network was asked for {int} downlink(s)', async function (this: ScenarioWorld, count: number) {
  assert.equal((await this.simulation()).network.downlinksAsked(), count);
});

Then('the network was asked for a downlink to be confirmed', async function (this: ScenarioWorld) {
  const asked = (await this.simulation()).network.downlinks().at(-1);
  assert.equal(asked?.confirmed, true);
});

Then(
  'each downlink bears a correlation id of 64 bits that no other has',
  async function (this: ScenarioWorld) {
    const ids = (await this.simulation()).network.downlinks().map(({ correlationId }) => correlationId);
    assert.ok(ids.length > 1, 'there is nothing to compare');
    for (const id of ids) assert.match(id ?? 'none', /^[0-9a-fA-F]{16}$/);
    assert.equal(new Set(ids.map((id) => id?.toUpperCase())).size, ids.length, 'two bear the same');
  },
);
