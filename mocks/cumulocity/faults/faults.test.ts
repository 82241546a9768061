import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TwinHangUp } from '../index.ts';
import { at, createTestWorld } from '../testing.ts';

const measurement = (id: string) => ({ source: { id }, type: 't', time: '2026-01-31T12:00:00Z' });
const POST = { method: 'POST', route: '/measurement' };

async function openWorld() {
  const world = createTestWorld();
  const id = await world.device();
  const stored = async () => {
    const list = await world.send('GET', `/measurement/measurements?source=${id}&withTotalElements=true`);
    return at(list.json, 'statistics', 'totalElements');
  };
  const post = (signal?: AbortSignal) =>
    world.send('POST', '/measurement/measurements', measurement(id), signal === undefined ? {} : { signal });
  return { ...world, id, stored, post };
}

test('the first n requests get the status, with the error in the platform’s form and Retry-After', async () => {
  const { twin, post, stored } = await openWorld();
  twin.faults.add({ match: POST, count: 2, effect: { kind: 'status', status: 503, retryAfter: 30 } });
  const answers = [await post(), await post(), await post()];
  assert.deepEqual(
    answers.map(({ status }) => status),
    [503, 503, 201],
  );
  assert.equal(answers[0]?.headers['retry-after'], '30');
  assert.match(answers[0]?.headers['content-type'] ?? '', /vnd\.com\.nsn\.cumulocity\.error\+json/);
  assert.deepEqual(Object.keys(Object(answers[0]?.json)), ['error', 'message', 'info']);
  assert.equal(await stored(), 1);
  assert.deepEqual(
    twin.faults.list().map(({ hits, remaining }) => [hits, remaining]),
    [[2, 0]],
  );
  await twin.close();
});

test('an error after storing leaves the data in place: the trap that duplicates', async () => {
  const { twin, post, stored } = await openWorld();
  twin.faults.add({ match: POST, count: 1, effect: { kind: 'status', status: 500, when: 'after-stored' } });
  assert.equal((await post()).status, 500);
  assert.equal(await stored(), 1);
  await twin.close();
});

test('a plan strikes only what it matches, and ends when it is cleared', async () => {
  const { twin, post, send } = await openWorld();
  const id = twin.faults.add({
    match: { ...POST, tenant: 'other' },
    effect: { kind: 'status', status: 500 },
  });
  assert.equal((await post()).status, 201);
  const mine = twin.faults.add({
    match: { ...POST, tenant: 'tpx' },
    effect: { kind: 'status', status: 500 },
  });
  assert.equal((await send('GET', '/measurement/measurements')).status, 200);
  assert.equal((await post()).status, 500);
  assert.equal(twin.faults.clear(mine), true);
  assert.equal(twin.faults.clear(mine), false);
  assert.equal((await post()).status, 201);
  assert.equal(twin.faults.list()[0]?.id, id);
  await twin.close();
});

for (const [kind, phase, count] of [
  ['reset-before-store', 'before-stored', 0],
  ['reset-after-store', 'after-stored', 1],
] as const) {
  test(`${kind} cuts the connection and leaves ${count} stored`, async () => {
    const { twin, post, stored, recorded } = await openWorld();
    twin.faults.add({ match: POST, count: 1, effect: { kind } });
    await assert.rejects(post(), (error) => error instanceof TwinHangUp && error.phase === phase);
    assert.equal(await stored(), count);
    assert.equal(twin.journal.count({ state: 'hung-up', handled: count === 1 }), 1);
    assert.equal(recorded.find((draft) => draft.kind === 'fault')?.outcome, 'failed');
    await twin.close();
  });
}

test('latency passes on the world’s clock, and adds up over plans', async () => {
  const { clock, twin, post } = await openWorld();
  twin.faults.add({ match: POST, effect: { kind: 'latency', ms: 1500 } });
  twin.faults.add({ match: POST, effect: { kind: 'latency', ms: 500, when: 'after-stored' } });
  let status = 0;
  const pending = post().then((answer) => {
    status = answer.status;
  });
  await clock.advance(1999);
  assert.equal(status, 0);
  await clock.advance(1);
  assert.equal(status, 201);
  await pending;
  await twin.close();
});

test('a slow request is stored although its sender gave up', async () => {
  const { clock, twin, post, stored } = await openWorld();
  twin.faults.add({ match: POST, count: 1, effect: { kind: 'latency', ms: 60_000 } });
  const gaveUp = new AbortController();
  const pending = assert.rejects(post(gaveUp.signal), /no patience/);
  await clock.advance(10_000);
  gaveUp.abort(new Error('no patience'));
  await pending;
  assert.equal(await stored(), 0);
  await clock.advance(60_000);
  assert.equal(await stored(), 1);
  await twin.close();
});

test('a silent twin lets the world settle, stores nothing and ends when the caller gives up', async () => {
  const { clock, twin, post, stored } = await openWorld();
  twin.faults.add({ match: POST, count: 1, effect: { kind: 'silence' } });
  const gaveUp = new AbortController();
  const pending = assert.rejects(post(gaveUp.signal), /no patience/);
  await clock.advance(86_400_000);
  assert.equal(twin.journal.count({ state: 'silent' }), 1);
  gaveUp.abort(new Error('no patience'));
  await pending;
  await clock.settle();
  assert.equal(await stored(), 0);
  assert.deepEqual(clock.active(), []);
  await twin.close();
});

for (const end of ['close', 'reset'] as const) {
  test(`${end}() ends a silent request and a slow one`, async () => {
    const { clock, twin, post } = await openWorld();
    twin.faults.add({ match: POST, count: 1, effect: { kind: 'silence', when: 'after-stored' } });
    const silent = assert.rejects(post(), TwinHangUp);
    await clock.settle();
    twin.faults.add({ match: POST, count: 1, effect: { kind: 'latency', ms: 60_000 } });
    const slow = assert.rejects(post(), TwinHangUp);
    await clock.settle();
    await twin[end]();
    await Promise.all([silent, slow]);
    await clock.settle();
    assert.deepEqual([clock.active(), clock.pending()], [[], []]);
    await twin.close();
  });
}

test('a malformed plan is refused', async () => {
  const { twin } = createTestWorld();
  assert.throws(() => twin.faults.add({ effect: { kind: 'status', status: 200 } }), /400/);
  assert.deepEqual(twin.faults.list(), []);
  await twin.close();
});
