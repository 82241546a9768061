import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TwinHangUp } from '../index.ts';
import { at, basic, createTestWorld, HOST } from '../testing.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** An agent with a child device, and a client's end of the Bayeux protocol. */
async function openWorld(
  options: Parameters<typeof createTestWorld>[0] = {},
  path = '/notification/realtime',
) {
  const world = createTestWorld(options);
  const agent = await world.created('/inventory/managedObjects', { com_cumulocity_model_Agent: {} });
  const child = await world.device();
  const link = `/inventory/managedObjects/${agent}/childDevices`;
  await world.send('POST', link, { managedObject: { id: child } });
  const say = async (message: object, extra: Parameters<typeof world.send>[3] = {}, at = path) =>
    (await world.send('POST', at, [message], extra)).json;
  const handshake = async () =>
    String(at(await say({ channel: '/meta/handshake', version: '1.0' }), 0, 'clientId'));
  const subscribe = (clientId: string, subscription: string | string[]) =>
    say({ channel: '/meta/subscribe', clientId, subscription });
  const connect = (clientId: string, more: object = {}, extra: Parameters<typeof world.send>[3] = {}) =>
    say({ channel: '/meta/connect', clientId, connectionType: 'long-polling', ...more }, extra);
  const open = async (...channels: string[]) => {
    const clientId = await handshake();
    await subscribe(clientId, channels);
    await connect(clientId, { advice: { timeout: 0 } });
    return clientId;
  };
  /** What a poll brings that doesn't wait: channel and data of each message. */
  const heard = async (clientId: string) => {
    const answer = await connect(clientId, { advice: { timeout: 0 } });
    return list(answer)
      .slice(0, -1)
      .map((one) => [at(one, 'channel'), at(one, 'data')]);
  };
  const order = (deviceId: string) => world.created('/devicecontrol/operations', { deviceId });
  return { ...world, agent, child, say, handshake, subscribe, connect, open, heard, order };
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

/** A promise's value once it is there. */
function watch<T>(promise: Promise<T>) {
  const seen: { value?: T } = {};
  const done = promise.then((value) => {
    seen.value = value;
  });
  return { seen, done };
}

test('a handshake gives a client id, and the id of its message comes back', async () => {
  const { twin, say } = await openWorld();
  const answer = await say({ channel: '/meta/handshake', id: '1', version: '1.0' });
  const clientId = at(answer, 0, 'clientId');
  assert.match(String(clientId), /^[0-9a-f]{40}$/);
  assert.deepEqual(answer, [
    {
      channel: '/meta/handshake',
      id: '1',
      clientId,
      version: '1.0',
      minimumVersion: '1.0',
      successful: true,
      supportedConnectionTypes: ['long-polling', 'smartrest-long-polling', 'websocket'],
    },
  ]);
  await twin.close();
});

test('the first connect returns at once, the next waits for an operation, and time can pass meanwhile', async () => {
  const { twin, clock, connect, open, order, child } = await openWorld();
  const clientId = await open('/operations/*');
  const poll = watch(connect(clientId, { id: '4' }));
  await clock.advance(MINUTE);
  assert.equal(poll.seen.value, undefined);
  const id = await order(child);
  await poll.done;
  const [message, reply] = list(poll.seen.value);
  assert.equal(at(message, 'channel'), `/operations/${child}`);
  assert.equal(at(message, 'data', 'realtimeAction'), 'CREATE');
  assert.equal(at(message, 'data', 'data', 'id'), id);
  assert.deepEqual(reply, { channel: '/meta/connect', id: '4', successful: true });
  await twin.close();
});

test('a poll without messages comes back after its time, with advice to go on', async () => {
  const { twin, clock, connect, open } = await openWorld();
  const clientId = await open('/alarms/*');
  for (const [more, ms] of [
    [{}, 4 * MINUTE],
    [{ advice: { timeout: 5000 } }, 5000],
  ] as const) {
    const poll = watch(connect(clientId, more));
    await clock.advance(ms - 1);
    assert.equal(poll.seen.value, undefined);
    await clock.advance(1);
    await poll.done;
    assert.deepEqual(at(poll.seen.value, 0, 'advice'), {
      interval: 0,
      timeout: 4 * MINUTE,
      reconnect: 'retry',
    });
  }
  await twin.close();
});

test('each kind of record is told on its own channel, a deletion by its id alone', async () => {
  const { twin, send, created, open, heard, order, child } = await openWorld();
  const clientId = await open(
    '/alarms/*',
    '/events/*',
    '/measurements/*',
    '/managedobjects/*',
    '/operations/*',
  );
  const base = { source: { id: child }, type: 't', time: '2026-01-31T12:00:00Z', text: 'x' };
  const event = await created('/event/events', base);
  await send('PUT', `/event/events/${event}`, { text: 'y' });
  await send('DELETE', `/event/events/${event}`);
  const alarm = await created('/alarm/alarms', { ...base, severity: 'MAJOR' });
  await send('PUT', `/alarm/alarms/${alarm}`, { status: 'CLEARED' });
  const measurement = await created('/measurement/measurements', base);
  await send('DELETE', `/measurement/measurements/${measurement}`);
  const operation = await order(child);
  await send('PUT', `/devicecontrol/operations/${operation}`, { status: 'EXECUTING' });
  await send('DELETE', `/devicecontrol/operations?deviceId=${child}`);
  await send('PUT', `/inventory/managedObjects/${child}`, { name: 'renamed' });
  await send('DELETE', `/inventory/managedObjects/${child}`);
  const told = (await heard(clientId)).map(([channel, data]) => {
    const content = at(data, 'data');
    return [channel, at(data, 'realtimeAction'), typeof content === 'string' ? content : at(content, 'id')];
  });
  assert.deepEqual(told, [
    [`/events/${child}`, 'CREATE', event],
    [`/events/${child}`, 'UPDATE', event],
    [`/events/${child}`, 'DELETE', event],
    [`/alarms/${child}`, 'CREATE', alarm],
    [`/alarms/${child}`, 'UPDATE', alarm],
    [`/measurements/${child}`, 'CREATE', measurement],
    [`/measurements/${child}`, 'DELETE', measurement],
    [`/operations/${child}`, 'CREATE', operation],
    [`/operations/${child}`, 'UPDATE', operation],
    [`/operations/${child}`, 'DELETE', operation],
    [`/managedobjects/${child}`, 'UPDATE', child],
    [`/managedobjects/${child}`, 'DELETE', child],
  ]);
  await twin.close();
});

test('a deletion’s data may be told to be an object', async () => {
  const { twin, send, open, heard, child } = await openWorld({
    unsettled: { deletedNotification: 'object' },
  });
  const clientId = await open(`/managedobjects/${child}`);
  await send('DELETE', `/inventory/managedObjects/${child}`);
  assert.deepEqual(await heard(clientId), [
    [`/managedobjects/${child}`, { realtimeAction: 'DELETE', data: { id: child } }],
  ]);
  await twin.close();
});

test('an agent gets the new operations of itself and its children, as they are', async () => {
  const { twin, send, open, heard, order, agent, child } = await openWorld({}, '/notification/operations');
  const clientId = await open(`/${agent}`);
  const ids = [await order(child), await order(agent)];
  await send('PUT', `/devicecontrol/operations/${ids[0]}`, { status: 'EXECUTING' });
  const told = await heard(clientId);
  assert.deepEqual(
    told.map(([channel, data]) => [channel, at(data, 'id'), at(data, 'status')]),
    ids.map((id) => [`/${agent}`, id, 'PENDING']),
  );
  await twin.close();
});

test('a channel of one device brings nothing of others, and nothing after unsubscribing', async () => {
  const { twin, say, open, heard, order, agent, child } = await openWorld();
  const clientId = await open(`/operations/${child}`);
  await order(agent);
  assert.deepEqual(await heard(clientId), []);
  await order(child);
  assert.equal((await heard(clientId)).length, 1);
  const subscription = `/operations/${child}`;
  assert.deepEqual(await say({ channel: '/meta/unsubscribe', clientId, subscription }), [
    { channel: '/meta/unsubscribe', subscription, successful: true },
  ]);
  await order(child);
  assert.deepEqual(await heard(clientId), []);
  await twin.close();
});

for (const [mode, told, kept] of [
  ['PERSISTENT', 1, 1],
  ['TRANSIENT', 1, 0],
  ['QUIESCENT', 0, 1],
  ['CEP', 0, 0],
] as const) {
  test(`${mode} tells ${told} and stores ${kept}`, async () => {
    const { twin, send, open, heard, child } = await openWorld();
    const clientId = await open('/operations/*');
    const headers = { 'x-cumulocity-processing-mode': mode };
    await send('POST', '/devicecontrol/operations', { deviceId: child }, { headers });
    assert.equal((await heard(clientId)).length, told);
    assert.equal(twin.stats().tenants.tpx?.operations.held, kept);
    await twin.close();
  });
}

test('strangers, other users and clients that were gone for two hours are unknown', async () => {
  const { twin, clock, connect, open } = await openWorld();
  const unknown = [
    {
      channel: '/meta/connect',
      error: '402::Unknown client',
      advice: { interval: 0, reconnect: 'handshake' },
      successful: false,
    },
  ];
  const clientId = await open('/operations/*');
  assert.deepEqual(await connect('made-up'), unknown);
  const other = { headers: { authorization: basic('admin') } };
  assert.deepEqual(await connect(clientId, {}, other), unknown);
  await clock.advance(2 * HOUR);
  assert.equal(at(await connect(clientId, { advice: { timeout: 0 } }), 0, 'successful'), true);
  await clock.advance(2 * HOUR + 1);
  assert.deepEqual(await connect(clientId), unknown);
  assert.equal(twin.stats().realtime.sessions, 0);
  await twin.close();
});

test('bad credentials deny the handshake, and are the usual 401 for anything else or where that is told', async () => {
  for (const choice of ['handshake-denied', 'unauthorized'] as const) {
    const { twin, send } = await openWorld({ unsettled: { realtimeBadCredentials: choice } });
    const wrong = { headers: { authorization: basic('bridge', 'wrong') } };
    const shake = await send(
      'POST',
      '/notification/realtime',
      [{ channel: '/meta/handshake', id: '1' }],
      wrong,
    );
    const denied = [
      { channel: '/meta/handshake', id: '1', error: '403::Handshake denied', successful: false },
    ];
    if (choice === 'handshake-denied') assert.deepEqual([shake.status, shake.json], [200, denied]);
    else assert.equal(shake.status, 401);
    const poll = await send('POST', '/notification/realtime', [{ channel: '/meta/connect' }], wrong);
    assert.equal(poll.status, 401);
    await twin.close();
  }
});

test('channels that don’t exist, that one may not read, or of the other endpoint are refused', async () => {
  const { twin, say, handshake, subscribe } = await openWorld();
  const clientId = await handshake();
  for (const channel of ['/operations', '/operations/x', '/things/1', '/1', '/**']) {
    assert.equal(at(await subscribe(clientId, channel), 0, 'successful'), false, channel);
  }
  const nobody = { headers: { authorization: basic('nobody') } };
  const other = String(at(await say({ channel: '/meta/handshake' }, nobody), 0, 'clientId'));
  const wish = { channel: '/meta/subscribe', clientId: other, subscription: '/operations/*' };
  assert.equal(at(await say(wish, nobody), 0, 'error'), '403:/operations/*:Subscription denied');
  assert.equal(at(await say({ channel: '/chat', clientId, data: 1 }), 0, 'successful'), false);
  await twin.close();
});

for (const choice of ['answer', 'empty'] as const) {
  test(`a handshake without Accept: ${choice}`, async () => {
    const { twin } = await openWorld({ unsettled: { realtimeWithoutAccept: choice } });
    const answer = await twin.request({
      host: HOST,
      method: 'POST',
      path: '/notification/realtime',
      headers: { authorization: basic('bridge'), 'content-type': 'application/json' },
      body: JSON.stringify([{ channel: '/meta/handshake' }]),
    });
    assert.deepEqual([answer.status, answer.body === ''], [200, choice === 'empty']);
    await twin.close();
  });
}

test('what isn’t Bayeux is 400', async () => {
  const { twin, send } = await openWorld();
  assert.equal((await send('POST', '/notification/realtime', { chanel: 1 })).status, 400);
  assert.equal((await send('POST', '/notification/realtime', [])).status, 400);
  await twin.close();
});

test('older and longer paths and a closing slash lead to the same place', async () => {
  const { twin, say, handshake } = await openWorld();
  const clientId = await handshake();
  const message = { channel: '/meta/connect', clientId, advice: { timeout: 0 } };
  for (const path of [
    '/cep/realtime',
    '/cep/realtime/connect',
    '/notification/realtime/',
    '/notification/realtime/connect/',
    '/notification/operations/connect',
  ]) {
    assert.equal(at(await say(message, {}, path), 0, 'successful'), true, path);
  }
  const leave = { channel: '/meta/disconnect', clientId };
  assert.deepEqual(await say(leave, {}, '/cep/realtime/disconnect'), [
    { channel: '/meta/disconnect', successful: true },
  ]);
  assert.equal(at(await say(message), 0, 'error'), '402::Unknown client');
  await twin.close();
});

test('messages wait for ten seconds, the last thousand of them, and what is lost is counted', async () => {
  const { twin, clock, open, heard, order, child } = await openWorld({ limits: { realtimeBacklog: 2 } });
  const clientId = await open('/operations/*');
  await order(child);
  const kept = [await order(child), await order(child)];
  await clock.advance(10_000);
  const told = (await heard(clientId)).map(([, data]) => at(data, 'data', 'id'));
  assert.deepEqual(told, kept);
  await order(child);
  await clock.advance(10_001);
  assert.deepEqual(await heard(clientId), []);
  assert.deepEqual(twin.stats().realtime, { sessions: 1, sent: 4, dropped: 2 });
  await twin.close();
});

test('of eleven clients on one channel the oldest is closed, its poll too', async () => {
  const { twin, clock, connect, open } = await openWorld();
  const clients: string[] = [];
  for (let nth = 0; nth < 10; nth += 1) clients.push(await open('/operations/*'));
  const poll = watch(connect(clients[0] ?? ''));
  await clock.settle();
  await open('/operations/*');
  await poll.done;
  assert.equal(at(poll.seen.value, 0, 'error'), '402::Unknown client');
  assert.equal(twin.stats().realtime.sessions, 10);
  await twin.close();
});

test('a second poll takes the place of the first, and gets the message', async () => {
  const { twin, clock, connect, open, order, child } = await openWorld();
  const clientId = await open('/operations/*');
  const first = watch(connect(clientId));
  await clock.settle();
  const second = watch(connect(clientId));
  await first.done;
  assert.equal(list(first.seen.value).length, 1);
  await order(child);
  await second.done;
  assert.equal(list(second.seen.value).length, 2);
  await twin.close();
});

test('a poll ends when its caller gives up, and the message waits for the next', async () => {
  const { twin, clock, connect, open, heard, order, child } = await openWorld();
  const clientId = await open('/operations/*');
  const gaveUp = new AbortController();
  const pending = assert.rejects(connect(clientId, {}, { signal: gaveUp.signal }), /no patience/);
  await clock.settle();
  gaveUp.abort(new Error('no patience'));
  await pending;
  await clock.settle();
  assert.deepEqual([clock.active(), clock.pending()], [[], []]);
  await order(child);
  assert.equal((await heard(clientId)).length, 1);
  await twin.close();
});

for (const end of ['close', 'reset'] as const) {
  test(`${end}() ends a poll and forgets its client`, async () => {
    const { twin, clock, connect, open } = await openWorld();
    const pending = assert.rejects(connect(await open('/operations/*')), TwinHangUp);
    await clock.settle();
    await twin[end]();
    await pending;
    await clock.settle();
    assert.deepEqual([clock.active(), clock.pending()], [[], []]);
    assert.equal(twin.stats().realtime.sessions, 0);
    await twin.close();
  });
}

test('tenants hear nothing of each other', async () => {
  const { twin, send, created, open, heard } = await openWorld();
  const clientId = await open('/managedobjects/*');
  const host = 'other.example.com';
  twin.addTenant({ id: 'other', domain: host, users: [{ name: 'bridge', password: 'secret-1' }] });
  const foreign = { host, headers: { authorization: basic('other/bridge') } };
  assert.equal((await send('POST', '/inventory/managedObjects', {}, foreign)).status, 201);
  assert.deepEqual(await heard(clientId), []);
  await created('/inventory/managedObjects', {});
  assert.equal((await heard(clientId)).length, 1);
  await twin.close();
});

test('the journal doesn’t show the credentials of a handshake', async () => {
  const { twin, say } = await openWorld();
  const ext = { 'com.cumulocity.authn': { token: Buffer.from('bridge:secret-1').toString('base64') } };
  await say({ channel: '/meta/handshake', ext });
  const [entry] = twin.journal.find({ path: '/notification/realtime' });
  assert.match(JSON.stringify(entry?.body), /\*{5}/);
  assert.doesNotMatch(JSON.stringify(entry?.body), /token/);
  await twin.close();
});
