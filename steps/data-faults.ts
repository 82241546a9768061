import assert from 'node:assert/strict';
import { Given, Then, When } from '@cucumber/cucumber';
import type { FaultPlan } from '../mocks/cumulocity/index.ts';
import { onlyDevice } from './support/deliveries.ts';
import { fieldOf } from './support/management-api.ts';
import type { Place } from './support/measurement-phrase.ts';
import type { Duration } from './support/parameter-types.ts';
import type { ScenarioWorld } from './support/world.ts';

/** What the bridge writes of an uplink, and where. */
const WRITES = {
  data: { method: 'POST', route: '/measurement/measurements' },
  'location event': { method: 'POST', route: '/event/events' },
  position: { method: 'PUT', route: '/inventory/managedObjects' },
} as const;

function writeOf(words: string): (typeof WRITES)[keyof typeof WRITES] {
  if (words === 'data' || words === 'location event' || words === 'position') return WRITES[words];
  throw new Error(`The bridge is not known to write a "${words}".`);
}

async function plan(world: ScenarioWorld, fault: FaultPlan): Promise<void> {
  (await world.simulation()).cumulocity.faults.add(fault);
}

Given('Cumulocity refuses all data with status {int}', async function (this: ScenarioWorld, status: number) {
  await plan(this, { match: WRITES.data, effect: { kind: 'status', status } });
});

Given(
  'the tenant {string} refuses all data with status {int}',
  async function (this: ScenarioWorld, tenant: string, status: number) {
    await plan(this, { match: { ...WRITES.data, tenant }, effect: { kind: 'status', status } });
  },
);

Given(
  /^the tenant "([^"]*)" (is unreachable|does not answer)$/,
  async function (this: ScenarioWorld, tenant: string, how: string) {
    const simulation = await this.simulation();
    const { hostName } = this.connections.tenant(tenant).account;
    if (how === 'is unreachable') simulation.declareHost(hostName, 'refusing');
    else await plan(this, { match: { tenant }, effect: { kind: 'silence' } });
  },
);

When('the tenant {string} is back', async function (this: ScenarioWorld, tenant: string) {
  const simulation = await this.simulation();
  simulation.declareHost(this.connections.tenant(tenant).account.hostName, 'cumulocity');
  simulation.cumulocity.faults.clear();
});

Given(
  'Cumulocity refuses the next data for {duration} with status 429',
  async function (this: ScenarioWorld, span: Duration) {
    const retryAfter = span.ms / 1000;
    await plan(this, { match: WRITES.data, count: 1, effect: { kind: 'status', status: 429, retryAfter } });
  },
);

Given(
  /^Cumulocity refuses the next (location event|position) with status (\d+)$/,
  async function (this: ScenarioWorld, what: string, status: string) {
    await plan(this, { match: writeOf(what), count: 1, effect: { kind: 'status', status: Number(status) } });
  },
);

/** What becomes of an answer to something that was stored. */
const LOST_ANSWERS: Readonly<Record<string, FaultPlan['effect']>> = {
  'closes the connection': { kind: 'reset-after-store' },
  'breaks off its answer': { kind: 'truncated-body' },
  'never answers': { kind: 'silence', when: 'after-stored' },
  'answers with status 500': { kind: 'status', status: 500, when: 'after-stored' },
};

Given(
  /^Cumulocity stores (all data|the next location event|the next event) and (.+)$/,
  async function (this: ScenarioWorld, what: string, then: string) {
    const effect = LOST_ANSWERS[then];
    if (effect === undefined) throw new Error(`Cumulocity is not known to be one that "${then}".`);
    const all = what === 'all data';
    await plan(this, {
      match: all ? WRITES.data : WRITES['location event'],
      ...(all ? {} : { count: 1 }),
      effect,
    });
  },
);

const BULKS: Readonly<Record<string, 'all-or-nothing' | 'store-valid' | 'store-valid-and-refuse'>> = {
  'nothing of a bulk request with a wrong one': 'all-or-nothing',
  'the right ones of a bulk request': 'store-valid',
  'the right ones of a bulk request it refuses': 'store-valid-and-refuse',
};

Given(/^Cumulocity keeps (.* of a bulk request.*)$/, async function (this: ScenarioWorld, what: string) {
  const bulkMeasurements = BULKS[what];
  if (bulkMeasurements === undefined) throw new Error(`Cumulocity is not known to keep "${what}".`);
  (await this.simulation()).cumulocity.settle({ bulkMeasurements });
});

Then('Cumulocity is asked nothing for {duration}', async function (this: ScenarioWorld, span: Duration) {
  const { cumulocity, account, advance } = await this.simulation();
  const asked = () => cumulocity.journal.all().filter(({ user }) => user === account.username).length;
  const before = asked();
  await advance(span.ms - 1);
  assert.equal(asked() - before, 0);
});

/** Where uplinks make a bridge write or look. */
const DATA_AREAS = ['/measurement/', '/event/', '/inventory/', '/identity/'];

Then(
  'Cumulocity is neither sent data nor asked for any during {duration}',
  async function (this: ScenarioWorld, span: Duration) {
    const { cumulocity, account, advance } = await this.simulation();
    const asked = () =>
      cumulocity.journal
        .all()
        .filter(
          ({ user, path }) => user === account.username && DATA_AREAS.some((area) => path.startsWith(area)),
        );
    const before = asked().length;
    await advance(span.ms);
    assert.equal(asked().length - before, 0);
  },
);

Then(
  'the data went to Cumulocity in at most {int} requests more than before',
  async function (this: ScenarioWorld, most: number) {
    const { cumulocity } = await this.simulation();
    const requests = cumulocity.journal.find({ method: 'POST', path: WRITES.data.route }).length;
    const before = this.devices.all().length;
    assert.ok(requests - before <= most, `there were ${requests - before}`);
  },
);

Then(
  'a single location event tells of {place}',
  async function (this: ScenarioWorld, { latitude, longitude }: Place) {
    const simulation = await this.simulation();
    const platform = await this.platform();
    const { id } = await onlyDevice(platform, this.devices.get());
    await simulation.eventually('a single location event', async () => {
      const places = (await platform.events(id, 'c8y_LocationUpdate')).map((event) => [
        fieldOf(event, 'c8y_Position.lat'),
        fieldOf(event, 'c8y_Position.lng'),
      ]);
      assert.deepEqual(places, [[latitude, longitude]]);
      return true;
    });
  },
);

Then(
  'each device has its location event within {duration}',
  async function (this: ScenarioWorld, span: Duration) {
    const simulation = await this.simulation();
    const platform = await this.platform();
    await simulation.eventually(
      'the location event of each device',
      async () => {
        for (const device of this.devices.all()) {
          const { id } = await onlyDevice(platform, device);
          const { length } = await platform.events(id, 'c8y_LocationUpdate');
          if (length !== 1) throw new Error(`of ${device.devEui} there are ${length}`);
        }
        return true;
      },
      span.ms,
    );
  },
);
