import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { createVirtualClock } from '../../src/clock/index.ts';
import { createRandom } from '../../src/random/index.ts';
import type { EnvelopeDraft } from '../../src/recording/index.ts';
import { createNetwork, createTraffic, type NetworkParts, type SentUplink } from './index.ts';
import {
  joinDocumentInStringsSchema,
  joinDocumentSchema,
  uplinkDocumentInStringsSchema,
  uplinkDocumentSchema,
} from './network-server/uplink-document.ts';

const START = Date.UTC(2026, 0, 31, 12);

function world(seed = 'test', parts: Partial<NetworkParts> = {}) {
  const clock = createVirtualClock({ start: START });
  const envelopes: EnvelopeDraft[] = [];
  const published: { topic: string; payload: string | Uint8Array; qos: number }[] = [];
  const network = createNetwork({
    clock,
    random: createRandom(seed),
    recorder: { record: (draft) => envelopes.push(draft) },
    mqtt: { publish: async (topic, payload, { qos }) => void published.push({ topic, payload, qos }) },
    ...parts,
  });
  const documents = () => published.map(({ payload }): unknown => JSON.parse(payload.toString()));
  return { clock, network, envelopes, published, documents };
}

function uplinkOf({ document }: SentUplink) {
  return uplinkDocumentSchema.parse(document).DevEUI_uplink;
}

describe('network', () => {
  it('publishes a complete document for what a device measured', async () => {
    const { network, published, documents } = world();
    const device = network.addDevice({
      codec: 'elsys-ers',
      devEui: '01-02-03-04-05-06-07-08',
      name: 'Cold store',
      tags: ['site=Paris'],
      location: { latitude: 48.85, longitude: 2.35 },
      located: true,
      batteryLevel: 254,
    });
    const sent = await device.send({ temperature: 21.46, humidity: 55 });
    assert.deepEqual(sent.values, { temperature: 21.5, humidity: 55 });
    assert.equal(published[0]?.topic, 'mqtt/things/0102030405060708/uplink');
    assert.equal(published[0]?.qos, 1);
    assert.deepEqual(documents(), [sent.document]);
    const uplink = uplinkOf(sent);
    assert.equal(uplink.Time, '2026-01-31T13:00:00.000+01:00');
    assert.equal(uplink.payload_hex, '0100d70237');
    assert.equal(uplink.DevLAT, 48.85);
    assert.equal(uplink.DevLocTime, uplink.Time);
    assert.equal(uplink.BatteryLevel, 254);
    assert.equal(uplink.DriverCfg?.id, 'elsys:ers:1');
    assert.deepEqual(uplink.CustomerData, {
      loc: { lat: '48.850000', lon: '2.350000' },
      alr: { pro: 'ELSY/ERS', ver: '1' },
      tags: ['site=Paris'],
      doms: [],
      name: 'Cold store',
    });
    // All the fields of the published examples are there.
    assert.deepEqual(Object.keys(uplink), Object.keys(uplinkDocumentSchema.shape.DevEUI_uplink.shape));
  });

  it('writes the string flavour with every number as a string', async () => {
    const { network } = world();
    const device = network.addDevice({ codec: 'adeunis-field-test', flavour: 'strings', located: true });
    const { document } = await device.send({ temperature: 5, batteryVoltage: 3600 }, { batteryLevel: 12 });
    const { DevEUI_uplink: uplink } = uplinkDocumentInStringsSchema.parse(document);
    assert.equal(uplink.FPort, '1');
    assert.equal(uplink.BatteryLevel, '12');
    assert.match(uplink.LrrRSSI, /^-\d+\.000000$/);
    assert.doesNotMatch(JSON.stringify(document), /":-?\d/);
  });

  it('writes as many base stations as heard the frame, each once', async () => {
    const { network } = world('many', { gateways: 6 });
    const device = network.addDevice({ codec: 'elsys-ers', gateways: 3 });
    for (const [options, count] of [
      [{}, 3],
      [{ gateways: 1 }, 1],
      [{ gateways: 6 }, 6],
    ] as const) {
      const uplink = uplinkOf(await device.send({ temperature: 20 }, options));
      assert.equal(uplink.DevLrrCnt, count);
      assert.equal(new Set(uplink.Lrrs.Lrr.map(({ Lrrid }) => Lrrid)).size, count);
      assert.equal(uplink.Lrrid, uplink.Lrrs.Lrr[0]?.Lrrid);
    }
  });

  it('counts frames, tells what was lost, what came late and what was confirmed', async () => {
    const { network, envelopes } = world();
    const device = network.addDevice({ codec: 'elsys-ers', firstFCntUp: 65_534 });
    await device.send({ temperature: 20 });
    const gap = uplinkOf(await device.send({ temperature: 20 }, { lostUplinks: 3, confirmed: true }));
    assert.equal(gap.FCntUp, 65_538);
    assert.equal(gap.LostUplinksAS, 3);
    assert.equal(gap.MType, 4);
    assert.equal(gap.InstantPER, 0.75);
    assert.equal(gap.MeanPER, 0.6);
    const late = uplinkOf(await device.send({ temperature: 20 }, { queuedAtGatewayMs: 90_000 }));
    assert.equal(late.Late, 1);
    assert.equal(late.LostUplinksAS, 0);
    assert.equal(late.FCntDn, 1);
    assert.equal(late.Time, '2026-01-31T12:58:30.000+01:00');
    assert.equal(device.nextFCntUp(), 65_540);
    assert.deepEqual(
      envelopes.map(({ title, outcome }) => `${title}: ${outcome}`),
      [
        'uplink 65534 on port 5: ok',
        'uplink 65535 on port 5, lost: failed',
        'uplink 65536 on port 5, lost: failed',
        'uplink 65537 on port 5, lost: failed',
        'uplink 65538 on port 5: ok',
        'uplink 65539 on port 5: ok',
      ],
    );
    assert.deepEqual(envelopes[0]?.correlation, { devEui: device.devEui, fCntUp: 65_534 });
  });

  it('leaves out what a device or a frame does without', async () => {
    const { network } = world();
    const device = network.addDevice({ codec: 'elsys-ers', driver: false, located: true });
    const uplink = uplinkOf(await device.send({ hex: '', fPort: null }, { withoutPosition: true }));
    for (const field of ['DriverCfg', 'FPort', 'payload_hex', 'DevLAT', 'DevLocTime', 'BatteryLevel']) {
      assert.equal(field in uplink, false, field);
    }
  });

  it('sends raw bytes as they are, an empty payload and FPort 0 too', async () => {
    const { network } = world();
    const device = network.addDevice({ codec: 'elsys-ers' });
    const empty = uplinkOf(await device.send({ hex: '', fPort: 3 }));
    assert.deepEqual([empty.FPort, empty.payload_hex], [3, '']);
    const zero = await device.send({ hex: 'DEADBEEF', fPort: 0 });
    assert.deepEqual([uplinkOf(zero).FPort, zero.payloadHex, zero.values], [0, 'deadbeef', undefined]);
    await assert.rejects(device.send({ hex: 'abc', fPort: 1 }), { code: 'bad-hex' });
    await assert.rejects(device.send({ hex: 'ab', fPort: 256 }), { code: 'bad-port' });
    await assert.rejects(device.send({ hex: 'ab', fPort: null }), { code: 'bad-port' });
    await assert.rejects(device.send({ hex: 'ab'.repeat(223), fPort: 1 }), { code: 'payload-too-long' });
    assert.equal(device.nextFCntUp(), 2, 'a refused payload must not use up a counter');
  });

  it('joins anew: another address, counters from the start, a join request for all to see', async () => {
    const { network, documents } = world();
    for (const flavour of ['numbers', 'strings'] as const) {
      const device = network.addDevice({ codec: 'elsys-ers', flavour });
      const before = await device.send({ temperature: 20 });
      await device.join();
      const after = await device.send({ temperature: 20 });
      assert.notEqual(after.devAddr, before.devAddr);
      assert.notEqual(after.mic, before.mic);
      assert.equal(after.fCntUp, 0);
      const schema = flavour === 'numbers' ? joinDocumentSchema : joinDocumentInStringsSchema;
      const { DevEUI_uplink: join } = schema.parse(documents().at(-2));
      assert.equal(join.rawJoinRequest.length, 46);
      assert.equal(join.rawJoinRequest.endsWith(join.mic_hex), true);
      assert.equal(String(join.MType), '0');
      for (const field of ['FPort', 'FCntUp', 'payload_hex', 'SpFact'])
        assert.equal(field in join, false, field);
    }
  });

  it('publishes whatever is given to it, alters what it is told to, and repeats to the byte', async () => {
    const { network, published } = world();
    const device = network.addDevice({ codec: 'elsys-ers' });
    await network.publish('abc', '{"torn":');
    await network.publish('abc', Uint8Array.of(0xff), 'elsewhere');
    await network.publish('abc', { DevEUI_uplink: {} });
    const sent = await device.send(
      { temperature: 20 },
      { alter: ({ DevEUI_uplink }) => ({ DevEUI_uplink: { ...DevEUI_uplink, FCntUp: null } }) },
    );
    await network.redeliver(sent);
    assert.deepEqual(
      published.slice(0, 3).map(({ topic, payload }) => [topic, Buffer.from(payload).toString('latin1')]),
      [
        ['mqtt/things/abc/uplink', '{"torn":'],
        ['elsewhere', 'ÿ'],
        ['mqtt/things/abc/uplink', '{"DevEUI_uplink":{}}'],
      ],
    );
    assert.match(String(published[3]?.payload), /"FCntUp":null/);
    assert.deepEqual(published[4], published[3]);
  });

  it('makes up DevEUIs whose two cases differ', () => {
    const { network } = world();
    const made = Array.from({ length: 3000 }, () => network.addDevice({ codec: 'elsys-ers' }).devEui);
    assert.deepEqual(
      made.filter((devEui) => !/^[0-9A-F]*[A-F][0-9A-F]*$/.test(devEui)),
      [],
    );
  });

  it('finds its devices in any spelling, and says what is wrong', () => {
    const { network } = world();
    const device = network.addDevice({ codec: 'elsys-ers', devEui: 'aabbccddeeff0011' });
    assert.equal(network.device('AA:BB:CC:DD:EE:FF:00:11'), device);
    assert.deepEqual(network.devices(), [device]);
    assert.throws(() => network.addDevice({ codec: 'elsys-ers', devEui: 'AABBCCDDEEFF0011' }), {
      code: 'device-exists',
    });
    assert.throws(() => network.addDevice({ codec: 'elsys-ers', appKey: '00' }), { code: 'bad-key' });
    assert.throws(() => network.device('0000000000000000'), { code: 'unknown-device' });
  });

  it('remembers the latest uplinks, so many at most', async () => {
    const { network } = world('few', { remembered: 3 });
    const device = network.addDevice({ codec: 'elsys-ers' });
    for (let count = 0; count < 10; count += 1) await device.send({ temperature: count });
    assert.deepEqual(
      network.sent().map(({ fCntUp, values }) => [fCntUp, values?.temperature]),
      [
        [7, 7],
        [8, 8],
        [9, 9],
      ],
    );
  });

  it('makes the same bytes from the same seed, others from another', async () => {
    const run = async (seed: string) => {
      const { clock, network, published } = world(seed);
      const traffic = createTraffic({
        network,
        clock,
        random: createRandom(seed),
        devices: 4,
        everyMs: 60_000,
      });
      traffic.start();
      await clock.advance(600_000);
      await network.devices()[0]?.join();
      await traffic.stop();
      return published;
    };
    const [first, second, other] = [await run('a'), await run('a'), await run('b')];
    assert.ok(first.length >= 40);
    assert.deepEqual(first, second);
    assert.notDeepEqual(first, other);
  });

  it('gives each device its own randomness: another device moves none of its bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 3 }), async (others) => {
        const { network } = world('own');
        for (let count = 0; count < others; count += 1) {
          await network.addDevice({ codec: 'elsys-ers' }).send({ temperature: 1 });
        }
        const device = network.addDevice({ codec: 'elsys-ers', devEui: '0102030405060708', name: 'x' });
        const alone = world('own').network.addDevice({
          codec: 'elsys-ers',
          devEui: '0102030405060708',
          name: 'x',
        });
        assert.deepEqual(await device.send({ temperature: 2 }), await alone.send({ temperature: 2 }));
      }),
      { numRuns: 8 },
    );
  });
});
