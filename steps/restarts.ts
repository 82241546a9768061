import assert from 'node:assert/strict';
import { type DataTable, defineParameterType, Given, Then, When } from '@cucumber/cucumber';
import { isoTime } from '../src/clock/index.ts';
import { givenConnection } from './support/given-connection.ts';
import { readConnection } from './support/management-api.ts';
import type { Duration } from './support/parameter-types.ts';
import { announced, attempts, expectAsAnnounced, misses, SPREAD_MS, stageOf } from './support/restarts.ts';
import { sendSomething } from './support/send.ts';
import type { ScenarioWorld } from './support/world.ts';

defineParameterType({
  name: 'strategy',
  regexp: /CALM|NORMAL|AGGRESSIVE/,
  transformer: (word: string) => word,
});

const STRATEGY = 'configuration.reconnectStrategy';

Given(
  'a Cumulocity connection with the reconnect strategy {strategy}',
  async function (this: ScenarioWorld, strategy: string) {
    await givenConnection(this, { [STRATEGY]: strategy }, 'OPENED');
  },
);

Given(
  'a connection with the reconnect strategy {strategy} that is {state}',
  async function (this: ScenarioWorld, strategy: string, state: string) {
    await givenConnection(this, { [STRATEGY]: strategy }, state);
  },
);

When(
  'the device sends an uplink every {duration} for {duration}',
  async function (this: ScenarioWorld, pause: Duration, span: Duration) {
    const simulation = await this.simulation();
    const end = simulation.clock.now() + span.ms;
    while (simulation.clock.now() < end) {
      await sendSomething(this, this.devices.get());
      await simulation.advance(pause.ms);
    }
  },
);

/** The attempts after the first, in milliseconds after it: that is when the platform was found to be away. */
async function retries(world: ScenarioWorld): Promise<readonly number[]> {
  const [lost = 0, ...later] = await attempts(world);
  return later.map((at) => at - lost);
}

Then('the connection was tried again:', async function (this: ScenarioWorld, strategy: DataTable) {
  const { clock } = await this.simulation();
  const [lost] = await attempts(this);
  assert.ok(lost !== undefined, 'Cumulocity was never called');
  const wrong = misses(await retries(this), strategy.raw().map(stageOf), clock.now() - lost);
  assert.deepEqual(wrong, []);
});

Then('its restarts were not all delayed alike', async function (this: ScenarioWorld) {
  const delays = (await retries(this)).map((offset) => offset % 60_000);
  assert.ok(delays.length > 3, `it was tried again ${delays.length} times only`);
  assert.ok(new Set(delays).size > 1, `each attempt was delayed by ${delays[0]} ms`);
});

Then(
  'the connection announces a restart in {int} to {int} minutes',
  async function (this: ScenarioWorld, from: number, to: number) {
    const { clock, eventually } = await this.simulation();
    // An attempt may just be under way; what follows it is announced when it has failed.
    const due = await eventually('the connection announces a restart', () => announced(this));
    const left = due - clock.now();
    // The moments between the loss and this look count as well.
    assert.ok(
      left >= from * 60_000 - SPREAD_MS && left <= to * 60_000,
      `it is announced for ${isoTime(due)}, and it is ${isoTime(clock.now())}`,
    );
    this.connections.announced = due;
  },
);

Then('the connection announces no restart', async function (this: ScenarioWorld) {
  assert.equal((await readConnection(this)).nextRestart, undefined);
});

Then('the announced restart is the same as before', async function (this: ScenarioWorld) {
  const { announced: before } = this.connections;
  assert.ok(before !== undefined, 'no restart has been announced before');
  assert.equal(isoTime(await announced(this)), isoTime(before));
});

Then(
  '{int} time(s) in a row the connection is tried again when it was announced',
  async function (this: ScenarioWorld, times: number) {
    for (let time = 0; time < times; time += 1) await expectAsAnnounced(this);
  },
);
