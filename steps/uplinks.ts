import { type DataTable, Given, When } from '@cucumber/cucumber';
import { isoTime } from '../src/clock/index.ts';
import { awaitLast, awaitShown } from './support/awaiting.ts';
import { drive } from './support/drive.ts';
import { queryEvents } from './support/events.ts';
import { type Phrase, type Place, parsePhrase, pointsOf } from './support/measurement-phrase.ts';
import type { Duration } from './support/parameter-types.ts';
import { altered, send, sendPoints, sendSomething } from './support/send.ts';
import type { ScenarioWorld } from './support/world.ts';

type Name = string | undefined;

When('{device} sends an uplink', async function (this: ScenarioWorld, name: Name) {
  await sendSomething(this, this.devices.get(name));
});

When('{device} sends {int} uplinks', async function (this: ScenarioWorld, name: Name, count: number) {
  for (let number = 0; number < count; number += 1) await sendSomething(this, this.devices.get(name));
});

When('{device} sends {int} uplinks at the same time', async function (this: ScenarioWorld, name: Name, count: number) {
  await sendTogether(this, [name], count);
});

When('each device sends an uplink', async function (this: ScenarioWorld) {
  for (const device of this.devices.all()) await sendSomething(this, device);
});

When('each device sends {int} uplinks', async function (this: ScenarioWorld, count: number) {
  for (let number = 0; number < count; number += 1) {
    for (const device of this.devices.all()) await sendSomething(this, device);
  }
});

When('each device sends {int} uplinks at the same time', async function (this: ScenarioWorld, count: number) {
  await sendTogether(
    this,
    this.devices.all().map(({ name }) => name),
    count,
  );
});

/** All frames are on their way before the first one is waited for. */
async function sendTogether(world: ScenarioWorld, names: readonly Name[], count: number): Promise<void> {
  const simulation = await world.simulation();
  const devices = names.map((name) => world.devices.get(name));
  const sending = devices.flatMap((device) =>
    Array.from({ length: count }, () => device.send({ temperature: world.devices.nextTemperature(device) })),
  );
  await drive(simulation, Promise.all(sending));
}

When('{device} has not sent anything', async function (this: ScenarioWorld, name: Name) {
  const { network } = await this.simulation();
  const { devEui } = this.devices.get(name);
  if (network.sent().some((sent) => sent.devEui === devEui)) throw new Error('The device has sent something.');
});

When('{device} reports {measurement}', async function (this: ScenarioWorld, name: Name, phrase: Phrase) {
  await sendPoints(this, this.devices.get(name), pointsOf([phrase]));
});

Given('{device} reported {measurement}', async function (this: ScenarioWorld, name: Name, phrase: Phrase) {
  await sendPoints(this, this.devices.get(name), pointsOf([phrase]));
  await awaitShown(this, phrase, this.devices.get(name));
});

When('{device} reports at once:', async function (this: ScenarioWorld, name: Name, table: DataTable) {
  const phrases = table.raw().map(([cell = '']) => parsePhrase(cell));
  await sendPoints(this, this.devices.get(name), pointsOf(phrases));
});

When('the device reports a temperature written as {string}', async function (this: ScenarioWorld, record: string) {
  await sendPoints(this, this.devices.get(), { temperature: { unitId: 'Cel', type: 'string', record } });
});

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

When('the device reports a history of its temperature:', async function (this: ScenarioWorld, table: DataTable) {
  const { clock } = await this.simulation();
  const records = table.raw().map(([when = '', what = '']) => ({
    eventTime: isoTime(clock.now() - Number.parseInt(when, 10) * 60_000),
    value: Number.parseFloat(what),
  }));
  this.devices.history = records;
  await sendPoints(this, this.devices.get(), { temperature: { unitId: 'Cel', type: 'double', records } });
});

function locationPoint({ latitude, longitude }: Place) {
  return { location: { unitId: 'GPS', type: 'object', record: [longitude, latitude] } };
}

When('the device reports/reported a position of {place}', async function (this: ScenarioWorld, place: Place) {
  await sendPoints(this, this.devices.get(), locationPoint(place));
});

When(
  'a position of {place} of the device arrives {duration} late',
  async function (this: ScenarioWorld, place: Place, late: Duration) {
    await sendPoints(this, this.devices.get(), locationPoint(place), { queuedAtGatewayMs: late.ms });
  },
);

When(
  'the device sends an uplink, located by the network at {place}',
  async function (this: ScenarioWorld, { latitude, longitude }: Place) {
    await sendSomething(this, this.devices.get(), {
      alter: (document) => altered(document, { DevLAT: latitude, DevLON: longitude, DevAlt: 0, DevLocRadius: 2500 }),
    });
  },
);

When(
  'the device sends an uplink, heard with {int} dBm and {float} dB at spreading factor {int}',
  async function (this: ScenarioWorld, rssi: number, snr: number, sf: number) {
    await sendSomething(this, this.devices.get(), {
      alter: (document) => altered(document, { LrrRSSI: rssi, LrrSNR: snr, SpFact: sf }),
    });
  },
);

Given('{device} sent an uplink', async function (this: ScenarioWorld, name: Name) {
  await sendSomething(this, this.devices.get(name));
  await awaitLast(this, this.devices.get(name));
});

Given('{device} is registered', async function (this: ScenarioWorld, name: Name) {
  await sendSomething(this, this.devices.get(name));
  await awaitLast(this, this.devices.get(name));
});

Given('the device sent an uplink that was skipped', async function (this: ScenarioWorld) {
  const device = this.devices.get();
  await sendSomething(this, device);
  const simulation = await this.simulation();
  await simulation.eventually('an event that the device was not created', async () =>
    (await queryEvents(this, { type: 'device-not-created', devEui: device.devEui })).at(0),
  );
});

When('an uplink of the device arrives {duration} late', async function (this: ScenarioWorld, late: Duration) {
  await sendSomething(this, this.devices.get(), { queuedAtGatewayMs: late.ms });
});

When('the device sends a payload that can\'t be decoded', async function (this: ScenarioWorld) {
  await send(this, this.devices.get(), { hex: 'ffffffffff', fPort: 5 });
});

When('the device {string} sends a payload that can\'t be decoded', async function (this: ScenarioWorld, name: string) {
  await send(this, this.devices.get(name), { hex: 'ffffffffff', fPort: 5 });
});

When('the device sends an uplink that the network could not decode', async function (this: ScenarioWorld) {
  const payloadDecodedError = { code: 'com-5002', message: 'The driver failed' };
  await send(this, this.devices.get(), { hex: 'ffffffffff', fPort: 5 }, {
    alter: (document) => altered(document, { payloadDecodedError }),
  });
});

When('the device sends an uplink whose numbers are written as {word}', async function (this: ScenarioWorld, kind: string) {
  const textual = (value: unknown): unknown => {
    if (typeof value === 'number') return String(value);
    if (Array.isArray(value)) return value.map(textual);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, textual(item)]));
  };
  await sendSomething(this, this.devices.get(), kind === 'text' ? { alter: textual } : {});
});

When(
  'the device sends an uplink with its DevEUI in {word} case',
  async function (this: ScenarioWorld, letters: string) {
    const device = this.devices.get();
    const DevEUI = letters === 'lower' ? device.devEui.toLowerCase() : device.devEui.toUpperCase();
    await sendSomething(this, device, { alter: (document) => altered(document, { DevEUI }) });
  },
);

When(/^the device sends an uplink whose payload is (.+)$/, async function (this: ScenarioWorld, kind: string) {
  const device = this.devices.get();
  if (kind === 'sent on port 0') await send(this, device, { hex: '02', fPort: 0 });
  else if (kind === 'empty') await send(this, device, { hex: '', fPort: 5 });
  else {
    const payload = kind === 'null' ? null : undefined;
    await send(this, device, { hex: '01', fPort: 5 }, {
      alter: (document) => altered(document, { payload_hex: payload }),
    });
  }
});

When('the device sends an uplink that {int} gateways hear', async function (this: ScenarioWorld, gateways: number) {
  await sendSomething(this, this.devices.get(), { gateways });
});

When('the device asks/asked to join', async function (this: ScenarioWorld) {
  await drive(await this.simulation(), this.devices.get().join());
});

When('the device sends an uplink that the network delivers twice', async function (this: ScenarioWorld) {
  const sent = await sendSomething(this, this.devices.get());
  const simulation = await this.simulation();
  await drive(simulation, simulation.network.redeliver(sent));
});

When('the network delivers the last uplink of the device once more', async function (this: ScenarioWorld) {
  const simulation = await this.simulation();
  const { devEui } = this.devices.get();
  const last = simulation.network.sent().findLast((sent) => sent.devEui === devEui);
  if (last === undefined) throw new Error('The device has sent nothing.');
  await drive(simulation, simulation.network.redeliver(last));
});

const MESSAGES: Readonly<Record<string, unknown>> = {
  'no JSON': 'DevEUI_uplink=?',
  empty: '',
  'a JSON list': [1, 2, 3],
  'an uplink without a DevEUI': { DevEUI_uplink: { FPort: 1, FCntUp: 1, payload_hex: '00' } },
  'an uplink with a DevEUI of words': { DevEUI_uplink: { DevEUI: 'my device', FPort: 1, payload_hex: '00' } },
  'an uplink with a time of words': {
    DevEUI_uplink: { DevEUI: '0011223344556677', Time: 'yesterday', FPort: 1, FCntUp: 1, payload_hex: '00' },
  },
  'a document of another kind': { DevEUI_notification: { DevEUI: '0011223344556677', Type: 'reset' } },
  binary: Uint8Array.of(0, 255, 254, 1, 128),
};

When(/^the broker brings a message that is (.+)$/, async function (this: ScenarioWorld, kind: string) {
  if (!(kind in MESSAGES)) throw new Error(`No message is known as "${kind}".`);
  const simulation = await this.simulation();
  await drive(simulation, simulation.network.publish(this.devices.get().devEui, MESSAGES[kind]));
});
