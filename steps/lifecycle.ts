import assert from 'node:assert/strict';
import { Then, When } from '@cucumber/cucumber';
import { isoTime } from '../src/clock/index.ts';
import { expectAccepted, readConnection } from './support/management-api.ts';
import type { Duration } from './support/parameter-types.ts';
import { awaitState, expectNever, statesOf } from './support/states.ts';
import type { ScenarioWorld } from './support/world.ts';

async function order(
  world: ScenarioWorld,
  command: 'start' | 'stop' | 'restart',
  name?: string,
): Promise<void> {
  await world.call({ method: 'POST', path: `/connections/${world.connections.id(name)}/${command}` });
  expectAccepted(world.answer);
}

When('{connection} is started', async function (this: ScenarioWorld, name: string | undefined) {
  await order(this, 'start', name);
});

When('{connection} is stopped', async function (this: ScenarioWorld, name: string | undefined) {
  await order(this, 'stop', name);
});

When('{connection} is restarted', async function (this: ScenarioWorld, name: string | undefined) {
  this.connections.markedStates = (await statesOf(this, name)).length;
  await order(this, 'restart', name);
});

When('a connection that does not exist is started', async function (this: ScenarioWorld) {
  await this.call({ method: 'POST', path: '/connections/999999/start' });
});

When('{connection} is deleted', async function (this: ScenarioWorld, name: string | undefined) {
  await this.call({ method: 'DELETE', path: `/connections/${this.connections.id(name)}` });
});

When('one of the connections is deleted', async function (this: ScenarioWorld) {
  await this.call({ method: 'DELETE', path: `/connections/${this.connections.id()}` });
});

When('a connection that does not exist is deleted', async function (this: ScenarioWorld) {
  await this.call({ method: 'DELETE', path: '/connections/999999' });
});

When(
  'the connection is deleted, its id standing in the {word}',
  async function (this: ScenarioWorld, place: string) {
    const id = this.connections.id();
    await this.call({
      method: 'DELETE',
      path: '/connections',
      ...(place === 'body' ? { body: { id } } : { query: { id } }),
    });
  },
);

When('the connection is deleted, its id standing nowhere', async function (this: ScenarioWorld) {
  await this.call({ method: 'DELETE', path: '/connections' });
});

When('the connection is deleted without a token', async function (this: ScenarioWorld) {
  await this.call({ method: 'DELETE', path: `/connections/${this.connections.id()}`, token: 'none' });
});

// A platform that is waited for takes seconds at least.
Then('the answer came at once', function (this: ScenarioWorld) {
  assert.ok(this.answeredWithinMs < 1000, `it took ${this.answeredWithinMs} ms`);
});

Then(
  '{connection} becomes {state}',
  async function (this: ScenarioWorld, name: string | undefined, state: string) {
    await awaitState(this, state, { name });
  },
);

Then(
  '{connection} becomes {state} within {duration}',
  async function (this: ScenarioWorld, name: string | undefined, state: string, span: Duration) {
    await awaitState(this, state, { name, withinMs: span.ms });
  },
);

Then('the connection becomes OPENED again', async function (this: ScenarioWorld) {
  const before = this.connections.markedStates;
  const simulation = await this.simulation();
  await simulation.eventually('the connection to leave and to be OPENED again', async () => {
    const since = (await statesOf(this)).slice(before);
    return since.length > 1 && since.at(-1) === 'OPENED' ? since : undefined;
  });
  await awaitState(this, 'OPENED');
});

Then(
  '{connection} is {state}',
  async function (this: ScenarioWorld, name: string | undefined, state: string) {
    assert.equal((await readConnection(this, name)).state, state);
  },
);

Then(
  '{connection} is never {state} during {duration}',
  async function (this: ScenarioWorld, name: string | undefined, state: string, span: Duration) {
    await expectNever(this, state, span.ms, name);
  },
);

Then('its states were {states}', async function (this: ScenarioWorld, states: readonly string[]) {
  assert.deepEqual(await statesOf(this), states);
});

Then('its last states were {states}', async function (this: ScenarioWorld, states: readonly string[]) {
  assert.deepEqual((await statesOf(this)).slice(-states.length), states);
});

Then('events tell of its states {states}', async function (this: ScenarioWorld, states: readonly string[]) {
  assert.deepEqual(await statesOf(this), states);
});

Then('the connection was not opened anew', async function (this: ScenarioWorld) {
  const { startupTime } = await readConnection(this);
  assert.equal(startupTime, this.connections.openedBefore, 'its startup time has changed');
});

Then('its startup time is now', async function (this: ScenarioWorld) {
  const { clock } = await this.simulation();
  const { startupTime } = await readConnection(this);
  assert.ok(startupTime, 'the connection tells no startup time');
  assert.match(startupTime, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}([+-]\d\d:\d\d|Z)$/);
  const age = clock.now() - Date.parse(startupTime);
  assert.ok(age >= 0 && age <= 60_000, `opened at ${startupTime}, but it is ${isoTime(clock.now())}`);
});
