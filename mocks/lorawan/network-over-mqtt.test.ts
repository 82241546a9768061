import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { createRandom } from '../../src/random/index.ts';
import { createNetwork, createTraffic } from './index.ts';
import { openBroker } from './testing.ts';

async function world(t: TestContext) {
  const { clock, envelopes, recorder, broker, connect } = await openBroker(t, Date.UTC(2026, 0, 31));
  const mqtt = await connect('network-server', { clean: false });
  const subscriber = await connect('bridge', { clean: false });
  const arrived: unknown[] = [];
  await subscriber.subscribe('mqtt/things/+/uplink', 1, (_topic, payload) => {
    arrived.push(JSON.parse(Buffer.from(payload).toString()));
  });
  const random = createRandom('over MQTT');
  const network = createNetwork({ clock, random, recorder, mqtt });
  return { clock, envelopes, broker, mqtt, subscriber, network, random, arrived };
}

describe('network over MQTT', () => {
  it('tells each hop once, in the order in which it happened', async (t) => {
    const { clock, envelopes, network, arrived } = await world(t);
    const device = network.addDevice({ codec: 'elsys-ers', devEui: '0102030405060708' });
    const sent = await device.send({ temperature: 20 });
    await clock.settle();
    assert.deepEqual(arrived, [sent.document]);
    assert.deepEqual(
      envelopes.map(({ from, to, kind, title }) => `${kind} ${from} → ${to}: ${title}`),
      [
        'radio device → network-server: uplink 0 on port 5',
        'mqtt network-server → broker: uplink 0 of 0102030405060708 (QoS 1)',
        'mqtt broker → bridge: uplink 0 of 0102030405060708 (QoS 1)',
      ],
    );
    for (const { correlation } of envelopes) {
      assert.deepEqual(correlation, { devEui: '0102030405060708', fCntUp: 0 });
    }
  });

  it('loses nothing while the broker is away, and keeps each device’s order', async (t) => {
    const { clock, broker, network, random, arrived } = await world(t);
    const traffic = createTraffic({ network, clock, random, devices: 5, everyMs: 10_000 });
    traffic.start();
    await clock.advance(60_000);
    await broker.stop();
    await clock.advance(120_000);
    const before = arrived.length;
    await broker.start();
    await clock.advance(60_000);
    await traffic.stop();
    await clock.settle();
    assert.ok(arrived.length > before);
    const framesOf = (documents: readonly unknown[], devEui: string) =>
      documents.map((document) => JSON.stringify(document)).filter((text) => text.includes(devEui));
    for (const { devEui } of network.devices()) {
      const truth = network.sent().map(({ document }) => document);
      assert.deepEqual([...new Set(framesOf(arrived, devEui))], framesOf(truth, devEui));
    }
  });

  it('lets go of what waits for a broker that never comes back, once the client closes', async (t) => {
    const { clock, broker, mqtt, subscriber, network } = await world(t);
    await broker.stop();
    await clock.settle();
    const sending = network.addDevice({ codec: 'elsys-ers' }).send({ temperature: 20 });
    const refused = assert.rejects(sending, { code: 'connection-closed' });
    await clock.settle();
    await mqtt.close();
    await refused;
    await subscriber.close();
    assert.deepEqual(clock.pending(), []);
    assert.deepEqual(clock.active(), []);
  });
});
