import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createRealtimeApi, RealtimeRefusal } from './realtime.ts';
import { json } from './testing/fake-platform.ts';
import { answer, callOptions, ScriptedTransport } from './testing/scripted-transport.ts';

function apiOf(...messages: readonly unknown[]) {
  const http = new ScriptedTransport(json(200, messages));
  return { http, api: createRealtimeApi(callOptions(http)) };
}

const { signal } = new AbortController();
const poll = (...messages: readonly unknown[]) => apiOf(...messages).api.connect('c', 1000, signal);
const CONNECTED = { channel: '/meta/connect', successful: true };

/** How a handshake that is answered so is refused. */
async function refusalOf(...messages: readonly unknown[]): Promise<RealtimeRefusal> {
  try {
    await apiOf(...messages).api.handshake();
  } catch (error) {
    if (error instanceof RealtimeRefusal) return error;
    throw error;
  }
  throw new Error('was not refused');
}

test('a refusal has the three digits in front of its colons as code, or none', async () => {
  const cases: readonly (readonly [string | undefined, number | undefined])[] = [
    ['402::Unknown client', 402],
    ['403::Handshake denied', 403],
    ['404:c1:No such', 404],
    ['40::short', undefined],
    ['4020::long', undefined],
    [' 402::late', undefined],
    ['code 402:', undefined],
    ['402', undefined],
    ['', undefined],
    [undefined, undefined],
  ];
  for (const [error, code] of cases) {
    const refusal = await refusalOf({ channel: '/meta/handshake', successful: false, error });
    assert.equal(refusal.code, code, String(error));
    assert.match(refusal.message, /^\/meta\/handshake was refused: /);
  }
});

test('a refusal keeps its advice, and of a long reason the beginning', async () => {
  const advice = { reconnect: 'handshake', interval: 0, timeout: 5 };
  const error = `402::${'x'.repeat(1000)}`;
  const refusal = await refusalOf({ channel: '/meta/handshake', successful: false, error, advice });
  assert.deepEqual(refusal.advice, advice);
  assert.ok(refusal.message.length < 300);
});

test('only a reply that says it is successful is one', async () => {
  for (const reply of [{ successful: false }, {}]) {
    await assert.rejects(poll({ channel: '/meta/connect', ...reply }), RealtimeRefusal);
  }
  await assert.rejects(poll(), RealtimeRefusal);
  await assert.rejects(poll({ channel: '/meta/subscribe', successful: true }), RealtimeRefusal);
});

test('a handshake that gives no client id is refused', async () => {
  const reply = { channel: '/meta/handshake', successful: true };
  assert.equal((await refusalOf(reply)).code, undefined);
  assert.equal(await apiOf({ ...reply, clientId: 'c7' }).api.handshake(), 'c7');
});

test('of several messages in one answer the data are those of no meta channel, in their order', async () => {
  const advice = { reconnect: 'retry', interval: 3, timeout: 5400 };
  const polled = await poll(
    { channel: '/operations/1', data: { id: 'a' } },
    { channel: '/meta/handshake', successful: false, error: '402::not of this', advice: { interval: 9 } },
    { ...CONNECTED, advice, data: 'of no subscription' },
    { channel: '/operations/1' },
    { channel: '/operations/2', data: 'b', id: '1' },
  );
  assert.deepEqual(polled, { data: [{ id: 'a' }, undefined, 'b'], advice });
});

test('advice is read entry by entry: what is odd in it is as if it were not there', async () => {
  const cases: readonly (readonly [unknown, unknown])[] = [
    [{ reconnect: 'none' }, { reconnect: 'none' }],
    [{ interval: 0 }, { interval: 0 }],
    [
      { reconnect: 'later', interval: 5 },
      { reconnect: undefined, interval: 5 },
    ],
    [
      { reconnect: 'retry', interval: -1, timeout: '9' },
      { reconnect: 'retry', interval: undefined, timeout: undefined },
    ],
    [{ timeout: -0.5 }, { timeout: undefined }],
    ['retry', undefined],
    [null, undefined],
    [undefined, undefined],
  ];
  for (const [advice, wanted] of cases) {
    assert.deepEqual((await poll({ ...CONNECTED, advice })).advice, wanted, JSON.stringify(advice));
  }
});

test('an answer of another form is not Cumulocity’s', async () => {
  for (const body of ['', '{}', 'null', '[1]', '[{"successful":true}]', '[{"channel":1}]', '<html>']) {
    const api = createRealtimeApi(callOptions(new ScriptedTransport(answer(200, body))));
    await assert.rejects(api.handshake(), { code: 'unexpected-answer' }, body);
  }
});

test('each message has an id of its own, and says no more than Bayeux asks for', async () => {
  const http = new ScriptedTransport(
    json(200, [{ channel: '/meta/handshake', successful: true, clientId: 'c' }]),
    json(200, [{ channel: '/meta/subscribe', successful: true }]),
    json(200, [CONNECTED]),
  );
  const api = createRealtimeApi(callOptions(http));
  await api.handshake();
  await api.subscribe('c', '/operations/*');
  await api.connect('c', 1000, signal);
  assert.deepEqual([...new Set(http.asked)], ['POST /notification/realtime']);
  assert.deepEqual(http.bodies, [
    [
      {
        id: '1',
        channel: '/meta/handshake',
        version: '1.0',
        minimumVersion: '1.0',
        supportedConnectionTypes: ['long-polling'],
      },
    ],
    [{ id: '2', channel: '/meta/subscribe', clientId: 'c', subscription: '/operations/*' }],
    [
      {
        id: '3',
        channel: '/meta/connect',
        clientId: 'c',
        connectionType: 'long-polling',
        advice: { timeout: 1000 },
      },
    ],
  ]);
});

test('only a poll is held: it has the longer time and its own signal', async () => {
  const http = new ScriptedTransport(
    json(200, [{ channel: '/meta/subscribe', successful: true }]),
    json(200, [CONNECTED]),
  );
  const [link, cut, poll] = [new AbortController(), new AbortController(), new AbortController()];
  const api = createRealtimeApi(callOptions(http, { signal: () => link.signal, cut: () => cut.signal }));
  await api.subscribe('c', '/operations/*');
  await api.connect('c', 1000, poll.signal);
  const [subscribing, polling] = http.requests;
  assert.equal(subscribing?.held, undefined);
  assert.equal(subscribing?.signal, link.signal);
  assert.equal(polling?.held, true);
  assert.equal(polling?.signal, poll.signal);
  assert.deepEqual(polling?.timeouts, { connectMs: 1, headersMs: 1002, bodyMs: 3 });
  assert.deepEqual(
    http.requests.map(({ unlessSent }) => unlessSent),
    [undefined, undefined],
  );
});
