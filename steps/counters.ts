import assert from 'node:assert/strict';
import { Then } from '@cucumber/cucumber';
import { fieldOf } from './support/management-api.ts';
import type { ScenarioWorld } from './support/world.ts';

async function expectCount(
  world: ScenarioWorld,
  counter: string,
  count: number,
  name?: string,
): Promise<void> {
  const simulation = await world.simulation();
  await simulation.eventually(`the connection to count ${count} as ${counter}`, async () => {
    const path = `/connections/${world.connections.id(name)}/metrics`;
    const { body } = await world.look({ method: 'GET', path });
    assert.equal(fieldOf(body, counter), count);
    return true;
  });
}

const SPANS: Readonly<Record<string, string>> = { hour: '1h', day: '24h' };

Then(
  '{connection} counts {int} uplink(s) of the last {word}',
  async function (this: ScenarioWorld, name: string | undefined, count: number, span: string) {
    await expectCount(this, `uplinksLast${SPANS[span]}`, count, name);
  },
);

Then(
  'the connection counts {int} failed uplink(s) of the last {word}',
  async function (this: ScenarioWorld, count: number, span: string) {
    await expectCount(this, `uplinksLast${SPANS[span]}Failed`, count);
  },
);

Then(
  'the connection counts {int} downlink(s) of the last {word}',
  async function (this: ScenarioWorld, count: number, span: string) {
    await expectCount(this, `downlinksLast${SPANS[span]}`, count);
  },
);

Then(
  'the connection counts {int} failed downlink(s) of the last {word}',
  async function (this: ScenarioWorld, count: number, span: string) {
    await expectCount(this, `downlinksLast${SPANS[span]}Failed`, count);
  },
);

Then(
  'the connection counts {int} active device(s) of the last {word}',
  async function (this: ScenarioWorld, count: number, span: string) {
    await expectCount(this, `activeThingsLast${SPANS[span]}`, count);
  },
);

Then(
  '{connection} counts {int} message(s) as lost',
  async function (this: ScenarioWorld, name: string | undefined, count: number) {
    await expectCount(this, 'messagesLost', count, name);
  },
);
