import assert from 'node:assert/strict';
import { test } from 'node:test';
import { at, basic, HOST } from '../testing.ts';
import { openRealtimeWorld } from './testing.ts';

test('a handshake gives a client id, and the id of its message comes back', async () => {
  const { twin, say } = await openRealtimeWorld();
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

test('each kind of record is told on its own channel, a deletion by its id alone', async () => {
  const { twin, send, created, open, heard, order, child } = await openRealtimeWorld();
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
  const { twin, send, open, heard, child } = await openRealtimeWorld({
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
  const { twin, send, open, heard, order, agent, child } = await openRealtimeWorld(
    {},
    '/notification/operations',
  );
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
  const { twin, say, open, heard, order, agent, child } = await openRealtimeWorld();
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
    const { twin, send, open, heard, child } = await openRealtimeWorld();
    const clientId = await open('/operations/*');
    const headers = { 'x-cumulocity-processing-mode': mode };
    await send('POST', '/devicecontrol/operations', { deviceId: child }, { headers });
    assert.equal((await heard(clientId)).length, told);
    assert.equal(twin.stats().tenants.tpx?.operations.held, kept);
    await twin.close();
  });
}

test('bad credentials deny the handshake, and are the usual 401 for anything else or where that is told', async () => {
  for (const choice of ['handshake-denied', 'unauthorized'] as const) {
    const { twin, send } = await openRealtimeWorld({ unsettled: { realtimeBadCredentials: choice } });
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
  const { twin, say, handshake, subscribe } = await openRealtimeWorld();
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
    const { twin } = await openRealtimeWorld({ unsettled: { realtimeWithoutAccept: choice } });
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
  const { twin, send } = await openRealtimeWorld();
  assert.equal((await send('POST', '/notification/realtime', { chanel: 1 })).status, 400);
  assert.equal((await send('POST', '/notification/realtime', [])).status, 400);
  await twin.close();
});

test('older and longer paths and a closing slash lead to the same place', async () => {
  const { twin, say, handshake } = await openRealtimeWorld();
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

test('an answer that tells of one device is recorded as that device’s', async () => {
  const { twin, clock, recorded, send, connect, open, order, child } = await openRealtimeWorld();
  const bound = { type: 'c8y_Serial', externalId: '70B3D5E75E000001' };
  await send('POST', `/identity/globalIds/${child}/externalIds`, bound);
  const poll = connect(await open('/operations/*'));
  await clock.settle();
  await order(child);
  await poll;
  const told = recorded.findLast(({ body }) => at(body, 0, 'channel') === `/operations/${child}`);
  assert.equal(told?.correlation?.devEui, bound.externalId);
  await twin.close();
});

test('tenants hear nothing of each other', async () => {
  const { twin, send, created, open, heard } = await openRealtimeWorld();
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
  const { twin, say } = await openRealtimeWorld();
  const ext = { 'com.cumulocity.authn': { token: Buffer.from('bridge:secret-1').toString('base64') } };
  await say({ channel: '/meta/handshake', ext });
  const [entry] = twin.journal.find({ path: '/notification/realtime' });
  assert.match(JSON.stringify(entry?.body), /\*{5}/);
  assert.doesNotMatch(JSON.stringify(entry?.body), /token/);
  await twin.close();
});
