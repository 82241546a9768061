import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { createRealClock, createVirtualClock } from '../../src/clock/index.ts';
import type { EnvelopeDraft } from '../../src/recording/index.ts';
import {
  BrokerError,
  type BrokerParts,
  connectMqtt,
  createBroker,
  type MqttConnectOptions,
} from './index.ts';

const TOPIC = 'mqtt/things/0102030405060708/uplink';
const SECRET = 'let-me-in-4711';

async function world(t: TestContext, parts: Partial<BrokerParts> = {}) {
  const clock = createVirtualClock({ start: 0 });
  const envelopes: EnvelopeDraft[] = [];
  const broker = await createBroker({
    clock,
    recorder: { record: (draft) => envelopes.push(draft) },
    parties: (clientId) => (clientId.startsWith('bridge') ? 'bridge' : 'network-server'),
    ...parts,
  });
  t.after(() => broker.close());
  const connect = (clientId: string, options: Partial<MqttConnectOptions> = {}) =>
    connectMqtt({ clock, clientId, openStream: () => broker.openStream(), ...options });
  const listen = async (clientId: string, filter: string, options: Partial<MqttConnectOptions> = {}) => {
    const got: string[] = [];
    const onMessage = (_topic: string, payload: Uint8Array) => {
      got.push(Buffer.from(payload).toString());
    };
    const client = await connect(clientId, { onMessage, ...options });
    await client.subscribe(filter, 2, onMessage);
    return { got, client };
  };
  return { clock, broker, envelopes, connect, listen };
}

describe('broker', () => {
  for (const qos of [0, 1, 2] as const) {
    it(`delivers QoS ${qos} once and in order, and the world settles only then`, async (t) => {
      const { clock, broker, connect, listen } = await world(t);
      const { got } = await listen('bridge', 'mqtt/things/+/uplink');
      const network = await connect('network');
      const sent = Array.from({ length: 200 }, (_, count) => `message ${count}`);
      for (const message of sent) void network.publish(TOPIC, message, { qos });
      await clock.settle();
      assert.deepEqual(got, sent);
      assert.equal(broker.published(), 200);
      assert.equal(broker.delivered(), 200);
      assert.deepEqual(clock.active(), []);
    });
  }

  it('settles no earlier than one message, by itself and without an acknowledgement, has arrived', async (t) => {
    const { clock, connect, listen } = await world(t);
    const { got } = await listen('bridge', '#');
    const network = await connect('network');
    for (let count = 1; count <= 50; count += 1) {
      await network.publish(TOPIC, 'x', { qos: 0 });
      await clock.settle();
      assert.equal(got.length, count);
    }
  });

  it('keeps what comes for a persistent session while its client is away', async (t) => {
    const { clock, connect, listen } = await world(t);
    const { client } = await listen('bridge', '#', { clean: false });
    const network = await connect('network');
    await client.close();
    const sent = Array.from({ length: 100 }, (_, count) => `${count}`);
    for (const message of sent) await network.publish(TOPIC, message, { qos: 1 });
    const { got } = await listen('bridge', '#', { clean: false });
    await clock.settle();
    assert.deepEqual(got, sent);
  });

  it('keeps nothing for a clean session', async (t) => {
    const { clock, connect, listen, broker } = await world(t);
    const { client } = await listen('bridge', '#');
    const network = await connect('network');
    await client.close();
    await network.publish(TOPIC, 'missed', { qos: 1 });
    const { got } = await listen('bridge', '#');
    await clock.settle();
    assert.deepEqual(got, []);
    assert.equal(broker.delivered(), 0);
  });

  it('hands a retained message to whom subscribes later', async (t) => {
    const { clock, connect, listen } = await world(t);
    const network = await connect('network');
    await network.publish('mqtt/state', 'on', { qos: 1, retain: true });
    const { got } = await listen('bridge', 'mqtt/state');
    await clock.settle();
    assert.deepEqual(got, ['on']);
  });

  it('refuses a wrong password with return code 4 and a missing user with 5, and keeps the password to itself', async (t) => {
    const { envelopes, connect, broker } = await world(t, { users: [{ username: 'lrc', password: SECRET }] });
    const refusal = (options: Partial<MqttConnectOptions>) =>
      connect('network', options).then(
        () => assert.fail('connected'),
        (error: unknown) => {
          assert.ok(error instanceof BrokerError && error.code === 'connection-refused');
          return error.cause instanceof Error && 'code' in error.cause ? error.cause.code : undefined;
        },
      );
    assert.equal(await refusal({ username: 'lrc', password: `${SECRET}!` }), 4);
    assert.equal(await refusal({ username: 'nobody', password: SECRET }), 4);
    assert.equal(await refusal({}), 5);
    assert.deepEqual(broker.clients(), []);
    assert.deepEqual(
      envelopes.map(({ outcome }) => outcome),
      ['refused', 'refused', 'refused'],
    );
    assert.equal(JSON.stringify(envelopes).includes(SECRET), false);
    const welcome = await connect('network', { username: 'lrc', password: SECRET });
    assert.equal(welcome.connected(), true);
  });

  it('records each publish and each delivery with its device and counter', async (t) => {
    const { clock, envelopes, connect, listen } = await world(t);
    await listen('bridge-1', 'mqtt/#');
    await listen('bridge-2', 'mqtt/#');
    const network = await connect('network');
    const document = { DevEUI_uplink: { DevEUI: '0102030405060708', FCntUp: '17' } };
    await network.publish(TOPIC, JSON.stringify(document), { qos: 1 });
    await clock.settle();
    const correlation = { devEui: '0102030405060708', fCntUp: 17 };
    assert.deepEqual(
      envelopes.map(({ from, to, kind, correlation }) => ({ from, to, kind, correlation })),
      [
        { from: 'network-server', to: 'broker', kind: 'mqtt', correlation },
        { from: 'broker', to: 'bridge', kind: 'mqtt', correlation },
        { from: 'broker', to: 'bridge', kind: 'mqtt', correlation },
      ],
    );
    assert.equal(envelopes[0]?.title, 'uplink 17 of 0102030405060708 (QoS 1)');
    assert.deepEqual(envelopes[1]?.body, document);
  });

  it('drops a client without a word; it comes back and what it had not sent gets through', async (t) => {
    const { clock, broker, connect, listen } = await world(t);
    const { got } = await listen('bridge', '#');
    const network = await connect('network');
    broker.disconnect('network');
    const publishing = network.publish(TOPIC, 'after the drop', { qos: 1 });
    await clock.settle();
    assert.equal(network.connected(), false);
    assert.deepEqual(got, []);
    await clock.advance(1000);
    await publishing;
    await clock.settle();
    assert.deepEqual(got, ['after the drop']);
    assert.throws(() => broker.disconnect('nobody'), { code: 'no-such-client' });
  });

  it('hands messages to a client without a session as before, once that has come back', async (t) => {
    const { clock, broker, connect, listen } = await world(t);
    const { got } = await listen('network', '#');
    for (const round of ['first', 'second']) {
      broker.disconnect('network');
      await clock.advance(1000);
      const other = await connect(`other ${round}`);
      await other.publish(TOPIC, round, { qos: 1 });
      await clock.settle();
    }
    assert.deepEqual(got, ['first', 'second']);
  });

  it('goes away for a while and keeps sessions, subscriptions and what comes meanwhile', async (t) => {
    const { clock, broker, connect, listen } = await world(t);
    const { got } = await listen('bridge', '#', { clean: false });
    const network = await connect('network', { reconnectAfterMs: 60_000 });
    await broker.stop();
    await clock.settle();
    assert.deepEqual(broker.clients(), []);
    const publishing = network.publish(TOPIC, 'while it was away', { qos: 1 });
    await clock.advance(10_000);
    assert.match(clock.active().join(), /parked .*the broker is away/);
    await broker.start();
    await clock.advance(60_000);
    await publishing;
    assert.deepEqual(got, ['while it was away']);
  });

  it('refuses connections while stopped', async (t) => {
    const { broker, connect } = await world(t);
    await broker.stop();
    await assert.rejects(connect('network'), { code: 'connection-refused' });
    await broker.start();
    assert.equal((await connect('network')).connected(), true);
  });

  it('leaves nothing behind: no activity, no timer, no handle', async (t) => {
    const before = sockets().length;
    const { clock, broker, connect, listen } = await world(t);
    await listen('bridge', '#', { clean: false });
    const network = await connect('network');
    await network.publish(TOPIC, 'x', { qos: 2 });
    await network.close();
    await broker.close();
    await clock.settle();
    // The subscriber was never told to stop: its next attempt to connect is all that is left, and close ends that.
    assert.deepEqual(clock.pending(), ['MQTT client bridge reconnects']);
    assert.deepEqual(clock.active(), []);
    assert.ok(sockets().length <= before, sockets().join());
    assert.throws(() => broker.openStream(), { code: 'broker-closed' });
  });

  it('serves TCP as well, and comes back on its port', async (t) => {
    const clock = createRealClock();
    const broker = await createBroker({ clock, recorder: { record: () => {} } });
    t.after(() => broker.close());
    const { url } = await broker.listen();
    const client = await connectMqtt({ clock, url, clientId: 'a', clean: false, reconnectAfterMs: 5 });
    t.after(() => client.close());
    const arrived = new Promise<string>((resolve, reject) => {
      client.subscribe('t', 1, (_topic, payload) => resolve(Buffer.from(payload).toString())).catch(reject);
    });
    await client.publish('warm-up', 'x', { qos: 1 });
    await broker.stop();
    const publishing = client.publish('t', 'over TCP', { qos: 1 });
    await broker.start();
    await publishing;
    assert.equal(await arrived, 'over TCP');
  });

  it('says why it cannot listen', async (t) => {
    const [one, other] = [await world(t), await world(t)];
    const { port } = await one.broker.listen();
    await assert.rejects(other.broker.listen({ port }), { code: 'cannot-listen' });
    await assert.rejects(one.broker.listen(), { code: 'cannot-listen' });
  });

  it('carries 1000 uplinks at once, each of them once', async (t) => {
    const { clock, connect, listen } = await world(t);
    const { got } = await listen('bridge', 'mqtt/#');
    const network = await connect('network');
    const document = JSON.stringify({ DevEUI_uplink: { FCntUp: 1, filler: 'x'.repeat(1200) } });
    for (let count = 0; count < 1000; count += 1) void network.publish(TOPIC, document, { qos: 1 });
    await clock.settle();
    assert.equal(got.length, 1000);
  });
});

/** Only what a broker could leave: files that the test run itself is reading are nobody's leak. */
function sockets(): string[] {
  return process.getActiveResourcesInfo().filter((name) => /^(TCP|Pipe|Timeout)/.test(name));
}
