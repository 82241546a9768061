import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isoTime } from '../../clock/index.ts';
import { createRandom } from '../../random/index.ts';
import { connection } from '../connections/testing/world.ts';
import { devEuiSchema } from '../dev-eui.ts';
import type { Device } from '../devices/device.ts';
import { createBuiltInDrivers } from '../drivers/index.ts';
import { type CommandPorts, createCommandPorts } from './command-ports.ts';
import type { EncoderChoice } from './encode-command.ts';
import { failure } from './failures.ts';
import { EXPIRED, type Made, makeDownlink } from './make-downlink.ts';

const NOW = Date.UTC(2026, 0, 31, 12);
const MINUTE = 60_000;
const VALIDITY_MS = 60 * MINUTE;
const DEVICE: Device = { devEui: devEuiSchema.parse('0018B20000000B20'), tags: [], connectionIds: ['1'] };

interface Given {
  /** The members of `iotFlow_Downlink`. */
  readonly fields?: Readonly<Record<string, unknown>>;
  readonly creationTime?: string;
  readonly ports?: Partial<CommandPorts>;
  readonly configuration?: Readonly<Record<string, unknown>>;
  readonly device?: Device;
  readonly isTaken?: (id: string) => boolean;
}

function make(given: Given = {}): Promise<Made> {
  const { fields = { payload_hex: '01' }, creationTime, device = DEVICE, isTaken = () => false } = given;
  const random = createRandom('make downlink');
  return makeDownlink(
    {
      id: '1001',
      deviceId: '11',
      iotFlow_Downlink: fields,
      ...(creationTime === undefined ? {} : { creationTime }),
    },
    { kind: 'ours', device, route: { connectionId: '1', driverId: 'some:driver:1' } },
    {
      ports: { ...createCommandPorts((length) => random.bytes(length)), ...given.ports },
      drivers: createBuiltInDrivers(),
      configuration: connection(given.configuration).configuration,
      now: NOW,
      validityMs: VALIDITY_MS,
      isTaken,
    },
  );
}

async function downlink(given: Given) {
  const made = await make(given);
  assert.ok(made.ok, 'no downlink was made');
  return made.downlink;
}

const encodedFor =
  (fPort: number): CommandPorts['encode'] =>
  async () => ({ ok: true, hex: '0a0b', fPort });

test('the port is the command’s, else the encoder’s, else the connection’s, else 1', async () => {
  const data = { data: {} };
  const ports = { encode: encodedFor(6) };
  const configuration = { downlinkPort: 9 };
  const portOf = async (given: Given) => (await downlink(given)).fPort;
  assert.equal(await portOf({ fields: { ...data, fPort: 7 }, ports, configuration }), 7);
  assert.equal(await portOf({ fields: data, ports, configuration }), 6);
  assert.equal(await portOf({ fields: { payload_hex: '01' }, ports, configuration }), 9);
  const portless: CommandPorts['encode'] = async () => ({ ok: true, hex: '0a' });
  assert.equal(await portOf({ fields: data, ports: { encode: portless }, configuration }), 9);
  assert.equal(await portOf({ fields: { payload_hex: '01' } }), 1);
});

test('a command that says nothing of its validity is good for the configured span from now', async () => {
  const { validUntil } = await downlink({ creationTime: isoTime(NOW - 5 * MINUTE) });
  assert.equal(validUntil, NOW + VALIDITY_MS);
});

test('a validity that is a time ends then', async () => {
  const until = NOW + 7 * MINUTE;
  const { validUntil } = await downlink({ fields: { payload_hex: '01', validity: isoTime(until) } });
  assert.equal(validUntil, until);
});

test('a span counts from the creation; from now where the creation is unknown', async () => {
  const fields = { payload_hex: '01', validity: '10m' };
  for (const [creationTime, start] of [
    [{ creationTime: isoTime(NOW - 4 * MINUTE) }, NOW - 4 * MINUTE],
    [{ creationTime: 'yesterday or so' }, NOW],
    [{}, NOW],
  ] as const) {
    const { validUntil } = await downlink({ fields, ...creationTime });
    assert.equal(validUntil, start + 10 * MINUTE);
  }
});

test('a command whose validity has ended is not made, and nobody is asked to encode it', async () => {
  const ports: Partial<CommandPorts> = { encode: async () => assert.fail('it was encoded') };
  for (const given of [
    { fields: { data: {}, validity: isoTime(NOW) } },
    { fields: { data: {}, validity: isoTime(NOW - 1) } },
    { fields: { data: {}, validity: '10m' }, creationTime: isoTime(NOW - 10 * MINUTE) },
  ]) {
    assert.deepEqual(await make({ ...given, ports }), { ok: false, failure: EXPIRED });
  }
  assert.ok((await make({ fields: { payload_hex: '01', validity: isoTime(NOW + 1) } })).ok);
});

test('a command that can not be read or encoded tells why', async () => {
  const wrong = failure('bad-command', 'test');
  const unread: Partial<CommandPorts> = { readOperation: () => ({ kind: 'refused', failure: wrong }) };
  assert.deepEqual(await make({ ports: unread }), { ok: false, failure: wrong });
  const why = failure('encoder-failed', 'test');
  const failing: Partial<CommandPorts> = { encode: async () => ({ ok: false, failure: why }) };
  assert.deepEqual(await make({ fields: { data: {} }, ports: failing }), { ok: false, failure: why });
});

test('bytes go as they are; data are encoded by the driver of the route and of the device’s uplinks', async () => {
  const driverCfg = { model: { producerId: 'elsys', moduleId: 'ers', version: '1' } };
  const choices: [EncoderChoice, unknown][] = [];
  const encode: CommandPorts['encode'] = async (_drivers, choice, data) => {
    choices.push([choice, data]);
    return { ok: true, hex: 'ff' };
  };
  const device = { ...DEVICE, driverCfg };
  const bytes = await downlink({ fields: { payload_hex: '0B' }, ports: { encode }, device });
  assert.equal(bytes.payloadHex, '0b');
  assert.deepEqual(choices, []);
  const data = await downlink({ fields: { data: { a: 1 } }, ports: { encode }, device });
  assert.equal(data.payloadHex, 'ff');
  assert.deepEqual(choices, [[{ driverId: 'some:driver:1', driverCfg }, { a: 1 }]]);
  assert.deepEqual(data.driverCfg, driverCfg);
  assert.ok(!('driverCfg' in (await downlink({}))));
});

test('its correlation id is none that is taken', async () => {
  const first = await downlink({});
  const second = await downlink({ isTaken: (id) => id === first.correlationId });
  assert.notEqual(second.correlationId, first.correlationId);
});
