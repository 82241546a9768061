import { type DataTable, When } from '@cucumber/cucumber';
import { drive } from './support/drive.ts';
import type { Place } from './support/measurement-phrase.ts';
import { altered, send, sendSomething } from './support/send.ts';
import type { ScenarioWorld } from './support/world.ts';

When(
  'the device sends an uplink, located by the network at {place}',
  async function (this: ScenarioWorld, { latitude, longitude }: Place) {
    await sendSomething(this, this.devices.get(), {
      alter: (document) =>
        altered(document, { DevLAT: latitude, DevLON: longitude, DevAlt: 0, DevLocRadius: 2500 }),
    });
  },
);

When(
  'each device sends an uplink, located by the network at {place}',
  async function (this: ScenarioWorld, { latitude, longitude }: Place) {
    const alter = (document: unknown) =>
      altered(document, { DevLAT: latitude, DevLON: longitude, DevAlt: 0, DevLocRadius: 2500 });
    for (const device of this.devices.all()) await sendSomething(this, device, { alter });
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

When("the device sends a payload that can't be decoded", async function (this: ScenarioWorld) {
  await send(this, this.devices.get(), { hex: 'ffffffffff', fPort: 5 });
});

When(
  "the device {string} sends a payload that can't be decoded",
  async function (this: ScenarioWorld, name: string) {
    await send(this, this.devices.get(name), { hex: 'ffffffffff', fPort: 5 });
  },
);

When('the device sends an uplink that the network could not decode', async function (this: ScenarioWorld) {
  const payloadDecodedError = { code: 'com-5002', message: 'The driver failed' };
  await send(
    this,
    this.devices.get(),
    { hex: 'ffffffffff', fPort: 5 },
    {
      alter: (document) => altered(document, { payloadDecodedError }),
    },
  );
});

When(
  'the device sends an uplink whose numbers are written as {word}',
  async function (this: ScenarioWorld, kind: string) {
    const textual = (value: unknown): unknown => {
      if (typeof value === 'number') return String(value);
      if (Array.isArray(value)) return value.map(textual);
      if (typeof value !== 'object' || value === null) return value;
      return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, textual(item)]));
    };
    await sendSomething(this, this.devices.get(), kind === 'text' ? { alter: textual } : {});
  },
);

When(
  'the device sends an uplink with its DevEUI in {word} case',
  async function (this: ScenarioWorld, letters: string) {
    const device = this.devices.get();
    const DevEUI = letters === 'lower' ? device.devEui.toLowerCase() : device.devEui.toUpperCase();
    await sendSomething(this, device, { alter: (document) => altered(document, { DevEUI }) });
  },
);

When(
  /^the device sends an uplink whose payload is (.+)$/,
  async function (this: ScenarioWorld, kind: string) {
    const device = this.devices.get();
    if (kind === 'sent on port 0') await send(this, device, { hex: '02', fPort: 0 });
    else if (kind === 'empty') await send(this, device, { hex: '', fPort: 5 });
    else {
      const payload = kind === 'null' ? null : undefined;
      await send(
        this,
        device,
        { hex: '01', fPort: 5 },
        {
          alter: (document) => altered(document, { payload_hex: payload }),
        },
      );
    }
  },
);

When(
  'the device sends an uplink that {int} gateways hear',
  async function (this: ScenarioWorld, gateways: number) {
    await sendSomething(this, this.devices.get(), { gateways });
  },
);

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

async function publish(world: ScenarioWorld, kind: string): Promise<void> {
  if (!(kind in MESSAGES)) throw new Error(`No message is known as "${kind}".`);
  const simulation = await world.simulation();
  await drive(simulation, simulation.network.publish(world.devices.get().devEui, MESSAGES[kind]));
}

When('the broker brings messages that are:', async function (this: ScenarioWorld, kinds: DataTable) {
  for (const [kind = ''] of kinds.raw()) await publish(this, kind);
});

When('the broker brings a message that is no JSON', async function (this: ScenarioWorld) {
  await publish(this, 'no JSON');
});
