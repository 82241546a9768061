import assert from 'node:assert/strict';
import { Given, Then, When } from '@cucumber/cucumber';
import type { ApiResponse } from '../src/conformance/targets/index.ts';
import { drive } from './support/drive.ts';
import { exampleFor } from './support/example.ts';
import { type Body, expectAccepted, listConnections, rememberCreated } from './support/management-api.ts';
import type { Duration } from './support/parameter-types.ts';
import { calls } from './support/restarts.ts';
import type { ScenarioWorld } from './support/world.ts';

Given('the bridge allows {int} connections', function (this: ScenarioWorld, count: number) {
  this.configure({ limits: { maxConnections: count } });
});

/** Sends requests together, and waits for all their answers. */
async function together(
  world: ScenarioWorld,
  requests: readonly Parameters<ScenarioWorld['look']>[0][],
): Promise<readonly ApiResponse[]> {
  const answers = requests.map((request) => world.look(request));
  return await drive(await world.simulation(), Promise.all(answers));
}

async function create(world: ScenarioWorld, count: number, changes: Body = {}): Promise<void> {
  const bodies = await Promise.all(
    Array.from({ length: count }, (_, index) =>
      exampleFor(world, { name: `Connection ${index + 1}`, ...changes }),
    ),
  );
  const answers = await together(
    world,
    bodies.map((body) => ({ method: 'POST', path: '/connections', body })),
  );
  for (const answer of answers) {
    expectAccepted(answer);
    rememberCreated(world, answer);
  }
}

async function order(world: ScenarioWorld, command: string): Promise<void> {
  const answers = await together(
    world,
    world.connections.ids.map((id) => ({ method: 'POST', path: `/connections/${id}/${command}` })),
  );
  for (const answer of answers) expectAccepted(answer);
}

/** Hundreds of connections may take longer than one step has, on a machine that is busy with other things. */
const PATIENT = { timeout: 120_000 };

/** They ask the platform less when they open, which tells for hundreds of them. */
const WITHOUT_DOWNLINKS = { 'configuration.downlinkEnabled': false };

When(
  '{int} connections without downlinks are created',
  PATIENT,
  async function (this: ScenarioWorld, count: number) {
    await create(this, count, WITHOUT_DOWNLINKS);
  },
);

Given('{int} connections are created', async function (this: ScenarioWorld, count: number) {
  await create(this, count);
});

When(
  /^all connections are (start|stop|restart)p?ed$/,
  PATIENT,
  async function (this: ScenarioWorld, command: string) {
    await order(this, command);
  },
);

When(
  '{int} connections without downlinks are created, stopped and started at once',
  PATIENT,
  async function (this: ScenarioWorld, count: number) {
    await create(this, count, WITHOUT_DOWNLINKS);
    const requests = ['stop', 'start'].flatMap((command) =>
      this.connections.ids.map((id) => ({
        method: 'POST' as const,
        path: `/connections/${id}/${command}`,
      })),
    );
    for (const answer of await together(this, requests)) expectAccepted(answer);
  },
);

async function expectAll(world: ScenarioWorld, state: string, withinMs?: number): Promise<void> {
  const simulation = await world.simulation();
  const wanted = world.connections.ids.length;
  await simulation.eventually(
    `all ${wanted} connections to be ${state}`,
    async () => {
      const connections = await listConnections(world);
      const others = connections.filter((connection) => connection.state !== state);
      if (connections.length === wanted && others.length === 0) return true;
      const [first] = others;
      throw new Error(`${others.length} of ${connections.length} are not, the first is ${first?.state}`);
    },
    withinMs,
  );
}

Then('each connection becomes {state}', PATIENT, async function (this: ScenarioWorld, state: string) {
  await expectAll(this, state);
});

Then(
  'each connection becomes {state} within {duration}',
  async function (this: ScenarioWorld, state: string, span: Duration) {
    await expectAll(this, state, span.ms);
  },
);

/** When each connection was tried for the second time, in milliseconds after the first: all had been lost at once. */
async function secondAttempts(world: ScenarioWorld): Promise<readonly number[]> {
  const [lost = 0, ...all] = await calls(world);
  const count = world.connections.ids.length;
  assert.ok(
    all.slice(0, count - 1).every((at) => at === lost),
    'the connections were not lost at once',
  );
  const again = all.slice(count - 1).map((at) => at - lost);
  assert.equal(again.length, count, `${again.length} of ${count} connections were tried again`);
  return again;
}

Then(
  'each connection was tried again {int} to {int} minutes after the loss',
  async function (this: ScenarioWorld, from: number, to: number) {
    const wrong = (await secondAttempts(this)).filter((at) => at < from * 60_000 || at > to * 60_000);
    assert.deepEqual(wrong, []);
  },
);

Then(
  'the restarts are spread over more than {duration}',
  async function (this: ScenarioWorld, span: Duration) {
    const again = await secondAttempts(this);
    const spread = Math.max(...again) - Math.min(...again);
    assert.ok(spread > span.ms, `they are spread over ${spread} ms`);
  },
);
