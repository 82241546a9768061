import assert from 'node:assert/strict';
import { Before, Given, type ITestCaseHookParameter, Then } from '@cucumber/cucumber';
import { bringsPayload, type Diagnosis, diagnose } from '../src/recording/index.ts';
import { type CapturedMatter, happenAgain, heldOf, measured, originOf } from './support/captured-matter.ts';
import { queryEvents } from './support/events.ts';
import type { Duration } from './support/parameter-types.ts';
import type { ScenarioOrigin } from './support/simulation.ts';
import type { ScenarioWorld } from './support/world.ts';

type Trail = Diagnosis['trails'][number];

/** How long what is under way may take: attempts of a connection that is tried again are minutes apart. */
const DELIVERY_MS = 30 * 60_000;

const origins = new WeakMap<ScenarioWorld, ScenarioOrigin>();
const matters = new WeakMap<ScenarioWorld, CapturedMatter>();

Before(
  { name: 'The capture’s place is known', tags: '@captured' },
  function (this: ScenarioWorld, parameter: ITestCaseHookParameter) {
    origins.set(this, originOf(parameter));
  },
);

Given(
  'what the capture {string} tells has happened again',
  async function (this: ScenarioWorld, file: string) {
    const origin = origins.get(this);
    if (origin === undefined) throw new Error('Tag the feature with @captured.');
    matters.set(this, await happenAgain(this, origin, file));
  },
);

function matterOf(world: ScenarioWorld): CapturedMatter {
  const matter = matters.get(world);
  if (matter === undefined) throw new Error('No capture has happened again in this scenario.');
  return matter;
}

/** An event that names the device and, where it is about one, the uplink. */
async function isTold(world: ScenarioWorld, { devEui, fCntUp }: Trail): Promise<boolean> {
  const events = await queryEvents(world, { devEui });
  return events.some((event) => event.severity !== 'info' && event.fCntUp === fCntUp);
}

async function eachUplink(
  world: ScenarioWorld,
  what: string,
  problemOf: (trail: Trail) => Promise<string | undefined>,
): Promise<void> {
  const { trails } = matterOf(world).diagnosis;
  assert.ok(trails.length > 0, 'the capture holds no uplink');
  const simulation = await world.simulation();
  await simulation.eventually(
    what,
    async () => {
      const problems: string[] = [];
      for (const trail of trails) {
        const problem = await problemOf(trail);
        if (problem !== undefined) problems.push(`uplink ${trail.fCntUp} of ${trail.devEui} ${problem}`);
      }
      if (problems.length > 0) throw new Error(problems.join('; '));
      return true;
    },
    DELIVERY_MS,
  );
}

Then('Cumulocity lists each captured device once', async function (this: ScenarioWorld) {
  const simulation = await this.simulation();
  const platform = await this.platform();
  const devEuis = new Set(matterOf(this).diagnosis.trails.map(({ devEui }) => devEui));
  for (const devEui of devEuis) {
    const found = () => platform.devicesOf(devEui);
    await simulation.eventually(
      `Cumulocity to list the device ${devEui}`,
      async () => ((await found()).length > 0 ? true : undefined),
      DELIVERY_MS,
    );
    const ids = (await found()).map(({ id }) => id);
    assert.equal(
      ids.length,
      1,
      `Cumulocity has the device ${devEui} ${ids.length} times: objects ${ids.join(', ')}`,
    );
  }
});

Then(
  'each captured uplink is in Cumulocity once, or an event names it',
  async function (this: ScenarioWorld) {
    await eachUplink(this, 'each captured uplink to be in Cumulocity once', async (trail) => {
      const held = await heldOf(this, trail);
      const different = new Set(held.map((one) => JSON.stringify(one)));
      if (held.length > different.size) return `is there ${held.length} times`;
      return held.length > 0 || (await isTold(this, trail))
        ? undefined
        : 'is not there, and no event names it';
    });
  },
);

Then(
  'each captured payload came with its values, or an event names it',
  async function (this: ScenarioWorld) {
    await eachUplink(this, 'each captured payload to come with its values', async (trail) => {
      if (!bringsPayload(trail)) return undefined;
      const held = await heldOf(this, trail);
      const isThere = held.some(({ kind, values }) => kind === 'event' || measured(values).length > 0);
      return isThere || (await isTold(this, trail))
        ? undefined
        : 'came without its values, and no event names it';
    });
  },
);

Then('what came through in the field comes through alike', async function (this: ScenarioWorld) {
  await eachUplink(this, 'what came through in the field to come through alike', async (trail) => {
    const wanted = trail.stored.flatMap(({ values }) =>
      measured(values).filter(([name]) => name.startsWith('c8y_')),
    );
    const now = (await heldOf(this, trail)).flatMap(({ values }) =>
      measured(values).map((pair) => pair.join(' ')),
    );
    const missing = wanted.map((pair) => pair.join(' ')).filter((pair) => !now.includes(pair));
    return missing.length === 0
      ? undefined
      : `lacks ${missing.join(', ')}; it has ${now.join(', ') || 'nothing'}`;
  });
});

Then(
  'each captured command has come to an end within {duration}',
  async function (this: ScenarioWorld, span: Duration) {
    const simulation = await this.simulation();
    const platform = await this.platform();
    const { operations } = diagnose(simulation.journal.all()).held;
    assert.ok(operations.size > 0, 'the capture holds no command');
    for (const id of operations.keys()) {
      await simulation.eventually(
        `the operation ${id} to come to an end`,
        async () => {
          const { status } = await platform.operation(id);
          if (status === 'SUCCESSFUL' || status === 'FAILED') return true;
          throw new Error(`it is still ${status}`);
        },
        span.ms,
      );
    }
  },
);
