import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type TwinAnswer, TwinHangUp } from '../../mocks/cumulocity/index.ts';
import { TransportError } from '../bridge/index.ts';
import { createVirtualClock, type VirtualClock } from '../clock/index.ts';
import { createHosts, type HostBehaviour } from './hosts.ts';
import { createTwinTransport } from './twin-transport.ts';

const TIMEOUTS = { connectMs: 1000, headersMs: 5000, bodyMs: 5000 };

type Answer = (signal: AbortSignal | undefined, clock: VirtualClock) => Promise<TwinAnswer>;

function setUp(answer: Answer) {
  const clock = createVirtualClock({ start: 0 });
  const hosts = createHosts(['known.example']);
  const recorded: string[] = [];
  const transport = createTwinTransport({
    clock,
    hosts,
    recorder: { record: ({ title }) => void recorded.push(title) },
    twin: { request: ({ signal }) => answer(signal, clock) },
  });
  const get = (host: string, signal?: AbortSignal) =>
    transport.request({
      method: 'GET',
      url: `https://${host}/tenant/currentTenant`,
      headers: {},
      timeouts: TIMEOUTS,
      ...(signal === undefined ? {} : { signal }),
    });
  const post = (host: string, unlessSent: AbortSignal) =>
    transport.request({
      method: 'POST',
      url: `https://${host}/measurement/measurements`,
      headers: {},
      timeouts: TIMEOUTS,
      unlessSent,
    });
  return { clock, hosts, recorded, get, post };
}

const ok: Answer = async (signal) => {
  signal?.throwIfAborted();
  return { status: 200, headers: {}, body: '{}' };
};

async function failureOf(clock: VirtualClock, request: Promise<unknown>): Promise<TransportError> {
  let failure: unknown;
  request.catch((error: unknown) => {
    failure = error;
  });
  await clock.advance(10_000);
  if (failure instanceof TransportError) return failure;
  throw new Error(`the request did not fail as a transport does: ${failure}`);
}

test('a request reaches the twin', async () => {
  const { get } = setUp(ok);
  assert.equal((await get('known.example')).status, 200);
});

const NO_CONNECTION: readonly [HostBehaviour, string][] = [
  ['unresolvable', 'name-resolution'],
  ['refusing', 'connect'],
  ['unreachable', 'connect-timeout'],
];
for (const [behaviour, failure] of NO_CONNECTION) {
  test(`a host that is ${behaviour} fails as ${failure}, before anything was sent`, async () => {
    const { clock, hosts, recorded, get } = setUp(ok);
    hosts.declare('Elsewhere.example', behaviour);
    const error = await failureOf(clock, get('elsewhere.example'));
    assert.equal(error.failure, failure);
    assert.equal(error.maybeCarriedOut, false);
    assert.equal(recorded.length, 1);
  });
}

test('an unreachable host takes the whole time for connecting', async () => {
  const { clock, hosts, get } = setUp(ok);
  hosts.declare('elsewhere.example', 'unreachable');
  let failedAt = 0;
  get('elsewhere.example').catch(() => {
    failedAt = clock.now();
  });
  await clock.advance(10_000);
  assert.equal(failedAt, TIMEOUTS.connectMs);
});

test('an unreachable host is given up by a caller that has no more patience', async () => {
  const { clock, hosts, get } = setUp(ok);
  hosts.declare('far.example', 'unreachable');
  const gaveUp = new AbortController();
  const request = get('far.example', gaveUp.signal);
  await clock.settle();
  gaveUp.abort(new Error('no patience'));
  await assert.rejects(request, (error) => error instanceof TransportError && error.failure === 'aborted');
  assert.deepEqual([clock.now(), clock.pending(), clock.active()], [0, [], []]);
});

test('a host that nobody declared is refused and noted', async () => {
  const { clock, hosts, get } = setUp(ok);
  const error = await failureOf(clock, get('stranger.example'));
  assert.equal(error.failure, 'host-not-allowed');
  assert.deepEqual(hosts.undeclaredCalls(), ['stranger.example']);
});

test('a silent twin ends in a time-out that leaves open whether the request was carried out', async () => {
  const { clock, get } = setUp((signal, clock) => {
    const given = new Promise<never>((_resolve, reject) => {
      signal?.addEventListener('abort', () => reject(signal.reason));
    });
    return clock.wait('silence', given);
  });
  const error = await failureOf(clock, get('known.example'));
  assert.equal(error.failure, 'headers-timeout');
  assert.equal(error.maybeCarriedOut, true);
  assert.deepEqual(clock.pending(), []);
});

test('a connection that the twin cuts is told as reset', async () => {
  const { clock, get } = setUp(() => Promise.reject(new TwinHangUp('after-stored')));
  const error = await failureOf(clock, get('known.example'));
  assert.equal(error.failure, 'reset');
  assert.equal(error.maybeCarriedOut, true);
});

test('a caller that gives up is told so', async () => {
  const { clock, get } = setUp(ok);
  const error = await failureOf(clock, get('known.example', AbortSignal.abort(new Error('enough'))));
  assert.equal(error.failure, 'aborted');
});

test('a request that is to be given up unless it was sent is not begun any more, nor is a connection awaited', async () => {
  const { clock, hosts, post } = setUp(ok);
  const closing = new AbortController();
  hosts.declare('far.example', 'unreachable');
  const connecting = post('far.example', closing.signal);
  const refused = assert.rejects(connecting, { failure: 'aborted', maybeCarriedOut: false });
  await clock.settle();
  const sent = post('known.example', closing.signal);
  closing.abort(new Error('the link is closed'));
  assert.equal((await sent).status, 200);
  await refused;
  await assert.rejects(post('known.example', closing.signal), { failure: 'aborted', maybeCarriedOut: false });
  assert.deepEqual([clock.now(), clock.pending(), clock.active()], [0, [], []]);
});
