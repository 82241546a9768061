import assert from 'node:assert/strict';
import { test } from 'node:test';
import { at, basic, createTestWorld, HOST } from '../testing.ts';

const ME = '/tenant/currentTenant';

for (const [who, authorization, status, message] of [
  ['nobody at all', '', 401, 'Full authentication is required to access this resource'],
  ['tenant and user', basic('tpx/bridge'), 200, undefined],
  ['user alone on the own host', basic('bridge'), 200, undefined],
  ['a wrong password', basic('tpx/bridge', 'wrong'), 401, 'Invalid credentials! : Bad credentials'],
  ['an unknown user', basic('tpx/ghost'), 401, 'Invalid credentials! : Bad credentials'],
  ['an unknown tenant', basic('ghost/bridge'), 401, 'Invalid credentials! : Bad credentials'],
  ['another tenant on this host', basic('other/bridge'), 401, 'Invalid credentials! : Bad credentials'],
  ['a disabled user', basic('tpx/left'), 401, 'Invalid credentials! : User is disabled'],
  ['a bearer token', 'Bearer abc', 401, 'Invalid credentials! : Bad credentials'],
  ['a user without roles', basic('tpx/nobody'), 403, 'Access is denied'],
] as const) {
  test(`${who}: ${status}`, async () => {
    const { twin } = createTestWorld();
    twin.addTenant({
      id: 'other',
      domain: 'other.example.com',
      users: [{ name: 'bridge', password: 'secret-1' }],
    });
    const headers = authorization === '' ? {} : { authorization };
    const answer = await twin.request({ host: HOST, method: 'GET', path: ME, headers });
    const body: unknown = JSON.parse(answer.body);
    assert.deepEqual([answer.status, at(body, 'message')], [status, message]);
    await twin.close();
  });
}

test('tenants are worlds of their own', async () => {
  const { twin, device } = createTestWorld();
  twin.addTenant({
    id: 'other',
    domain: 'other.example.com',
    users: [{ name: 'bridge', password: 'secret-1' }],
  });
  const id = await device();
  const answer = await twin.request({
    host: 'other.example.com',
    method: 'GET',
    path: `/inventory/managedObjects/${id}`,
    headers: { authorization: basic('other/bridge') },
  });
  assert.equal(answer.status, 404);
  assert.throws(
    () => twin.addTenant({ id: 'third', domain: 'OTHER.example.com', users: [] }),
    /belongs to another/,
  );
  await twin.close();
});

test('a changed password holds from the next request on', async () => {
  const { twin, send } = createTestWorld();
  assert.equal((await send('GET', ME)).status, 200);
  twin.setUser('tpx', { name: 'bridge', password: 'another-1' });
  assert.equal((await send('GET', ME)).status, 401);
  assert.equal(
    (await send('GET', ME, undefined, { headers: { authorization: basic('bridge', 'another-1') } })).status,
    200,
  );
  await twin.close();
});

test('who may only read gets 403 on writes, and nothing is stored', async () => {
  const { twin, send } = createTestWorld();
  const headers = { authorization: basic('tpx/reader') };
  assert.equal((await send('GET', '/inventory/managedObjects', undefined, { headers })).status, 200);
  const { status, json } = await send('POST', '/inventory/managedObjects', {}, { headers });
  assert.deepEqual(
    [status, at(json, 'error'), at(json, 'message')],
    [403, 'security/Forbidden', 'Access is denied'],
  );
  assert.equal(twin.stats().tenants.tpx?.managedObjects.held, 0);
  await twin.close();
});

test('an owner needs no permission for what it owns, and has none for the rest', async () => {
  const { twin, send, device } = createTestWorld();
  const headers = { authorization: basic('tpx/device') };
  const foreign = await device();
  const own = String(at((await send('POST', '/inventory/managedObjects', {}, { headers })).json, 'id'));
  const measured = (id: string) => ({ source: { id }, type: 't', time: '2026-01-31T12:00:00Z' });
  const post = async (body: object) =>
    (await send('POST', '/measurement/measurements', body, { headers })).status;
  assert.equal(await post(measured(own)), 201);
  assert.equal(await post(measured(foreign)), 403);
  assert.equal(await post({ measurements: [measured(own), measured(foreign)] }), 403);
  await twin.close();
});

test('WWW-Authenticate is spared to clients that ask for it', async () => {
  const { twin } = createTestWorld();
  const ask = async (headers: Record<string, string>) =>
    (await twin.request({ host: HOST, method: 'GET', path: ME, headers })).headers['www-authenticate'];
  assert.equal(await ask({}), 'Basic realm="Cumulocity"');
  assert.equal(await ask({ usexbasic: 'true' }), undefined);
  await twin.close();
});

for (const [accept, status, type] of [
  ['*/*', 200, 'application/vnd.com.nsn.cumulocity.managedobjectcollection+json;charset=UTF-8;ver=0.9'],
  ['application/json', 200, 'application/json;charset=UTF-8'],
  [
    'Application/VND.com.nsn.cumulocity.managedObjectCollection+json;ver=0.9',
    200,
    'application/vnd.com.nsn.cumulocity.managedobjectcollection+json;charset=UTF-8;ver=0.9',
  ],
  ['text/html', 406, 'application/vnd.com.nsn.cumulocity.error+json;charset=UTF-8;ver=0.9'],
] as const) {
  test(`Accept: ${accept}`, async () => {
    const { twin, send } = createTestWorld();
    const answer = await send('GET', '/inventory/managedObjects', undefined, { headers: { accept } });
    assert.deepEqual([answer.status, answer.headers['content-type']], [status, type]);
    await twin.close();
  });
}

for (const [contentType, body, status] of [
  ['application/json', '{}', 201],
  ['APPLICATION/vnd.com.nsn.cumulocity.managedObject+json;charset=UTF-8;ver=0.9', '{}', 201],
  ['application/vnd.com.nsn.cumulocity.event+json', '{}', 415],
  ['text/plain', '{}', 415],
  ['application/json', '{"name":', 422],
  ['application/json', '[]', 422],
] as const) {
  test(`Content-Type ${contentType} with ${body}: ${status}`, async () => {
    const { twin, send } = createTestWorld();
    const answer = await send('POST', '/inventory/managedObjects', body, {
      headers: { 'content-type': contentType },
    });
    assert.equal(answer.status, status);
    await twin.close();
  });
}

test('what the twin has not is 404 or 405 in the platform’s form, and journalled as unmatched', async () => {
  const { twin, send } = createTestWorld();
  const unknown = await send('GET', '/inventory/nothing');
  assert.deepEqual([unknown.status, Object.keys(Object(unknown.json))], [404, ['error', 'message', 'info']]);
  const method = await send('DELETE', '/inventory/managedObjects');
  assert.deepEqual([method.status, method.headers.allow], [405, 'POST, GET, PUT']);
  assert.equal((await send('PATCH', '/inventory/managedObjects/1', {})).status, 405);
  assert.equal(twin.journal.count({ matched: false }), 3);
  await twin.close();
});

test('X-HTTP-METHOD turns a POST into another method', async () => {
  const { twin, send, device } = createTestWorld();
  const id = await device();
  const headers = { 'x-http-method': 'PUT' };
  const changed = await send('POST', `/inventory/managedObjects/${id}`, { name: 'renamed' }, { headers });
  assert.deepEqual([changed.status, at(changed.json, 'name')], [200, 'renamed']);
  assert.equal(twin.journal.count({ method: 'PUT' }), 1);
  await twin.close();
});
