import assert from 'node:assert/strict';
import { Given, Then, When } from '@cucumber/cucumber';
import type { FaultPlan } from '../mocks/cumulocity/index.ts';
import type { Duration } from './support/parameter-types.ts';
import type { ScenarioWorld } from './support/world.ts';

/** Where measurements are written. */
const DATA = { method: 'POST', route: '/measurement/measurements' } as const;
/** Where an external id is bound. */
const BINDING = { method: 'POST', route: '/identity/globalIds' } as const;
/** Where devices are created. */
const INVENTORY = { method: 'POST', route: '/inventory/managedObjects' } as const;

async function plan(world: ScenarioWorld, fault: FaultPlan): Promise<void> {
  (await world.simulation()).cumulocity.faults.add(fault);
}

Given('Cumulocity is unreachable', async function (this: ScenarioWorld) {
  const simulation = await this.simulation();
  simulation.declareHost(simulation.account.hostName, 'refusing');
});

When('Cumulocity is back', async function (this: ScenarioWorld) {
  const simulation = await this.simulation();
  simulation.declareHost(simulation.account.hostName, 'cumulocity');
  simulation.cumulocity.faults.clear();
});

Given('Cumulocity does not answer', async function (this: ScenarioWorld) {
  await plan(this, { effect: { kind: 'silence' } });
});

const CERTIFICATES = {
  'that has expired': 'expired',
  'for another host': 'wrong-host',
  'of an unknown authority': 'unknown-authority',
} as const;

function isCertificate(words: string): words is keyof typeof CERTIFICATES {
  return words in CERTIFICATES;
}

Given(/^Cumulocity shows a certificate (.+)$/, async function (this: ScenarioWorld, words: string) {
  if (!isCertificate(words)) throw new Error(`No certificate is known as one "${words}".`);
  await plan(this, { effect: { kind: 'tls', certificate: CERTIFICATES[words] } });
});

Given('Cumulocity has the documented account', async function (this: ScenarioWorld) {
  const { cumulocity } = await this.simulation();
  cumulocity.setUser('tpx', { name: 'tpx-iot-flow', password: '123456' });
});

Given('Cumulocity takes {duration} to store anything', async function (this: ScenarioWorld, span: Duration) {
  await plan(this, { match: { method: 'POST' }, effect: { kind: 'latency', ms: span.ms } });
});

Given('the host {string} refuses connections', async function (this: ScenarioWorld, host: string) {
  (await this.simulation()).declareHost(host, 'refusing');
});

Given('the host {string} swallows all packets', async function (this: ScenarioWorld, host: string) {
  (await this.simulation()).declareHost(host, 'unreachable');
});

Given('the host {string} is not known by name', async function (this: ScenarioWorld, host: string) {
  (await this.simulation()).declareHost(host, 'unresolvable');
});

Given("Cumulocity refuses the connection's user", async function (this: ScenarioWorld) {
  const { cumulocity, account } = await this.simulation();
  cumulocity.setUser(account.tenantId, { name: account.username, enabled: false });
});

Given("Cumulocity refuses the connection's user everything", async function (this: ScenarioWorld) {
  const { tenantId } = (await this.simulation()).account;
  await plan(this, { match: { tenant: tenantId }, effect: { kind: 'status', status: 403 } });
});

When("the password of the connection's user is changed in Cumulocity", async function (this: ScenarioWorld) {
  const { cumulocity, account } = await this.simulation();
  const password = `new-${account.password}`;
  cumulocity.setUser(account.tenantId, { name: account.username, password });
  this.connections.setPassword(this.connections.name, password);
});

Given(
  'Cumulocity refuses the next data with status {int}',
  async function (this: ScenarioWorld, status: number) {
    await plan(this, { match: DATA, count: 1, effect: { kind: 'status', status } });
  },
);

Given(
  'Cumulocity refuses the next {int} data with status {int}',
  async function (this: ScenarioWorld, count: number, status: number) {
    await plan(this, { match: DATA, count, effect: { kind: 'status', status } });
  },
);

Given(
  'Cumulocity refuses the next {int} registrations with status {int}',
  async function (this: ScenarioWorld, count: number, status: number) {
    await plan(this, { match: INVENTORY, count, effect: { kind: 'status', status } });
  },
);

Given(
  'Cumulocity refuses the next external id with status {int}',
  async function (this: ScenarioWorld, status: number) {
    await plan(this, { match: BINDING, count: 1, effect: { kind: 'status', status } });
  },
);

Given(
  'Cumulocity refuses the next {int} external ids with status {int}',
  async function (this: ScenarioWorld, count: number, status: number) {
    await plan(this, { match: BINDING, count, effect: { kind: 'status', status } });
  },
);

// The troubles from here on strike the connection's user only: whoever looks at what came of it is spared.
async function trouble(world: ScenarioWorld, fault: FaultPlan): Promise<void> {
  const { account } = await world.simulation();
  await plan(world, { ...fault, match: { ...fault.match, user: account.username } });
}

const OUT_OF_ORDER = { kind: 'status', status: 503 } as const;

Given('Cumulocity is out of order for {duration}', async function (this: ScenarioWorld, span: Duration) {
  const until = (await this.simulation()).clock.now() + span.ms;
  await trouble(this, { until, effect: OUT_OF_ORDER });
});

Given(
  'Cumulocity is out of order from {duration} on, for {duration}',
  async function (this: ScenarioWorld, begin: Duration, span: Duration) {
    const from = (await this.simulation()).clock.now() + begin.ms;
    await trouble(this, { from, until: from + span.ms, effect: OUT_OF_ORDER });
  },
);

Given(
  'Cumulocity is busy for {duration} and asks for a pause of {duration}',
  async function (this: ScenarioWorld, span: Duration, pause: Duration) {
    const until = (await this.simulation()).clock.now() + span.ms;
    const retryAfter = pause.ms / 1000;
    await trouble(this, { match: DATA, until, effect: { kind: 'status', status: 429, retryAfter } });
  },
);

Given(
  'Cumulocity takes {duration} to answer, give or take {duration}',
  async function (this: ScenarioWorld, span: Duration, jitter: Duration) {
    await trouble(this, { effect: { kind: 'latency', ms: span.ms, jitterMs: jitter.ms } });
  },
);

Given(
  'Cumulocity dribbles its answers over {duration}',
  async function (this: ScenarioWorld, span: Duration) {
    await trouble(this, { effect: { kind: 'dribble', overMs: span.ms } });
  },
);

/** What strikes a share of the requests; which ones follows from the scenario's seed. */
const MISHAPS: Readonly<Record<string, FaultPlan['effect']>> = {
  'fails at': { kind: 'status', status: 500 },
  'closes the connection before': { kind: 'reset-before-store' },
  'closes the connection after': { kind: 'reset-after-store' },
  'breaks off its answer to': { kind: 'truncated-body' },
  'stores, but answers with status 500 to,': { kind: 'status', status: 500, when: 'after-stored' },
};

Given(
  /^Cumulocity (.+) (\d+) % of what it is sent$/,
  async function (this: ScenarioWorld, mishap: string, percent: string) {
    await trouble(this, { match: DATA, probability: Number(percent) / 100, effect: effectOf(mishap) });
  },
);

// It has an end: a connection opens only when several requests in a row succeed, its attempts are minutes apart, and
// luck may be bad for any length of time.
Given(
  /^for (\d+) minutes Cumulocity (.+) (\d+) % of what it is asked$/,
  async function (this: ScenarioWorld, minutes: string, mishap: string, percent: string) {
    const until = (await this.simulation()).clock.now() + Number(minutes) * 60_000;
    await trouble(this, { until, probability: Number(percent) / 100, effect: effectOf(mishap) });
  },
);

function effectOf(mishap: string): FaultPlan['effect'] {
  const effect = MISHAPS[mishap];
  if (effect === undefined) throw new Error(`Cumulocity is not known to be one that "${mishap}".`);
  return effect;
}

const BULKS = {
  'nothing of it': 'all-or-nothing',
  'the rest of it and says so': 'store-valid',
  'the rest of it and refuses it': 'store-valid-and-refuse',
} as const;

function isBulk(words: string): words is keyof typeof BULKS {
  return words in BULKS;
}

// No source settles which of the two Cumulocity does.
Given(
  /^of a request with something invalid in it Cumulocity stores (.+)$/,
  async function (this: ScenarioWorld, what: string) {
    if (!isBulk(what)) throw new Error(`Cumulocity is not known to store "${what}".`);
    (await this.simulation()).cumulocity.settle({ bulkMeasurements: BULKS[what] });
  },
);

/** What becomes of an answer to something that was stored. */
const LOST_ANSWERS: Readonly<Record<string, FaultPlan['effect']>> = {
  'closes the connection': { kind: 'reset-after-store' },
  'breaks off its answer': { kind: 'truncated-body' },
  'never answers': { kind: 'silence', when: 'after-stored' },
};

Given(
  /^Cumulocity stores the next (data|registration) and (closes the connection|breaks off its answer|never answers)$/,
  async function (this: ScenarioWorld, what: string, then: string) {
    const effect = LOST_ANSWERS[then];
    if (effect === undefined) throw new Error(`Cumulocity is not known to be one that "${then}".`);
    await plan(this, { match: what === 'data' ? DATA : INVENTORY, count: 1, effect });
  },
);

Given(
  'Cumulocity stores the next data and answers with status {int}',
  async function (this: ScenarioWorld, status: number) {
    await plan(this, { match: DATA, count: 1, effect: { kind: 'status', status, when: 'after-stored' } });
  },
);

Given(
  'Cumulocity closes the connection before it stores the next data',
  async function (this: ScenarioWorld) {
    await plan(this, { match: DATA, count: 1, effect: { kind: 'reset-before-store' } });
  },
);

Given('Cumulocity finds the next data invalid', async function (this: ScenarioWorld) {
  await plan(this, { match: DATA, count: 1, effect: { kind: 'status', status: 422 } });
});

// The rival comes while the answer to the bridge's own creation is on its way: after its look, before its binding.
Given('somebody else registers the device while the bridge does', async function (this: ScenarioWorld) {
  const { cumulocity, account } = await this.simulation();
  const { devEui } = this.devices.get();
  await plan(this, { match: BINDING, count: 1, effect: { kind: 'latency', ms: 1000 } });
  const rival = {
    name: devEui,
    c8y_IsDevice: {},
    externalIds: [{ type: 'c8y_Serial', externalId: devEui }],
  };
  this.inBackground(
    cumulocity.journal
      .await({ method: 'POST', path: INVENTORY.route }, { withinMs: 60_000 })
      .then(() =>
        cumulocity.seed({ tenant: account.tenantId, owner: account.username, managedObjects: [rival] }),
      ),
  );
});

/** How often Cumulocity was asked something by anybody but the one who looks. */
async function timesAsked(world: ScenarioWorld): Promise<number> {
  const { cumulocity, admin } = await world.simulation();
  return cumulocity.journal.all().filter(({ user }) => user !== admin.username).length;
}

Then('Cumulocity was not asked anything', async function (this: ScenarioWorld) {
  assert.equal(await timesAsked(this), 0);
});

Then(
  'Cumulocity is not asked anything during {duration}',
  async function (this: ScenarioWorld, span: Duration) {
    const before = await timesAsked(this);
    await (await this.simulation()).watch(span.ms);
    assert.equal((await timesAsked(this)) - before, 0);
  },
);
