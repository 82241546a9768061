import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createTestWorld } from '../testing.ts';

const DEV_EUI = '70B3D5E75E000001';
const OBJECTS = '/inventory/managedObjects';

async function openWorld() {
  const world = createTestWorld();
  const externalIds = [{ type: 'c8y_Serial', externalId: DEV_EUI.toLowerCase() }];
  const id = await world.created(OBJECTS, { c8y_IsDevice: {}, externalIds });
  return { ...world, id, measurement: { source: { id }, type: 't', time: '2026-01-31T12:00:00Z' } };
}

test('entries are found by method, path, query, status, tenant, user, body and device', async () => {
  const { twin, send, measurement } = await openWorld();
  await send('POST', '/measurement/measurements', measurement);
  await send('GET', `${OBJECTS}?pageSize=0`);
  const { journal } = twin;
  assert.equal(journal.count({ method: 'POST', path: '/measurement' }), 1);
  assert.equal(journal.count({ path: '/meas' }), 0);
  assert.equal(journal.count({ path: '/**/managedObjects' }), 2);
  assert.equal(journal.count({ query: { pageSize: '0' }, status: 422 }), 1);
  assert.equal(journal.count({ tenant: 'tpx', user: 'bridge' }), 3);
  assert.equal(journal.count({ body: { source: measurement.source } }), 1);
  assert.equal(journal.count({ devEui: DEV_EUI }), 2);
  assert.equal(journal.find({ status: 422 })[0]?.refusal?.code, 'invalidParameter');
  await twin.close();
});

test('no credentials are in the journal or in what is recorded', async () => {
  const { twin, recorded } = await openWorld();
  const text = JSON.stringify([twin.journal.all(), recorded]);
  assert.ok(text.includes('"authorization":"*****"'));
  assert.ok(!text.includes(Buffer.from('tpx/bridge:secret-1').toString('base64')));
  assert.ok(!text.includes('secret-1'));
  await twin.close();
});

test('request and answer are recorded as a pair that names the device', async () => {
  const { twin, send, recorded, measurement } = await openWorld();
  recorded.length = 0;
  await send('POST', '/measurement/measurements', measurement);
  await send('POST', '/measurement/measurements', {});
  const told = recorded.map(({ from, to, kind, title, outcome }) => [from, to, kind, title, outcome]);
  assert.deepEqual(told, [
    ['bridge', 'cumulocity', 'http-request', 'POST /measurement/measurements', undefined],
    ['cumulocity', 'bridge', 'http-response', '201 Created', 'ok'],
    ['bridge', 'cumulocity', 'http-request', 'POST /measurement/measurements', undefined],
    ['cumulocity', 'bridge', 'http-response', '422 Unprocessable Entity', 'refused'],
  ]);
  const [request, answer, other] = recorded;
  assert.deepEqual(request?.body, measurement);
  assert.equal(request?.correlation?.devEui, DEV_EUI);
  assert.equal(request?.correlation?.exchange, answer?.correlation?.exchange);
  assert.notEqual(request?.correlation?.exchange, other?.correlation?.exchange);
  await twin.close();
});

test('awaiting resolves only when the twin is done with the request', async () => {
  const { clock, twin, send, measurement } = await openWorld();
  twin.faults.add({ match: { method: 'POST' }, effect: { kind: 'latency', ms: 100 } });
  let found = 0;
  const filter = { method: 'POST', path: '/measurement', count: 2 };
  const awaited = twin.journal.await(filter, { withinMs: 10_000 }).then((entries) => {
    found = entries.length;
  });
  void send('POST', '/measurement/measurements', measurement);
  void send('POST', '/measurement/measurements', measurement);
  await clock.advance(99);
  assert.equal(found, 0);
  await clock.advance(1);
  assert.equal(found, 2);
  await awaited;
  assert.deepEqual(clock.pending(), [], 'the deadline is taken back');
  await twin.close();
});

test('near misses say what kept them from matching', async () => {
  const { clock, twin, send, measurement } = await openWorld();
  await send('POST', '/measurement/measurements', { ...measurement, type: 'other' });
  const filter = { method: 'POST', path: '/measurement', body: { type: 't' } };
  const [nearest] = twin.journal.nearMisses(filter);
  assert.deepEqual(
    nearest?.mismatches.map(({ field }) => field),
    ['body'],
  );
  const refused = assert.rejects(twin.journal.await(filter, { withinMs: 1000 }), /0 of 1[\s\S]*body is/);
  await clock.advance(1000);
  await refused;
  await twin.close();
});

test('the ring keeps the last requests and counts the rest', async () => {
  const { twin, send } = createTestWorld({ limits: { journal: 3 } });
  for (let count = 0; count < 10; count += 1) await send('GET', '/tenant/currentTenant');
  assert.deepEqual(twin.stats().journal, { held: 3, added: 10, dropped: 7 });
  assert.deepEqual(
    twin.journal.all().map(({ id }) => id),
    [8, 9, 10],
  );
  await twin.close();
});
