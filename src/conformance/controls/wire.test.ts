import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { BridgeParts } from '../../bridge/index.ts';
import { type WireSpec, wireDefect } from './wire.ts';

type Outside = Pick<BridgeParts, 'http' | 'mqtt'>;
type Subscription = Parameters<BridgeParts['mqtt']['open']>[0];

const TIMEOUTS = { connectMs: 1, headersMs: 1, bodyMs: 1 };

/** An outside that answers every request with what it was asked, and keeps what is subscribed. */
function outside() {
  const subscriptions: Subscription[] = [];
  const parts: Outside = {
    http: {
      request: async ({ method, url, body }) => ({
        status: 200,
        headers: {},
        body: `${method} ${url} ${body}`,
      }),
      close: async () => {},
    },
    mqtt: {
      open: async (subscription) => {
        subscriptions.push(subscription);
        return { publish: async () => {}, connected: () => true, close: async () => {} };
      },
    },
  };
  return { parts, subscriptions };
}

const ask = (spec: WireSpec) =>
  wireDefect(spec)(outside().parts).http.request({
    method: 'POST',
    url: 'https://a.example/event/events?x=1',
    headers: {},
    body: 'lat',
    timeouts: TIMEOUTS,
  });

test('a request is corrupted on its way, its host and the rest kept', async () => {
  const answer = await ask({
    request: (request) => ({
      ...request,
      path: request.path.replace('x=1', 'x=2'),
      body: `${request.body}!`,
    }),
  });
  assert.equal(answer.body, 'POST https://a.example/event/events?x=2 lat!');
});

test('an answer is corrupted in the knowledge of its request', async () => {
  const answer = await ask({
    response: (response, request) => ({
      ...response,
      status: request.path === '/event/events?x=1' ? 503 : 200,
    }),
  });
  assert.equal(answer.status, 503);
});

test('a spec that says nothing changes nothing', async () => {
  assert.equal((await ask({})).body, 'POST https://a.example/event/events?x=1 lat');
});

test('a message may be lost, doubled or changed', async () => {
  const { parts, subscriptions } = outside();
  const spec: WireSpec = { message: (message) => (message.topic === 'lost' ? [] : [message, message]) };
  const arrived: string[] = [];
  await wireDefect(spec)(parts).mqtt.open({
    topics: ['#'],
    qos: 1,
    onMessage: async ({ topic }) => void arrived.push(topic),
  });
  for (const topic of ['lost', 'kept']) {
    await subscriptions[0]?.onMessage({ topic, payload: new Uint8Array() });
  }
  assert.deepEqual(arrived, ['kept', 'kept']);
});
