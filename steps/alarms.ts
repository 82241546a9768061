import assert from 'node:assert/strict';
import { defineParameterType, Given, Then, When } from '@cucumber/cucumber';
import { listEvents } from './support/events.ts';
import { exampleFor } from './support/example.ts';
import { givenConnection } from './support/given-connection.ts';
import { ALARM_TEXT, alarmOf, daysOf, type Expectation, lowRates, onTheWall } from './support/low-rate.ts';
import { createConnection, updateConnection, wholeBody } from './support/management-api.ts';
import type { Duration } from './support/parameter-types.ts';
import type { ScenarioWorld } from './support/world.ts';

// "2 uplinks an hour from 09:00 to 17:00 in Europe/Paris on workdays"
defineParameterType({
  name: 'expectation',
  regexp:
    /(\d+) uplinks? an hour from (\d\d:\d\d) to (\d\d:\d\d) in (\S+) (every day|on \w+days(?: and \w+days)?)/,
  transformer: (uplinks: string, from: string, to: string, zone: string, days: string): Expectation => ({
    uplinks: Number(uplinks),
    from,
    to,
    zone,
    days: daysOf(days),
  }),
});

/** Months pass in some of these scenarios: nobody listens for operations meanwhile. */
const WITHOUT_COMMANDS = { 'configuration.downlinkEnabled': false };

Given(
  'a Cumulocity connection that expects {expectation}',
  async function (this: ScenarioWorld, expectation: Expectation) {
    await givenConnection(this, { alarms: [alarmOf(expectation)], ...WITHOUT_COMMANDS }, 'OPENED');
  },
);

Given(
  'a Cumulocity connection that expects {expectation} and shows its alarm in Cumulocity',
  async function (this: ScenarioWorld, expectation: Expectation) {
    const alarm = { ...alarmOf(expectation), showInCumulocity: true };
    await givenConnection(this, { alarms: [alarm], ...WITHOUT_COMMANDS }, 'OPENED');
  },
);

When(
  'the connection is changed to expect {expectation}',
  async function (this: ScenarioWorld, expectation: Expectation) {
    await updateConnection(this, { ...(await wholeBody(this)), alarms: [alarmOf(expectation)] });
  },
);

When(
  'a connection is created with a low-rate alarm whose {word} is {json}',
  async function (this: ScenarioWorld, field: string, value: unknown) {
    const sound = alarmOf({ uplinks: 2, from: '09:00', to: '17:00', zone: 'UTC', days: daysOf('every day') });
    await createConnection(this, await exampleFor(this, { alarms: [{ ...sound, [field]: value }] }));
  },
);

/** Lets time pass until a wall clock shows a time. */
When(
  /^it is (\d\d:\d\d) on (\d{4}-\d\d-\d\d) in (\S+)$/,
  async function (this: ScenarioWorld, time: string, day: string, zone: string) {
    const simulation = await this.simulation();
    const wanted = `${day} ${time}`;
    // Zones are less than a day apart from UTC; within a day the wall clock is asked.
    const about = Date.parse(`${day}T${time}:00Z`) - 86_400_000;
    await simulation.advance(Math.max(0, about - simulation.clock.now()));
    for (let quarter = 0; onTheWall(simulation.clock.now(), zone) !== wanted; quarter += 1) {
      if (quarter > 2 * 96) throw new Error(`It never becomes ${wanted} in ${zone}.`);
      await simulation.advance(15 * 60_000);
    }
  },
);

Then('no low rate is told', async function (this: ScenarioWorld) {
  assert.deepEqual((await lowRates(this)).raised, []);
});

Then('a low rate is told once', async function (this: ScenarioWorld) {
  assert.equal((await lowRates(this)).raised.length, 1);
});

Then('the low rate is told with the message of the alarm', async function (this: ScenarioWorld) {
  const [event] = await listEvents(this, { type: 'low-rate' });
  assert.ok(event?.message.includes(ALARM_TEXT), event?.message);
});

Then(
  /^the low rate is told at (\d\d:\d\d) on (\d{4}-\d\d-\d\d) in (\S+)$/,
  async function (this: ScenarioWorld, time: string, day: string, zone: string) {
    const { raised } = await lowRates(this);
    assert.equal(onTheWall(raised.at(-1) ?? 0, zone), `${day} ${time}`);
  },
);

Then(
  /^it is over at (\d\d:\d\d) on (\d{4}-\d\d-\d\d) in (\S+)$/,
  async function (this: ScenarioWorld, time: string, day: string, zone: string) {
    const { over } = await lowRates(this);
    assert.equal(onTheWall(over.at(-1) ?? 0, zone), `${day} ${time}`);
  },
);

Then('the low rate is not over', async function (this: ScenarioWorld) {
  const { raised, over } = await lowRates(this);
  assert.equal(over.length, raised.length - 1);
});

Then('the low rate is over', async function (this: ScenarioWorld) {
  const simulation = await this.simulation();
  await simulation.eventually('an event that the low rate is over', async () => {
    const { raised, over } = await lowRates(this);
    return raised.length > 0 && over.length === raised.length;
  });
});

Then('no two low rates are told within {duration}', async function (this: ScenarioWorld, span: Duration) {
  const { raised } = await lowRates(this);
  assert.ok(raised.length > 1, `${raised.length} low rates were told`);
  for (const [index, at] of raised.slice(1).entries()) assert.ok(at - (raised[index] ?? 0) >= span.ms);
});

async function openAlarms(world: ScenarioWorld) {
  const platform = await world.platform();
  return (await platform.alarms()).filter(({ status, text }) => status === 'ACTIVE' && text === ALARM_TEXT);
}

Then('Cumulocity shows one active alarm of the connection', async function (this: ScenarioWorld) {
  const simulation = await this.simulation();
  await simulation.eventually('one active alarm', async () => {
    assert.equal((await openAlarms(this)).length, 1);
    return true;
  });
});

Then('Cumulocity shows no active alarm of the connection', async function (this: ScenarioWorld) {
  const simulation = await this.simulation();
  await simulation.eventually('no active alarm', async () => {
    assert.equal((await openAlarms(this)).length, 0);
    return true;
  });
});

Then('the alarm is on no device', async function (this: ScenarioWorld) {
  const [alarm] = await openAlarms(this);
  const devices = (await (await this.platform()).devices()).map(({ id }) => id);
  assert.ok(alarm !== undefined && !devices.includes(alarm.source.id));
});
