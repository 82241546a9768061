import assert from 'node:assert/strict';
import { Then, When } from '@cucumber/cucumber';
import { z } from 'zod';
import { expectAccepted, listConnections, told } from './support/management-api.ts';
import { readMetricsPage, type Sample } from './support/metrics-page.ts';
import type { ScenarioWorld } from './support/world.ts';

const PATH = '/metrics';

// Not waited for: what is right a moment later is wrong now.
Then(
  'the connection counts {int} uplink(s) in the last hour and {int} in the last day at this moment',
  async function (this: ScenarioWorld, hour: number, day: number) {
    const { uplinksLast1h, uplinksLast24h } = await counters(this, this.connections.id());
    assert.deepEqual([uplinksLast1h, uplinksLast24h], [hour, day]);
  },
);

async function counters(world: ScenarioWorld, id: string): Promise<Readonly<Record<string, number>>> {
  const answer = await world.look({ method: 'GET', path: `/connections/${id}/metrics` });
  return z.record(z.string(), z.number()).parse(answer.body, { error: () => told(answer) });
}

When('the page of all metrics is read', async function (this: ScenarioWorld) {
  await this.call({ method: 'GET', path: PATH });
});

When('the page of all metrics is read without a token', async function (this: ScenarioWorld) {
  await this.call({ method: 'GET', path: PATH, token: 'none' });
});

async function page(world: ScenarioWorld): Promise<readonly Sample[]> {
  const answer = await world.look({ method: 'GET', path: PATH });
  expectAccepted(answer);
  return readMetricsPage(answer.text);
}

/** Names of the counters in the management API, from the samples of the page. */
function counterOf({ name, labels: { window, outcome } }: Sample): string | undefined {
  const what = /^iot_flow_connection_(uplinks|downlinks|active_things|messages_lost_total)$/.exec(name)?.[1];
  if (what === 'messages_lost_total') return 'messagesLost';
  if (what === 'active_things') return `activeThingsLast${window}`;
  return what === undefined ? undefined : `${what}Last${window}${outcome === 'failed' ? 'Failed' : ''}`;
}

Then(
  'the page of all metrics says the same of each connection as the management API',
  async function (this: ScenarioWorld) {
    const samples = await page(this);
    const connections = await listConnections(this);
    assert.ok(connections.length > 0);
    for (const { id, name, state } of connections) {
      const own = samples.filter(({ labels }) => labels.connection === id);
      assert.ok(own.every(({ labels }) => labels.name === name));
      const states = own.filter((one) => one.name === 'iot_flow_connection_state' && one.value === 1);
      assert.deepEqual(
        states.map(({ labels }) => labels.state),
        [state],
      );
      const found = own.flatMap((one) => {
        const counter = counterOf(one);
        return counter === undefined ? [] : [[counter, one.value] as const];
      });
      assert.deepEqual(Object.fromEntries(found), await counters(this, id));
    }
  },
);

Then('the page of all metrics tells of no connection', async function (this: ScenarioWorld) {
  const named = (await page(this)).filter(({ labels }) => labels.connection !== undefined);
  assert.deepEqual(named, []);
});

Then('the answer does not hold the password of the account', async function (this: ScenarioWorld) {
  expectAccepted(this.answer);
  const { account } = await this.simulation();
  assert.ok(!this.answer.text.includes(account.password));
});
