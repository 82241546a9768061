import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TwinHangUp, TwinTlsError } from '../index.ts';
import { at, basic, createTestWorld, HOST } from '../testing.ts';

const MINUTE = 60_000;
const POST = { method: 'POST', route: '/measurement' };

async function openWorld(options: Parameters<typeof createTestWorld>[0] = {}) {
  const world = createTestWorld(options);
  const id = await world.device();
  const body = { source: { id }, type: 't', time: '2026-01-31T12:00:00Z' };
  const post = (signal?: AbortSignal) =>
    world.send('POST', '/measurement/measurements', body, signal === undefined ? {} : { signal });
  const held = () => world.twin.stats().tenants.tpx?.measurements.held;
  /** The virtual milliseconds until an answer is there. */
  const timed = async () => {
    const begun = world.clock.now();
    let took: number | undefined;
    const pending = post().then(() => {
      took = world.clock.now() - begun;
    });
    await world.clock.advanceUntil(() => took !== undefined, 10 * MINUTE);
    await pending;
    return took ?? Number.NaN;
  };
  return { ...world, id, body, post, held, timed };
}

test('jitter makes latencies differ, within its bounds, and the same for the same seed', async () => {
  const runs: number[][] = [];
  for (const seed of ['a', 'a', 'b']) {
    const { twin, timed } = await openWorld();
    twin.faults.add({ match: POST, seed, effect: { kind: 'latency', ms: 1000, jitterMs: 400 } });
    const run: number[] = [];
    for (let nth = 0; nth < 12; nth += 1) run.push(await timed());
    runs.push(run);
    await twin.close();
  }
  const [first = [], again, other] = runs;
  assert.deepEqual(first, again);
  assert.notDeepEqual(first, other);
  assert.ok(new Set(first).size > 6);
  assert.ok(first.every((ms) => ms >= 600 && ms <= 1400));
  assert.ok(first.some((ms) => ms < 1000) && first.some((ms) => ms > 1000));
});

test('a body that dribbles is stored at once and whole when its time is over', async () => {
  const { twin, clock, post, held } = await openWorld();
  twin.faults.add({ match: POST, count: 1, effect: { kind: 'dribble', overMs: 9000 } });
  let answer: unknown;
  const pending = post().then(({ json }) => {
    answer = json;
  });
  await clock.advance(8999);
  assert.equal(answer, undefined);
  assert.equal(held(), 1);
  await clock.advance(1);
  await pending;
  assert.equal(at(answer, 'type'), 't');
  await twin.close();
});

test('a body breaks off after its share, and the data are stored', async () => {
  const { twin, post, held, recorded } = await openWorld();
  twin.faults.add({ match: POST, count: 1, effect: { kind: 'truncated-body' } });
  await assert.rejects(post(), (error) => {
    assert.ok(error instanceof TwinHangUp && error.received !== undefined);
    const { status, headers, body } = error.received;
    assert.deepEqual([error.phase, status], ['after-stored', 201]);
    assert.match(headers['content-type'] ?? '', /json/);
    assert.throws(() => JSON.parse(body), SyntaxError);
    assert.ok(body.length > 20);
    return true;
  });
  assert.equal(held(), 1);
  assert.ok(recorded.some(({ kind, title }) => kind === 'fault' && title === 'the answer breaks off'));
  await twin.close();
});

test('an empty body breaks off as well', async () => {
  const { twin, body } = await openWorld();
  twin.faults.add({ match: POST, effect: { kind: 'truncated-body' } });
  const bare = twin.request({
    host: HOST,
    method: 'POST',
    path: '/measurement/measurements',
    headers: { authorization: basic('bridge'), 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  await assert.rejects(bare, TwinHangUp);
  await twin.close();
});

for (const end of ['close', 'reset'] as const) {
  test(`${end}() ends an answer that dribbles`, async () => {
    const { twin, clock, post } = await openWorld();
    twin.faults.add({ match: POST, effect: { kind: 'dribble', overMs: MINUTE } });
    const pending = assert.rejects(post(), TwinHangUp);
    await clock.advance(1000);
    await twin[end]();
    await pending;
    await clock.settle();
    assert.deepEqual([clock.active(), clock.pending()], [[], []]);
    await twin.close();
  });
}

test('429 says when to come again', async () => {
  const { twin, post } = await openWorld();
  twin.faults.add({ match: POST, count: 1, effect: { kind: 'status', status: 429, retryAfter: 7 } });
  const answer = await post();
  assert.deepEqual([answer.status, answer.headers['retry-after']], [429, '7']);
  assert.equal((await post()).status, 201);
  await twin.close();
});

test('a plan is in force from its beginning until just before its end', async () => {
  const { twin, clock, post } = await openWorld();
  const begin = clock.now();
  twin.faults.add({
    from: '2026-01-31T12:01:00Z',
    until: begin + 2 * MINUTE,
    effect: { kind: 'status', status: 503 },
  });
  const seen: number[] = [];
  for (const ms of [0, MINUTE - 1, 1, MINUTE - 1, 1]) {
    await clock.advance(ms);
    seen.push((await post()).status);
  }
  assert.deepEqual(seen, [201, 201, 503, 503, 201]);
  await twin.close();
});

test('a probability strikes about its share, the same requests for the same seed', async () => {
  const runs: string[] = [];
  for (const seed of ['one', 'one', undefined, undefined]) {
    const { twin, post } = await openWorld();
    const dice = seed === undefined ? {} : { seed };
    twin.faults.add({ probability: 0.3, ...dice, effect: { kind: 'status', status: 500 } });
    let run = '';
    for (let nth = 0; nth < 100; nth += 1) run += (await post()).status === 500 ? 'x' : '.';
    runs.push(run);
    const [listed] = twin.faults.list();
    assert.equal(listed?.hits, run.split('x').length - 1);
    assert.ok(listed.hits > 15 && listed.hits < 45, run);
    await twin.close();
  }
  assert.equal(runs[0], runs[1]);
  assert.equal(runs[2], runs[3]);
  assert.notEqual(runs[0], runs[2]);
});

for (const [certificate, code] of [
  ['expired', 'CERT_HAS_EXPIRED'],
  ['wrong-host', 'ERR_TLS_CERT_ALTNAME_INVALID'],
  ['unknown-authority', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
] as const) {
  test(`without sockets, a certificate that is ${certificate} is refused as a TLS client does`, async () => {
    const { twin, send, held, post } = await openWorld();
    twin.faults.add({ match: { tenant: 'tpx' }, count: 1, effect: { kind: 'tls', certificate } });
    const plain = await send('GET', '/tenant/currentTenant', undefined, { secure: false });
    assert.equal(plain.status, 200);
    await assert.rejects(post(), (error) => error instanceof TwinTlsError && error.code === code);
    assert.equal(held(), 0);
    assert.equal((await post()).status, 201);
    await twin.close();
  });
}

test('plans that make no sense are refused, with the reason', async () => {
  const { twin } = createTestWorld();
  const effect = { kind: 'reset-before-store' } as const;
  assert.throws(() => twin.faults.add({ from: 2, until: 1, effect }), /later than from/);
  assert.throws(() => twin.faults.add({ from: 'tomorrow', effect }), /ISO 8601/);
  assert.throws(() => twin.faults.add({ probability: 0, effect }), /probability/);
  const tls = { kind: 'tls', certificate: 'expired' } as const;
  assert.throws(() => twin.faults.add({ match: { user: 'bridge' }, effect: tls }), /connections/);
  assert.throws(() => twin.faults.add({ match: { method: 'GET' }, effect: tls }), /connections/);
  assert.deepEqual(twin.faults.list(), []);
  await twin.close();
});

test('each kind is set by one line of the admin API', async () => {
  const { twin } = createTestWorld({ admin: 'any' });
  const plans = [
    { effect: { kind: 'latency', ms: 10, jitterMs: 5 }, probability: 0.5, seed: 's' },
    { effect: { kind: 'dribble', overMs: 100, pieces: 4 } },
    { effect: { kind: 'truncated-body', share: 0.1 }, from: '2026-01-31T12:00:00Z', until: '2026-02-01' },
    { effect: { kind: 'status', status: 429, retryAfter: 1 }, count: 2 },
    { effect: { kind: 'status', status: 500, when: 'after-stored' } },
    { effect: { kind: 'silence' }, match: { user: 'bridge' } },
    { effect: { kind: 'reset-before-store' }, match: { method: 'POST', route: '/inventory' } },
    { effect: { kind: 'reset-after-store' }, count: 1 },
    { effect: { kind: 'tls', certificate: 'wrong-host' }, match: { tenant: 'tpx' } },
  ];
  for (const plan of plans) {
    const answer = await twin.request({
      host: 'localhost',
      method: 'POST',
      path: '/__twin/faults',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(plan),
      secure: false,
    });
    assert.equal(answer.status, 200, answer.body);
  }
  assert.deepEqual(
    twin.faults.list().map(({ effect }) => effect.kind),
    plans.map(({ effect }) => effect.kind),
  );
  await twin.close();
});

test('a fault for one user spares the others of the tenant', async () => {
  const { twin, send } = createTestWorld();
  twin.faults.add({ match: { user: 'bridge' }, effect: { kind: 'status', status: 503 } });
  const asked = async (user: string) => {
    const headers = { authorization: basic(user) };
    return (await send('GET', '/inventory/managedObjects', undefined, { headers })).status;
  };
  assert.deepEqual(
    [await asked('tpx/bridge'), await asked('bridge'), await asked('tpx/admin')],
    [503, 503, 200],
  );
  assert.equal(twin.faults.list()[0]?.hits, 2);
  await twin.close();
});

for (const [choice, status, stored] of [
  ['all-or-nothing', 422, 0],
  ['store-valid', 201, 2],
  ['store-valid-and-refuse', 422, 2],
] as const) {
  test(`a bulk of measurements with one that is wrong: ${choice} stores ${stored}`, async () => {
    const { twin, send, body, held } = await openWorld({ unsettled: { bulkMeasurements: choice } });
    const wrong = { ...body, type: undefined };
    const measurements = [body, wrong, { ...body, time: '2026-01-31T12:00:01Z' }];
    const answer = await send('POST', '/measurement/measurements', { measurements });
    assert.deepEqual([answer.status, held()], [status, stored]);
    const hopeless = await send('POST', '/measurement/measurements', { measurements: [wrong, wrong] });
    assert.deepEqual([hopeless.status, held()], [422, stored]);
    await twin.close();
  });
}
