import assert from 'node:assert/strict';
import { Given, Then, When } from '@cucumber/cucumber';
import type { Device } from '../mocks/lorawan/index.ts';
import { drive } from './support/drive.ts';
import { eventType, queryEvents } from './support/events.ts';
import type { Duration } from './support/parameter-types.ts';
import type { ScenarioWorld } from './support/world.ts';

Given(
  'the bridge keeps what waits for a connection for {duration}',
  function (this: ScenarioWorld, { short }: Duration) {
    this.configure({ delivery: { retention: short } });
  },
);

Given(
  'the bridge keeps {int} uplinks that wait for a connection',
  function (this: ScenarioWorld, quota: number) {
    this.configure({ delivery: { quota } });
  },
);

Given('the bridge keeps {int} uplinks in all', function (this: ScenarioWorld, logQuota: number) {
  this.configure({ delivery: { logQuota } });
});

When(
  'the bridge is killed, and started again {duration} later',
  async function (this: ScenarioWorld, span: Duration) {
    const simulation = await this.simulation();
    await drive(simulation, simulation.bridge.stop('killed'));
    await simulation.advance(span.ms);
    await drive(simulation, simulation.bridge.start());
  },
);

/** Counters in the text of an event: "uplinks 3 to 7, 9 of device …" names six. */
const NAMED = /uplinks? ((?:\d+(?: to \d+)?(?:, )?)+) of device ([0-9A-F]{16})/g;

/** The counters of a device's uplinks that events of a type name. */
async function named(world: ScenarioWorld, words: string, { devEui }: Device): Promise<readonly number[]> {
  const found = new Set<number>();
  for (const { devEui: of, fCntUp, message } of await queryEvents(world, { type: eventType(words) })) {
    if (of === devEui && fCntUp !== undefined) found.add(fCntUp);
    for (const [, ranges = '', device] of message.matchAll(NAMED)) {
      if (device !== devEui) continue;
      for (const range of ranges.split(', ')) {
        const [first = 0, last = first] = range.split(' to ').map(Number);
        for (let counter = first; counter <= last; counter += 1) found.add(counter);
      }
    }
  }
  return [...found].sort((a, b) => a - b);
}

async function expectNamed(
  world: ScenarioWorld,
  words: string,
  choose: (sent: readonly number[]) => readonly number[],
): Promise<void> {
  const simulation = await world.simulation();
  const device = world.devices.get();
  const sent = simulation.network
    .sent()
    .flatMap(({ devEui, fCntUp }) => (devEui === device.devEui ? [fCntUp] : []));
  const wanted = [...choose(sent)].sort((a, b) => a - b);
  await simulation.eventually(`events that name ${wanted.length} uplinks`, async () => {
    assert.deepEqual(await named(world, words, device), wanted);
    return true;
  });
}

Then(
  'events {string} name the last {int} uplinks of the device and no other',
  async function (this: ScenarioWorld, words: string, count: number) {
    await expectNamed(this, words, (sent) => sent.slice(-count));
  },
);

Then(
  /^events "([^"]*)" name (\d+) uplinks of the device, from its (\d+)(?:st|nd|rd|th) on, and no other$/,
  async function (this: ScenarioWorld, words: string, count: string, from: string) {
    const first = Number(from) - 1;
    await expectNamed(this, words, (sent) => sent.slice(first, first + Number(count)));
  },
);

Then('there is no event {string}', async function (this: ScenarioWorld, words: string) {
  const simulation = await this.simulation();
  await simulation.advance(60_000);
  assert.deepEqual(await queryEvents(this, { type: eventType(words) }), []);
});
