import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import { WebSocket } from 'ws';
import { createRealClock } from '../../../src/clock/index.ts';
import { createRandom } from '../../../src/random/index.ts';
import { createTwin } from '../index.ts';
import { at, basic, HOST } from '../testing.ts';

async function openWorld() {
  const twin = createTwin({
    clock: createRealClock(),
    recorder: { record: () => {} },
    random: createRandom('web sockets'),
  });
  twin.addTenant({ id: 'tpx', domain: HOST, users: [{ name: 'bridge', password: 'secret-1' }] });
  const { url } = await twin.listen();
  const dial = (path = '/notification/realtime', headers: Record<string, string> = {}) =>
    new WebSocket(url.replace('http', 'ws') + path, { headers: { host: HOST, ...headers } });
  return { twin, dial };
}

/** Says something and waits for the next message that comes back. */
async function ask(ws: WebSocket, message: object): Promise<unknown> {
  const heard = once(ws, 'message');
  ws.send(JSON.stringify([message]));
  const [data]: unknown[] = await heard;
  const batch: unknown = JSON.parse(String(data));
  return at(batch, 0);
}

const tokenOf = (login: string) => ({
  ext: { 'com.cumulocity.authn': { token: Buffer.from(login).toString('base64') } },
});

for (const [how, headers, more, successful] of [
  ['a token', {}, tokenOf('bridge:secret-1'), true],
  ['a header', { authorization: basic('bridge') }, {}, true],
  ['a wrong token', { authorization: basic('bridge') }, tokenOf('bridge:wrong'), false],
  ['nothing', {}, {}, false],
] as const) {
  test(`a handshake with ${how} is ${successful ? 'taken' : 'denied'}`, async () => {
    const { twin, dial } = await openWorld();
    try {
      const ws = dial('/notification/realtime/', headers);
      await once(ws, 'open');
      const reply = await ask(ws, { channel: '/meta/handshake', id: '1', ...more });
      assert.equal(at(reply, 'successful'), successful);
      assert.equal(at(reply, 'error'), successful ? undefined : '403::Handshake denied');
      const unknown = await ask(ws, { channel: '/meta/connect', clientId: 'made-up' });
      assert.equal(at(unknown, 'error'), '402::Unknown client');
    } finally {
      await twin.close();
    }
  });
}

test('what came while the connection was away is delivered when the client is back', async () => {
  const { twin, dial } = await openWorld();
  try {
    const first = dial('/notification/realtime', { authorization: basic('bridge') });
    await once(first, 'open');
    const clientId = String(at(await ask(first, { channel: '/meta/handshake' }), 'clientId'));
    await ask(first, { channel: '/meta/subscribe', clientId, subscription: '/managedobjects/*' });
    first.close();
    await once(first, 'close');
    const { managedObjects } = twin.seed({ managedObjects: [{ name: 'new' }] });
    const second = dial();
    await once(second, 'open');
    const message = await ask(second, { channel: '/meta/connect', clientId });
    assert.equal(at(message, 'channel'), `/managedobjects/${managedObjects[0]}`);
  } finally {
    await twin.close();
  }
});

test('other paths, faults, nonsense and the end of the twin end a connection', async () => {
  const { twin, dial } = await openWorld();
  try {
    const failure = (ws: WebSocket) => once(ws, 'open').then(() => 'opened', String);
    const refused = (path?: string) => failure(dial(path));
    assert.match(await refused('/inventory'), /404/);
    twin.faults.add({ count: 1, effect: { kind: 'status', status: 503 } });
    assert.match(await refused(), /503/);
    twin.faults.add({ count: 1, effect: { kind: 'reset-before-store' } });
    assert.match(await refused(), /hang up|ECONNRESET/);
    twin.addTenant({ id: 'other', domain: 'other.example.com', users: [{ name: 'bridge', password: 'x' }] });
    // For whom a connection is tell its credentials before its host, as with requests.
    twin.faults.add({ match: { tenant: 'tpx' }, count: 1, effect: { kind: 'status', status: 502 } });
    const headers = { host: 'other.example.com', authorization: basic('tpx/bridge') };
    assert.match(await failure(dial('/notification/realtime', headers)), /502/);
    const nonsense = dial();
    await once(nonsense, 'open');
    nonsense.send('{');
    assert.equal((await once(nonsense, 'close'))[0], 1007);
    const cut = dial();
    await once(cut, 'open');
    const closed = once(cut, 'close');
    twin.reset();
    assert.equal((await closed)[0], 1006);
  } finally {
    await twin.close();
  }
});
