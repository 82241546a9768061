import { type DataTable, Given, When } from '@cucumber/cucumber';
import { isoTime } from '../src/clock/index.ts';
import { awaitShown } from './support/awaiting.ts';
import { type Phrase, type Place, parsePhrase, pointsOf } from './support/measurement-phrase.ts';
import type { Duration } from './support/parameter-types.ts';
import { sendPoints } from './support/send.ts';
import type { ScenarioWorld } from './support/world.ts';

type Name = string | undefined;

When('{device} reports {measurement}', async function (this: ScenarioWorld, name: Name, phrase: Phrase) {
  await sendPoints(this, this.devices.get(name), pointsOf([phrase]));
});

Given('{device} reported {measurement}', async function (this: ScenarioWorld, name: Name, phrase: Phrase) {
  await sendPoints(this, this.devices.get(name), pointsOf([phrase]));
  await awaitShown(this, phrase, this.devices.get(name));
});

When(
  '{device} reports one after the other:',
  async function (this: ScenarioWorld, name: Name, table: DataTable) {
    for (const [cell = ''] of table.raw()) {
      await sendPoints(this, this.devices.get(name), pointsOf([parsePhrase(cell)]));
    }
  },
);

When('{device} reports at once:', async function (this: ScenarioWorld, name: Name, table: DataTable) {
  const phrases = table.raw().map(([cell = '']) => parsePhrase(cell));
  await sendPoints(this, this.devices.get(name), pointsOf(phrases));
});

When(
  'the device reports a temperature written as {string}',
  async function (this: ScenarioWorld, record: string) {
    await sendPoints(this, this.devices.get(), { temperature: { unitId: 'Cel', type: 'string', record } });
  },
);

When('the device reports a motion written as {string}', async function (this: ScenarioWorld, record: string) {
  await sendPoints(this, this.devices.get(), { motion: { type: 'string', record } });
});

When(
  'the device reports a temperature written as {string} and {measurement}',
  async function (this: ScenarioWorld, record: string, phrase: Phrase) {
    await sendPoints(this, this.devices.get(), {
      temperature: { unitId: 'Cel', type: 'string', record },
      ...pointsOf([phrase]),
    });
  },
);

When(
  'the device reports a history of its temperature:',
  async function (this: ScenarioWorld, table: DataTable) {
    const { clock } = await this.simulation();
    const records = table.raw().map(([when = '', what = '']) => ({
      eventTime: isoTime(clock.now() - Number.parseInt(when, 10) * 60_000),
      value: Number.parseFloat(what),
    }));
    this.devices.history = records;
    await sendPoints(this, this.devices.get(), { temperature: { unitId: 'Cel', type: 'double', records } });
  },
);

function locationPoint({ latitude, longitude }: Place) {
  return { location: { unitId: 'GPS', type: 'object', record: [longitude, latitude] } };
}

When('the device reports/reported a position of {place}', async function (this: ScenarioWorld, place: Place) {
  await sendPoints(this, this.devices.get(), locationPoint(place));
});

const NO_PLACES: Readonly<Record<string, unknown>> = {
  null: [null, null],
  empty: ['', ''],
  'cut in half': [7.0661],
};

When(/^the device reports a position that is (.+)$/, async function (this: ScenarioWorld, kind: string) {
  if (!(kind in NO_PLACES)) throw new Error(`No position is known as "${kind}".`);
  const location = { unitId: 'GPS', type: 'object', record: NO_PLACES[kind] };
  await sendPoints(this, this.devices.get(), { location });
});

When(
  'a position of {place} of the device arrives {duration} late',
  async function (this: ScenarioWorld, place: Place, late: Duration) {
    await sendPoints(this, this.devices.get(), locationPoint(place), { queuedAtGatewayMs: late.ms });
  },
);
