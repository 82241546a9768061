import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TwinOptions } from '../index.ts';
import { at, createTestWorld } from '../testing.ts';

function openWorld(options: Partial<TwinOptions> = {}) {
  const world = createTestWorld(options);
  const admin = async (
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ) => {
    const answer = await world.twin.request({
      host: 'localhost:8080',
      method,
      path: `/__twin${path}`,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const json: unknown = JSON.parse(answer.body);
    return { status: answer.status, json };
  };
  return { ...world, admin };
}

const SEED = {
  tenant: 'tpx',
  owner: 'admin',
  managedObjects: [
    { name: 'probe', c8y_IsDevice: {}, externalIds: [{ type: 'c8y_Serial', externalId: 'A' }] },
  ],
  measurements: [{ source: { externalId: 'A' }, type: 't', time: '2026-01-31T12:00:00Z' }],
};

test('seed, stats, journal, faults and reset over HTTP', async () => {
  const { twin, send, admin, recorded } = openWorld();
  const seeded = await admin('POST', '/seed', SEED);
  assert.equal(seeded.status, 200);
  const id = at(seeded.json, 'managedObjects', 0);
  const list = await send('GET', `/measurement/measurements?source=${id}`);
  assert.equal(at(list.json, 'measurements', 0, 'type'), 't');
  assert.equal(at((await admin('GET', '/stats')).json, 'tenants', 'tpx', 'measurements', 'held'), 1);
  assert.equal(at((await admin('POST', '/journal/count', { path: '/measurement' })).json, 'count'), 1);
  assert.equal(at((await admin('POST', '/journal/find', { method: 'get' })).json, 0, 'status'), 200);
  const near = await admin('POST', '/journal/near-misses', { method: 'POST', path: '/measurement' });
  assert.equal(at(near.json, 0, 'mismatches', 0, 'field'), 'method');
  const added = await admin('POST', '/faults', { count: 1, effect: { kind: 'status', status: 503 } });
  assert.equal((await send('GET', '/inventory/managedObjects')).status, 503);
  assert.equal(at((await admin('GET', '/faults')).json, 0, 'hits'), 1);
  const cleared = await admin('DELETE', `/faults/${at(added.json, 'id')}`);
  assert.equal(at(cleared.json, 'cleared'), true);
  assert.equal(recorded.length, 4, 'two requests and their answers, nothing of the administration');
  assert.equal((await admin('POST', '/reset')).status, 200);
  assert.equal(at((await admin('GET', '/stats')).json, 'tenants', 'tpx', 'managedObjects', 'held'), 0);
  assert.equal(at((await admin('GET', '/health')).json, 'status'), 'up');
  await twin.close();
});

test('what no source settles is decided while the twin runs, until it is reset', async () => {
  const { twin, admin, send } = openWorld({ unsettled: { wwwAuthenticate: 'never' } });
  const choice = async () => at((await admin('GET', '/unsettled')).json, 'unknownSourceStatus');
  const body = { source: { id: '1' }, type: 't', time: '2026-01-31T12:00:00Z' };
  const post = async () => (await send('POST', '/measurement/measurements', body)).status;
  assert.deepEqual([await choice(), await post()], [422, 422]);
  assert.equal((await admin('POST', '/unsettled', { unknownSourceStatus: 404 })).status, 200);
  assert.deepEqual([await choice(), await post()], [404, 404]);
  assert.equal((await admin('POST', '/unsettled', { unknownSourceStatus: 418 })).status, 400);
  assert.equal((await admin('POST', '/unsettled', { unknown: 1 })).status, 400);
  assert.throws(() => JSON.stringify(twin.settle(JSON.parse('{"nextLink":"never"}'))), /nextLink/);
  await twin.reset();
  assert.equal(await choice(), 422);
  assert.equal(at((await admin('GET', '/unsettled')).json, 'wwwAuthenticate'), 'never');
  await twin.close();
});

test('awaiting over HTTP answers when the request comes, or says what nearly did', async () => {
  const { clock, twin, send, admin } = openWorld();
  const pending = admin('POST', '/journal/await', { path: '/tenant/currentTenant', withinMs: 1000 });
  await clock.settle();
  await send('GET', '/tenant/currentTenant');
  assert.equal(at((await pending).json, 0, 'status'), 200);
  const vain = admin('POST', '/journal/await', {
    path: '/tenant/currentTenant',
    status: 401,
    withinMs: 1000,
  });
  await clock.advance(1000);
  const { status, json } = await vain;
  assert.equal(status, 409);
  assert.match(String(at(json, 'error')), /0 of 1 .*Nearest:.*status is 200, not 401/s);
  await twin.close();
});

for (const [what, body] of [
  ['unknown keys', { nonsense: 1 }],
  ['a wrong effect', { effect: { kind: 'status', status: 42 } }],
] as const) {
  test(`a fault plan with ${what} gives 400 that names them`, async () => {
    const { twin, admin } = openWorld();
    const { status, json } = await admin('POST', '/faults', body);
    assert.equal(status, 400);
    assert.match(String(at(json, 'error')), /effect|nonsense/);
    await twin.close();
  });
}

for (const [access, host, origin, status] of [
  ['loopback', 'localhost:1', undefined, 200],
  ['loopback', '127.0.0.1:1', 'http://localhost:3000', 200],
  ['loopback', '[::1]:1', undefined, 200],
  ['loopback', 'tpx.eu-latest.cumulocity.com', undefined, 404],
  ['loopback', 'rebound.example.com', undefined, 404],
  ['loopback', 'localhost', 'https://evil.example.com', 404],
  ['off', 'localhost', undefined, 404],
  ['any', 'twin.example.com', undefined, 200],
] as const) {
  test(`/__twin/ with access ${access} by Host ${host}, Origin ${origin}: ${status}`, async () => {
    const { twin } = createTestWorld({ admin: access });
    const answer = await twin.request({
      host,
      method: 'GET',
      path: '/__twin/health',
      headers: origin === undefined ? {} : { origin },
    });
    assert.equal(answer.status, status);
    await twin.close();
  });
}

test('a seed that the platform would refuse says why', async () => {
  const { twin, admin } = openWorld();
  const { status, json } = await admin('POST', '/seed', {
    ...SEED,
    measurements: [{ source: { externalId: 'B' } }],
  });
  assert.equal(status, 409);
  assert.match(String(at(json, 'error')), /No object has the external id c8y_Serial "B"/);
  await twin.close();
});
