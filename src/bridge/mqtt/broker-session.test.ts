import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createBrokerSession } from './broker-session.ts';
import type { MqttSubscription } from './mqtt-connector.ts';

/** A session on a broker that is here or away, and what either was told. */
function openSession() {
  const told: unknown[] = [];
  const broker: { isThere: boolean; subscription?: MqttSubscription } = { isThere: true };
  const silent = () => undefined;
  const session = createBrokerSession({
    topics: ['a/+', 'b/#'],
    logger: {
      debug: silent,
      info: (fields, message) => void told.push([message, fields]),
      warn: silent,
      error: silent,
    },
    mqtt: {
      open: async (subscription) => {
        broker.subscription = subscription;
        return {
          publish: async (topic, payload, qos) => void told.push([topic, payload, qos]),
          connected: () => broker.isThere,
          close: async () => void told.push('closed'),
        };
      },
    },
  });
  return { session, broker, told };
}

test('it listens to all its topics with QoS 1, and publishes with it', async () => {
  const { session, broker, told } = openSession();
  const onMessage = async () => undefined;
  await session.start(onMessage);
  assert.deepEqual(broker.subscription?.topics, ['a/+', 'b/#']);
  assert.equal(broker.subscription?.qos, 1);
  assert.equal(broker.subscription?.onMessage, onMessage);
  await session.publish('c', 'text');
  assert.deepEqual(told, [['c', 'text', 1]]);
});

test('nothing is published before it is started, while the broker is away, and after it was closed', async () => {
  const { session, broker, told } = openSession();
  const refused = () => assert.rejects(session.publish('c', 'text'), /the broker is not reached/);
  assert.equal(session.connected(), false);
  await refused();
  await session.start(async () => undefined);
  assert.equal(session.connected(), true);
  broker.isThere = false;
  assert.equal(session.connected(), false);
  await refused();
  broker.isThere = true;
  await session.close();
  assert.equal(session.connected(), false);
  await refused();
  assert.deepEqual(told, ['closed']);
});

test('the log tells when the broker is reached and lost, with the reason where there is one', async () => {
  const { session, broker, told } = openSession();
  await session.start(async () => undefined);
  broker.subscription?.onStatus?.(true);
  broker.subscription?.onStatus?.(false, 'connection refused');
  assert.deepEqual(told, [
    ['broker', { connected: true }],
    ['broker', { connected: false, reason: 'connection refused' }],
  ]);
});

test('a session that was never started can be closed', async () => {
  const { session, told } = openSession();
  await session.close();
  assert.deepEqual(told, []);
});
