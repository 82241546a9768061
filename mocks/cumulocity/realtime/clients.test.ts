import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { BasicAuth, Client, Realtime } from '@c8y/client';
import cometdModule, { type Message } from 'cometd';
import { WebSocket } from 'ws';
import { createRealClock } from '../../../src/clock/index.ts';
import { createRandom } from '../../../src/random/index.ts';
import type { EnvelopeDraft } from '../../../src/recording/index.ts';
import { createTwin } from '../index.ts';
import { at, basic, HOST } from '../testing.ts';

// Unmodified clients over real sockets: what they receive from the twin they receive from the platform.

// @c8y/client brings what cometd needs of a browser: a global `window`.
const browser: unknown = Reflect.get(globalThis, 'window');
after(() => Reflect.deleteProperty(globalThis, 'window'));

/** Once it is answered, an operation reaches the client. */
const SUBSCRIPTION = { status: 200, body: [{ channel: '/meta/subscribe' }] };

const credentials = { tenant: 'tpx', user: 'bridge', password: 'secret-1' };

async function openWorld(tls = false) {
  const recorded: EnvelopeDraft[] = [];
  const twin = createTwin({
    clock: createRealClock(),
    recorder: { record: (draft) => void recorded.push(draft) },
    random: createRandom('realtime'),
  });
  twin.addTenant({ id: 'tpx', domain: HOST, users: [{ name: 'bridge', password: 'secret-1' }] });
  const [agent = ''] = twin.seed({ managedObjects: [{ com_cumulocity_model_Agent: {} }] }).managedObjects;
  const listening = await twin.listen({ tls });
  const order = async () => {
    const answer = await twin.request({
      host: HOST,
      method: 'POST',
      path: '/devicecontrol/operations',
      headers: { authorization: basic('bridge'), 'content-type': 'application/json' },
      body: JSON.stringify({ deviceId: agent, c8y_Command: { text: '0a' } }),
    });
    return answer.headers.location?.split('/').at(-1);
  };
  return { twin, ...listening, agent, order, recorded };
}

/** Something that is told once. */
function once<T>() {
  let tell: (value: T) => void = () => {};
  const told = new Promise<T>((resolve) => {
    tell = resolve;
  });
  return { told, tell };
}

test('@c8y/client receives an operation by realtime', async () => {
  const { twin, url, agent, order } = await openWorld();
  try {
    const { realtime } = new Client(new BasicAuth(credentials), url);
    const received = once<unknown>();
    realtime.subscribe(`/operations/${agent}`, received.tell);
    await twin.journal.await(SUBSCRIPTION, { withinMs: 5000 });
    const id = await order();
    const message = await received.told;
    assert.equal(at(message, 'data', 'realtimeAction'), 'CREATE');
    assert.equal(at(message, 'data', 'data', 'id'), id);
    assert.equal(at(message, 'data', 'data', 'c8y_Command', 'text'), '0a');
    const left = once<unknown>();
    realtime.disconnect(left.tell);
    await left.told;
  } finally {
    await twin.close();
  }
});

test('@c8y/client receives an agent’s operation at the operations endpoint', async () => {
  const { twin, url, agent, order } = await openWorld();
  try {
    const client = new Client(new BasicAuth(credentials), url);
    const realtime = new Realtime(client.core, '/notification/operations');
    const received = once<unknown>();
    realtime.subscribe(`/${agent}`, received.tell);
    await twin.journal.await(SUBSCRIPTION, { withinMs: 5000 });
    const id = await order();
    assert.equal(at(await received.told, 'data', 'id'), id);
    const left = once<unknown>();
    realtime.disconnect(left.tell);
    await left.told;
  } finally {
    await twin.close();
  }
});

for (const transport of ['long-polling', 'websocket'] as const) {
  for (const path of ['/notification/realtime', '/cep/realtime/']) {
    test(`cometd receives an operation by ${transport} at ${path}`, async () => {
      const { twin, url, agent, order, recorded } = await openWorld();
      const cometd = new cometdModule.CometD();
      if (typeof browser === 'object' && browser !== null) Reflect.set(browser, 'WebSocket', WebSocket);
      for (const other of ['long-polling', 'callback-polling', 'websocket']) {
        if (other !== transport) cometd.unregisterTransport(other);
      }
      try {
        // Where a browser can't set headers, the handshake brings the credentials.
        const headers = { authorization: basic('tpx/bridge') };
        const token = Buffer.from('tpx/bridge:secret-1').toString('base64');
        cometd.configure({
          url: url + path,
          requestHeaders: transport === 'websocket' ? {} : headers,
          logLevel: 'error',
        });
        const shaken = once<Message>();
        cometd.handshake({ ext: { 'com.cumulocity.authn': { token } } }, shaken.tell);
        assert.equal((await shaken.told).successful, true);
        const received = once<Message>();
        const subscribed = once<Message>();
        cometd.subscribe(`/operations/${agent}`, received.tell, {}, subscribed.tell);
        assert.equal((await subscribed.told).successful, true);
        const id = await order();
        assert.equal(at((await received.told).data, 'data', 'id'), id);
        const left = once<Message>();
        cometd.disconnect(left.tell);
        await left.told;
        assert.doesNotMatch(JSON.stringify(recorded), new RegExp(token));
      } finally {
        await twin.close();
      }
    });
  }
}
