import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TwinHangUp } from '../index.ts';
import { at, basic, HOST } from '../testing.ts';
import { list, openRealtimeWorld, watch } from './testing.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

test('the first connect returns at once, the next waits for an operation, and time can pass meanwhile', async () => {
  const { twin, clock, connect, open, order, child } = await openRealtimeWorld();
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
  const { twin, clock, connect, open } = await openRealtimeWorld();
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

test('a poll that is held breaks off when its host gets out of reach, and nobody else’s does', async () => {
  const { twin, clock, connect, open } = await openRealtimeWorld();
  const [ofBridge, ofDevice] = [await open('/operations/*'), await open('/operations/*')];
  const broken = assert.rejects(connect(ofBridge), TwinHangUp);
  const held = watch(connect(ofDevice, {}, { from: 'device' }));
  await clock.settle();
  twin.setReach(HOST, 'refusing');
  await broken;
  await clock.advance(MINUTE);
  assert.equal(held.seen.value, undefined);
  await clock.advance(4 * MINUTE);
  await held.done;
  await twin.close();
});

test('strangers, other users and clients that were gone for two hours are unknown', async () => {
  const { twin, clock, connect, open } = await openRealtimeWorld();
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

test('messages wait for ten seconds, the last thousand of them, and what is lost is counted', async () => {
  const { twin, clock, open, heard, order, child } = await openRealtimeWorld({
    limits: { realtimeBacklog: 2 },
  });
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
  const { twin, clock, connect, open } = await openRealtimeWorld();
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
  const { twin, clock, connect, open, order, child } = await openRealtimeWorld();
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
  const { twin, clock, connect, open, heard, order, child } = await openRealtimeWorld();
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
    const { twin, clock, connect, open } = await openRealtimeWorld();
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

test('a client that the twin forgets is told at once, and to begin anew', async () => {
  const { twin, clock, open, connect } = await openRealtimeWorld();
  const clientId = await open('/operations/*');
  const { seen, done } = watch(connect(clientId));
  await clock.settle();
  assert.equal(twin.forgetRealtimeClients(), 1);
  await done;
  assert.match(JSON.stringify(seen.value), /handshake/);
  assert.match(JSON.stringify(await connect(clientId)), /402::Unknown client/);
  assert.equal(twin.forgetRealtimeClients(), 0);
  await twin.close();
});
