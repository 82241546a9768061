import assert from 'node:assert/strict';
import { Given, Then } from '@cucumber/cucumber';
import type { Duration } from './support/parameter-types.ts';
import type { ScenarioWorld } from './support/world.ts';

/** What the sentences say of a network that posts. */
const POSTING = {
  'by HTTP': {},
  'by HTTP and by MQTT': { alsoMqtt: true },
  'by HTTP, signed with another key': { asKey: '0'.repeat(32) },
} as const;

function isWay(words: string): words is keyof typeof POSTING {
  return words in POSTING;
}

Given(
  /^the network delivers (by HTTP(?: and by MQTT|, signed with another key)?)$/,
  async function (this: ScenarioWorld, way: string) {
    if (!isWay(way)) throw new Error(`No way of delivering is known as "${way}".`);
    (await this.simulation()).postUplinks(POSTING[way]);
  },
);

Given(
  "the network delivers by HTTP, its clock {duration} behind the bridge's",
  async function (this: ScenarioWorld, span: Duration) {
    (await this.simulation()).postUplinks({ clockAheadMs: -span.ms });
  },
);

Given('the network delivers each uplink {int} times', async function (this: ScenarioWorld, times: number) {
  (await this.simulation()).network.wireFault({ kind: 'redelivered', copies: times - 1 });
});

Given(
  'the network delivers each uplink again {duration} later',
  async function (this: ScenarioWorld, span: Duration) {
    (await this.simulation()).network.wireFault({ kind: 'redelivered', afterMs: span.ms });
  },
);

Given(
  'the network holds the next uplink back for {duration}',
  async function (this: ScenarioWorld, span: Duration) {
    (await this.simulation()).network.wireFault({ kind: 'delayed', byMs: span.ms, times: 1 });
  },
);

Given(
  'the network holds uplinks back for {duration} to {duration}',
  async function (this: ScenarioWorld, least: Duration, most: Duration) {
    const jitterMs = most.ms - least.ms;
    (await this.simulation()).network.wireFault({ kind: 'delayed', byMs: least.ms, jitterMs });
  },
);

Given(
  'the network lets {int} uplink(s) overtake the next one',
  async function (this: ScenarioWorld, by: number) {
    (await this.simulation()).network.wireFault({ kind: 'overtaken', by, times: 1 });
  },
);

Then('the bridge refuses what is posted', async function (this: ScenarioWorld) {
  const { journal } = await this.simulation();
  const answers = journal.all().filter(({ kind, to }) => kind === 'http-response' && to === 'network-server');
  assert.ok(answers.length > 0, 'nothing was posted');
  const wrong = answers.filter(({ title }) => !/^4\d\d$/.test(title));
  assert.deepEqual(
    wrong.map(({ title }) => title),
    [],
  );
});
