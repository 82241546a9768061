import assert from 'node:assert/strict';
import { test } from 'node:test';
import { at, basic, createTestWorld } from '../testing.ts';

const OPERATIONS = '/devicecontrol/operations';

/** An agent with a child, and a device beside them. */
async function openWorld(options: Parameters<typeof createTestWorld>[0] = {}) {
  const world = createTestWorld(options);
  const agent = await world.created('/inventory/managedObjects', {
    name: 'gateway',
    com_cumulocity_model_Agent: {},
  });
  const child = await world.device();
  const lone = await world.device();
  const link = `/inventory/managedObjects/${agent}/childDevices`;
  await world.send('POST', link, { managedObject: { id: child } });
  const order = (deviceId: string, more: object = {}) =>
    world.created(OPERATIONS, { deviceId, description: 'look', ...more });
  const ids = async (query: string) => {
    const { json } = await world.send('GET', `${OPERATIONS}?pageSize=100&${query}`);
    const list = at(json, 'operations');
    return Array.isArray(list) ? list.map((one: unknown) => at(one, 'id')) : json;
  };
  return { ...world, agent, child, lone, order, ids };
}

test('an operation begins PENDING, whatever status and reason its sender gives', async () => {
  const { twin, send, child } = await openWorld();
  const body = {
    deviceId: child,
    status: 'FAILED',
    failureReason: 'none',
    id: '7',
    c8y_Command: { text: '0a' },
  };
  const made = await send('POST', OPERATIONS, body);
  assert.equal(made.status, 201);
  const id = at(made.json, 'id');
  assert.equal(made.headers.location, at(made.json, 'self'));
  assert.deepEqual(made.json, {
    id,
    self: made.headers.location,
    deviceId: child,
    status: 'PENDING',
    creationTime: '2026-01-31T12:00:00.000Z',
    c8y_Command: { text: '0a' },
  });
  assert.deepEqual((await send('GET', `${OPERATIONS}/${id}`)).json, made.json);
  await twin.close();
});

test('refusals are worded as documented', async () => {
  const { twin, send, order, child } = await openWorld();
  const missing = await send('POST', OPERATIONS, {});
  assert.equal(at(missing.json, 'message'), 'Following mandatory fields should be included: deviceId');
  const unknown = await send('GET', `${OPERATIONS}/123`);
  assert.deepEqual(
    [unknown.status, at(unknown.json, 'error'), at(unknown.json, 'message')],
    [
      404,
      'devicecontrol/Not Found',
      "Finding device data from database failed : No operation for gid '123'!",
    ],
  );
  const id = await order(child);
  const noStatus = await send('PUT', `${OPERATIONS}/${id}`, { description: 'x' });
  assert.deepEqual(
    [noStatus.status, at(noStatus.json, 'message')],
    [422, 'Following mandatory fields should be included: status'],
  );
  assert.equal((await send('PUT', `${OPERATIONS}/${id}`, { status: 'DONE' })).status, 422);
  const moved = { status: 'EXECUTING', deviceId: '1' };
  assert.equal((await send('PUT', `${OPERATIONS}/${id}`, moved)).status, 422);
  assert.equal((await send('POST', OPERATIONS, { deviceId: '1' })).status, 422);
  assert.equal((await send('GET', `${OPERATIONS}?status=DONE`)).status, 422);
  await twin.close();
});

test('a PUT changes status, description and fragments; leaving FAILED takes the reason away', async () => {
  const { twin, send, order, child } = await openWorld();
  const path = `${OPERATIONS}/${await order(child, { c8y_Old: {} })}`;
  const failed = await send('PUT', path, {
    status: 'FAILED',
    failureReason: 'too far',
    c8y_Old: null,
    c8y_New: { n: 1 },
    description: 'look again',
  });
  assert.deepEqual(
    ['status', 'failureReason', 'c8y_Old', 'c8y_New', 'description'].map((key) => at(failed.json, key)),
    ['FAILED', 'too far', undefined, { n: 1 }, 'look again'],
  );
  const kept = await send('PUT', path, { status: 'FAILED' });
  assert.equal(at(kept.json, 'failureReason'), 'too far');
  const again = await send('PUT', path, { status: 'EXECUTING' });
  assert.equal(at(again.json, 'failureReason'), undefined);
  const done = await send('PUT', path, { status: 'SUCCESSFUL', failureReason: 'odd' });
  assert.deepEqual([at(done.json, 'status'), at(done.json, 'failureReason')], ['SUCCESSFUL', undefined]);
  await twin.close();
});

test('lists filter by device, agent with its children, status, fragment and time, in ascending order', async () => {
  const { twin, clock, send, order, ids, agent, child, lone } = await openWorld({
    unsettled: { deviceWithoutAgent: 'accept' },
  });
  const first = await order(agent, { c8y_Restart: {} });
  await clock.advance(1000);
  const second = await order(child);
  await clock.advance(1000);
  const third = await order(lone);
  await send('PUT', `${OPERATIONS}/${second}`, { status: 'EXECUTING' });
  const from = '2026-01-31T12:00:01.000Z';
  assert.deepEqual(await ids(''), [first, second, third]);
  assert.deepEqual(await ids('revert=true'), [first, second, third]);
  assert.deepEqual(await ids(`dateFrom=${from}&revert=true`), [third, second]);
  assert.deepEqual(await ids(`dateTo=${from}`), [first]);
  assert.deepEqual(await ids(`deviceId=${child}`), [second]);
  assert.deepEqual(await ids(`agentId=${agent}`), [first, second]);
  assert.deepEqual(await ids(`agentId=${agent}&deviceId=${lone}`), []);
  assert.deepEqual(await ids(`agentId=${agent}&status=PENDING`), [first]);
  assert.deepEqual(await ids('fragmentType=c8y_Restart'), [first]);
  assert.deepEqual(await ids('bulkOperationId=1'), []);
  await twin.close();
});

test('a list names the devices, and their external ids where it is by agent', async () => {
  const { twin, send, order, agent, child } = await openWorld();
  await order(child);
  const bound = { type: 'c8y_Serial', externalId: '70B3D5E75E000001' };
  await send('POST', `/identity/globalIds/${child}/externalIds`, bound);
  const plain = await send('GET', OPERATIONS);
  assert.equal(at(plain.json, 'operations', 0, 'deviceName'), 'probe');
  assert.equal(at(plain.json, 'operations', 0, 'deviceExternalIDs'), undefined);
  const byAgent = await send('GET', `${OPERATIONS}?agentId=${agent}`);
  const external = at(byAgent.json, 'operations', 0, 'deviceExternalIDs', 'externalIds', 0);
  assert.equal(at(external, 'externalId'), bound.externalId);
  await twin.close();
});

for (const [choice, status] of [
  ['refuse', 422],
  ['accept', 201],
] as const) {
  test(`a device without an agent: ${choice} gives ${status}`, async () => {
    const { twin, send, lone } = await openWorld({ unsettled: { deviceWithoutAgent: choice } });
    assert.equal((await send('POST', OPERATIONS, { deviceId: lone })).status, status);
    await twin.close();
  });
}

test('a device may order and change its own operations only, a reader none', async () => {
  const { twin, send, child, order } = await openWorld();
  const as = (user: string) => ({ headers: { authorization: basic(user) } });
  const own = await send(
    'POST',
    '/inventory/managedObjects',
    { name: 'own', com_cumulocity_model_Agent: {} },
    as('device'),
  );
  const deviceId = at(own.json, 'id');
  assert.equal((await send('POST', OPERATIONS, { deviceId }, as('device'))).status, 201);
  assert.equal((await send('POST', OPERATIONS, { deviceId: child }, as('device'))).status, 403);
  const path = `${OPERATIONS}/${await order(child)}`;
  assert.equal((await send('GET', path, undefined, as('reader'))).status, 200);
  assert.equal((await send('PUT', path, { status: 'EXECUTING' }, as('reader'))).status, 403);
  await twin.close();
});

test('operations go by collection DELETE, with their device, and when there are too many', async () => {
  const { twin, send, order, ids, agent, child } = await openWorld({ limits: { operations: 3 } });
  const made = [await order(agent), await order(child), await order(child), await order(agent)];
  assert.deepEqual(await ids(''), made.slice(1));
  assert.deepEqual(twin.stats().tenants.tpx?.operations, { held: 3, stored: 4, dropped: 1 });
  assert.equal((await send('DELETE', `${OPERATIONS}?deviceId=${agent}`)).status, 204);
  assert.deepEqual(await ids(''), made.slice(1, 3));
  await send('DELETE', `/inventory/managedObjects/${child}`);
  assert.deepEqual(await ids(''), []);
  await twin.close();
});

test('a transient operation is answered and not kept', async () => {
  const { twin, send, ids, child } = await openWorld();
  const headers = { 'x-cumulocity-processing-mode': 'TRANSIENT' };
  const answer = await send('POST', OPERATIONS, { deviceId: child }, { headers });
  assert.deepEqual(
    [answer.status, at(answer.json, 'id'), answer.headers.location],
    [201, undefined, undefined],
  );
  assert.deepEqual(await ids(''), []);
  await twin.close();
});
