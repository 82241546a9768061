import assert from 'node:assert/strict';
import { Then } from '@cucumber/cucumber';
import { z } from 'zod';
import { statesOf } from './support/states.ts';
import type { ScenarioWorld } from './support/world.ts';

const lineSchema = z.looseObject({
  level: z.string(),
  time: z.iso.datetime(),
  msg: z.string(),
  connectionId: z.string().optional(),
  devEui: z.string().optional(),
  fCntUp: z.number().optional(),
});
type Line = z.infer<typeof lineSchema>;

async function lines(world: ScenarioWorld): Promise<readonly Line[]> {
  const { bridge } = await world.simulation();
  const text = bridge.log().trim();
  return text === '' ? [] : text.split('\n').map((line) => lineSchema.parse(JSON.parse(line)));
}

async function troubles(world: ScenarioWorld): Promise<readonly Line[]> {
  const { devEui } = world.devices.get();
  return (await lines(world)).filter(
    (line) => line.devEui === devEui && (line.level === 'warn' || line.level === 'error'),
  );
}

Then(
  "the log holds one line for each change of the connection's state",
  async function (this: ScenarioWorld) {
    const id = this.connections.id();
    const changes = (await lines(this)).filter((line) => line.connectionId === id && 'to' in line);
    const states = await statesOf(this);
    assert.ok(states.length > 2);
    assert.deepEqual(
      changes.map(({ to }) => to),
      states,
    );
    // Each begins where the one before it ended.
    assert.deepEqual(
      changes.slice(1).map(({ from }) => from),
      states.slice(0, -1),
    );
  },
);

Then(
  'a warning or an error in the log names the device and its uplink',
  async function (this: ScenarioWorld) {
    const { network } = await this.simulation();
    const { devEui } = this.devices.get();
    const last = network.sent().findLast((sent) => sent.devEui === devEui);
    assert.deepEqual(
      (await troubles(this)).map(({ fCntUp }) => fCntUp),
      [last?.fCntUp],
    );
  },
);

Then('no warning or error in the log names the device', async function (this: ScenarioWorld) {
  assert.deepEqual(await troubles(this), []);
});
