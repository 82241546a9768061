import assert from 'node:assert/strict';
import { type DataTable, Given, Then, When } from '@cucumber/cucumber';
import { awaitShown, shows, tell } from './support/awaiting.ts';
import { differences, measurementsOf, onlyDevice, sameNumber, valuesOf } from './support/deliveries.ts';
import { fieldOf } from './support/management-api.ts';
import { type Phrase, parsePhrase } from './support/measurement-phrase.ts';
import type { Duration } from './support/parameter-types.ts';
import { kindOf } from './support/sensor-library.ts';
import type { ScenarioWorld } from './support/world.ts';

type Name = string | undefined;

Given('{device} exists in Cumulocity', async function (this: ScenarioWorld, name: Name) {
  const { devEui } = this.devices.get(name);
  await (await this.platform()).createDevice(devEui, devEui);
});

Given('each device exists in Cumulocity', async function (this: ScenarioWorld) {
  const platform = await this.platform();
  for (const { devEui } of this.devices.all()) await platform.createDevice(devEui, devEui);
});

Given('the device exists in Cumulocity, its external id in lower case', async function (this: ScenarioWorld) {
  const { devEui } = this.devices.get();
  await (await this.platform()).createDevice('Made by a script', devEui.toLowerCase());
});

When('{device} was deleted in Cumulocity', async function (this: ScenarioWorld, name: Name) {
  const platform = await this.platform();
  const { devEui } = this.devices.get(name);
  for (const { id } of await platform.devicesOf(devEui)) await platform.deleteDevice(id);
});

When(
  'the device was replaced in Cumulocity by another of the same external id',
  async function (this: ScenarioWorld) {
    const platform = await this.platform();
    const { devEui } = this.devices.get();
    for (const { id } of await platform.devicesOf(devEui)) await platform.deleteDevice(id);
    await platform.createDevice(devEui, devEui);
  },
);

When('the device was renamed {string} in Cumulocity', async function (this: ScenarioWorld, name: string) {
  const platform = await this.platform();
  await platform.rename((await onlyDevice(platform, this.devices.get())).id, name);
});

Then(
  'Cumulocity shows {measurement} for {device}',
  async function (this: ScenarioWorld, phrase: Phrase, name: Name) {
    await awaitShown(this, phrase, this.devices.get(name));
  },
);

Then('Cumulocity shows for the device:', async function (this: ScenarioWorld, table: DataTable) {
  for (const [cell = ''] of table.raw()) await awaitShown(this, parsePhrase(cell), this.devices.get());
});

Then('Cumulocity shows one after the other:', async function (this: ScenarioWorld, table: DataTable) {
  const phrases = table.raw().map(([cell = '']) => parsePhrase(cell));
  const [{ kind } = { kind: '' }] = phrases;
  const simulation = await this.simulation();
  const platform = await this.platform();
  await simulation.eventually(`${phrases.length} values of ${kind}`, async () => {
    const held = [...(await measurementsOf(platform, this.devices.get()))].sort(
      (a, b) => Number(a.id) - Number(b.id),
    );
    const values = valuesOf(held, kind);
    const same =
      values.length === phrases.length &&
      values.every((value, index) => {
        const phrase = phrases[index];
        return phrase !== undefined && shows(value, phrase);
      });
    if (!same) throw new Error(`it shows ${tell(values)}`);
    return true;
  });
});

Then(
  'Cumulocity shows only {measurement} for {device}',
  async function (this: ScenarioWorld, phrase: Phrase, name: Name) {
    const device = this.devices.get(name);
    await awaitShown(this, phrase, device);
    const values = valuesOf(await measurementsOf(await this.platform(), device), phrase.kind);
    assert.ok(
      values.every((value) => shows(value, phrase)),
      `it shows ${tell(values)}`,
    );
  },
);

Then(
  'Cumulocity shows {measurement} for this single device',
  async function (this: ScenarioWorld, phrase: Phrase) {
    const platform = await this.platform();
    const [device] = await platform.devices();
    assert.ok(device, 'Cumulocity has no device');
    const values = valuesOf(await platform.measurements(device.id), phrase.kind);
    assert.ok(
      values.some((value) => shows(value, phrase)),
      `it shows ${tell(values)}`,
    );
  },
);

async function expectNone(world: ScenarioWorld, kind: string, name: Name): Promise<void> {
  const values = valuesOf(await measurementsOf(await world.platform(), world.devices.get(name)), kind);
  assert.equal(tell(values), 'nothing');
}

Then(
  /^Cumulocity shows no (\w+(?: level)?) for the device "([^"]*)"$/,
  async function (this: ScenarioWorld, kind: string, name: string) {
    await expectNone(this, kind, name);
  },
);

Then(
  'Cumulocity shows no temperature for the device after {duration}',
  async function (this: ScenarioWorld, span: Duration) {
    await (await this.simulation()).watch(span.ms);
    await expectNone(this, 'temperature', undefined);
  },
);

Then(
  'Cumulocity shows no battery level below 0 or above 100 % for the device after {duration}',
  async function (this: ScenarioWorld, span: Duration) {
    await (await this.simulation()).watch(span.ms);
    const values = valuesOf(await measurementsOf(await this.platform(), this.devices.get()), 'battery level');
    const wrong = values.filter(({ value }) => typeof value !== 'number' || value < 0 || value > 100);
    assert.equal(tell(wrong), 'nothing');
  },
);

Then(
  'what the device measured is not in Cumulocity after {duration}',
  async function (this: ScenarioWorld, span: Duration) {
    await (await this.simulation()).watch(span.ms);
    const wrong = await differences(this, await this.platform(), this.devices.get());
    assert.notDeepEqual(wrong, [], 'it is there');
  },
);

Then(
  'Cumulocity shows both values of the temperature, apart from one another',
  async function (this: ScenarioWorld) {
    const simulation = await this.simulation();
    const platform = await this.platform();
    const { fragment } = kindOf('temperature');
    await simulation.eventually('both temperatures', async () => {
      const measurements = await measurementsOf(platform, this.devices.get());
      const places = measurements.flatMap((measurement) =>
        Object.entries(measurement)
          .filter(([name]) => name.startsWith(fragment))
          .flatMap(([name, series]) =>
            Object.entries(typeof series === 'object' && series !== null ? series : {}).map(
              ([key, held]) => ({ place: `${name}.${key}`, value: fieldOf(held, 'value') }),
            ),
          ),
      );
      const first = places.find(({ value }) => sameNumber(value, 21.5));
      const second = places.find(({ value }) => sameNumber(value, 4.25));
      return first !== undefined && second !== undefined && first.place !== second.place;
    });
  },
);

Then('Cumulocity shows this history of the temperature', async function (this: ScenarioWorld) {
  const simulation = await this.simulation();
  const platform = await this.platform();
  const wanted = this.devices.history.map(({ eventTime, value }) => [Date.parse(eventTime), value]);
  await simulation.eventually(`the ${wanted.length} values of the history`, async () => {
    const values = valuesOf(await measurementsOf(platform, this.devices.get()), 'temperature');
    const found = values.map(({ time, value }) => [Date.parse(time), value]);
    assert.deepEqual(found, wanted);
    return true;
  });
});

Then(
  'Cumulocity shows a signal of {int} dBm and {float} dB at spreading factor {int} for the device',
  async function (this: ScenarioWorld, rssi: number, snr: number, sf: number) {
    const simulation = await this.simulation();
    const platform = await this.platform();
    await simulation.eventually('the quality of the signal', async () => {
      const held = await measurementsOf(platform, this.devices.get());
      const [signal] = held.flatMap((measurement) => fieldOf(measurement, 'c8y_SignalStrength') ?? []);
      if (signal === undefined) return undefined;
      assert.deepEqual(fieldOf(signal, 'rssi'), { value: rssi, unit: 'dBm' });
      assert.deepEqual(fieldOf(signal, 'snr'), { value: snr, unit: 'dB' });
      assert.equal(fieldOf(signal, 'sf.value'), sf);
      return true;
    });
  },
);
