import assert from 'node:assert/strict';
import { test } from 'node:test';
import { at, basic, createTestWorld, HOST } from '../testing.ts';

const OBJECTS = '/inventory/managedObjects';

test('the server adds what is its own, and takes none of it from a client', async () => {
  const { twin, send } = createTestWorld();
  const forged = {
    id: '1',
    self: 'x',
    lastUpdated: 'x',
    creationTime: 'x',
    childDevices: 'x',
    name: 'probe',
  };
  const { json } = await send('POST', OBJECTS, forged);
  const base = `https://${HOST}${OBJECTS}/${at(json, 'id')}`;
  const none = (kind: string) => ({ references: [], self: `${base}/${kind}` });
  assert.deepEqual(json, {
    name: 'probe',
    id: at(json, 'id'),
    self: base,
    owner: 'bridge',
    creationTime: '2026-01-31T12:00:00.000Z',
    lastUpdated: '2026-01-31T12:00:00.000Z',
    childDevices: none('childDevices'),
    deviceParents: none('deviceParents'),
    childAssets: none('childAssets'),
    assetParents: none('assetParents'),
    childAdditions: none('childAdditions'),
    additionParents: none('additionParents'),
  });
  assert.notEqual(at(json, 'id'), '1');
  await twin.close();
});

test('a PUT merges top-level fragments, null removes one, and lastUpdated follows the world’s clock', async () => {
  const { clock, twin, send, created } = createTestWorld();
  const id = await created(OBJECTS, {
    name: 'a',
    c8y_Hardware: { model: 'm', serialNumber: '1' },
    c8y_Notes: 'x',
  });
  await clock.advance(5000);
  await send('PUT', `${OBJECTS}/${id}`, { c8y_Hardware: { model: 'n' }, c8y_Notes: null });
  const { json } = await send('GET', `${OBJECTS}/${id}`);
  assert.deepEqual(at(json, 'c8y_Hardware'), { model: 'n' });
  assert.equal(at(json, 'c8y_Notes'), undefined);
  assert.equal(at(json, 'name'), 'a');
  assert.deepEqual(
    [at(json, 'creationTime'), at(json, 'lastUpdated')],
    ['2026-01-31T12:00:00.000Z', '2026-01-31T12:00:05.000Z'],
  );
  await twin.close();
});

test('a collection of 50 is created at once, 51 or a bad one create nothing', async () => {
  const { twin, send } = createTestWorld();
  const many = (count: number) => ({
    managedObjects: Array.from({ length: count }, (_, nth) => ({ name: `n${nth}` })),
  });
  const held = () => twin.stats().tenants.tpx?.managedObjects.held;
  assert.equal((await send('POST', OBJECTS, many(51))).status, 422);
  const taken = { type: 'c8y_Serial', externalId: 'X' };
  const twice = { managedObjects: [{ externalIds: [taken] }, { externalIds: [taken] }] };
  assert.equal((await send('POST', OBJECTS, twice)).status, 409);
  assert.equal(held(), 0);
  const made = await send('POST', OBJECTS, many(50));
  assert.deepEqual([made.status, held(), at(made.json, 'managedObjects', 49, 'name')], [201, 50, 'n49']);
  await twin.close();
});

test('external ids in a create body are bound with it, or nothing is created', async () => {
  const { twin, send, created } = createTestWorld();
  const body = { name: 'probe', externalIds: [{ type: 'c8y_Serial', externalId: 'A' }] };
  const id = await created(OBJECTS, body);
  const found = await send('GET', '/identity/externalIds/c8y_Serial/A');
  assert.equal(at(found.json, 'managedObject', 'id'), id);
  const again = await send('POST', OBJECTS, body);
  assert.deepEqual(
    [again.status, at(again.json, 'message')],
    [409, 'ID [type=c8y_Serial, value=A] was already bound to different Global ID.'],
  );
  assert.equal(twin.stats().tenants.tpx?.managedObjects.held, 1);
  await twin.close();
});

test('a deleted device takes its external ids and data with it; its id never comes again', async () => {
  const { twin, send, created } = createTestWorld();
  const externalIds = [{ type: 'c8y_Serial', externalId: 'A' }];
  const id = await created(OBJECTS, { c8y_IsDevice: {}, externalIds });
  const about = { source: { id }, type: 't', time: '2026-01-31T12:00:00Z' };
  await created('/measurement/measurements', about);
  await created('/event/events', { ...about, text: 'x' });
  await created('/alarm/alarms', { ...about, text: 'x', severity: 'MINOR' });
  const gone = await send('DELETE', `${OBJECTS}/${id}`);
  assert.deepEqual([gone.status, gone.text], [204, '']);
  const counts = twin.stats().tenants.tpx;
  assert.deepEqual(
    [counts?.measurements.held, counts?.events.held, counts?.alarms.held, counts?.externalIds],
    [0, 0, 0, 0],
  );
  const missing = await send('GET', `${OBJECTS}/${id}`);
  assert.equal(
    at(missing.json, 'message'),
    `Finding device data from database failed : No managedObject for id '${id}'!`,
  );
  assert.notEqual(await created(OBJECTS, { c8y_IsDevice: {}, externalIds }), id);
  assert.equal((await send('POST', '/measurement/measurements', about)).status, 422);
  await twin.close();
});

test('deletion follows the hierarchy as far as cascade and the kind of object say', async () => {
  const { twin, send, created } = createTestWorld();
  const tree = async (root: object, kind: string) => {
    const parent = await created(OBJECTS, root);
    const child = await created(`${OBJECTS}/${parent}/${kind}`, { c8y_IsDevice: {} });
    return { parent, child };
  };
  const exists = async (id: string) => (await send('GET', `${OBJECTS}/${id}`)).status === 200;
  const device = await tree({ c8y_IsDevice: {} }, 'childDevices');
  const refused = await send('DELETE', `${OBJECTS}/${device.parent}`);
  assert.deepEqual([refused.status, at(refused.json, 'error')], [409, 'inventory/conflict']);
  assert.equal((await send('DELETE', `${OBJECTS}/${device.parent}?cascade=true`)).status, 204);
  assert.equal(await exists(device.child), false);

  const group = await tree({ c8y_IsDeviceGroup: {} }, 'childAssets');
  const subgroup = await created(`${OBJECTS}/${group.parent}/childAssets`, { c8y_IsDeviceGroup: {} });
  assert.equal((await send('DELETE', `${OBJECTS}/${group.parent}`)).status, 204);
  assert.deepEqual([await exists(subgroup), await exists(group.child)], [false, true]);

  const other = await tree({ name: 'neither' }, 'childAdditions');
  assert.equal((await send('DELETE', `${OBJECTS}/${other.parent}?cascade=true`)).status, 204);
  assert.equal(await exists(other.child), true);
  const forced = await tree({ name: 'neither' }, 'childAdditions');
  await send('DELETE', `${OBJECTS}/${forced.parent}?forceCascade=true`);
  assert.equal(await exists(forced.child), false);
  await twin.close();
});

test('children are assigned by reference, by several references or as a new object', async () => {
  const { twin, send, created } = createTestWorld();
  const [parent, one, two] = [
    await created(OBJECTS, {}),
    await created(OBJECTS, {}),
    await created(OBJECTS, {}),
  ];
  const path = `${OBJECTS}/${parent}/childDevices`;
  const reference = (id: string) => ({ managedObject: { id } });
  assert.equal((await send('POST', path, reference(one))).status, 201);
  assert.equal((await send('POST', path, { references: [reference(one), reference(two)] })).status, 201);
  const headers = { 'content-type': 'application/vnd.com.nsn.cumulocity.managedobject+json' };
  const third = await send('POST', path, { name: 'third' }, { headers });
  const list = await send('GET', path);
  const references = at(list.json, 'references');
  assert.deepEqual(Array.isArray(references) && references.map((child) => at(child, 'managedObject', 'id')), [
    one,
    two,
    at(third.json, 'id'),
  ]);
  const shown = await send('GET', `${OBJECTS}/${parent}?withChildren=true&withChildrenCount=true`);
  assert.equal(at(shown.json, 'childDevices', 'count'), 3);
  assert.equal(at(shown.json, 'childDevices', 'references', 0, 'managedObject', 'id'), one);
  const above = await send('GET', `${OBJECTS}/${one}?withParents=true`);
  assert.equal(at(above.json, 'deviceParents', 'references', 0, 'managedObject', 'id'), parent);
  assert.equal((await send('POST', `${OBJECTS}/${one}/childDevices`, reference(parent))).status, 422);
  assert.equal((await send('DELETE', `${path}/${one}`)).status, 204);
  const gone = await send('DELETE', `${path}/${one}`);
  assert.deepEqual(
    [gone.status, at(gone.json, 'message')],
    [422, `managedObject ${one} is not a child of ${parent}`],
  );
  await twin.close();
});

test('lists are filtered by type, fragment, owner, ids, text and parent', async () => {
  const { twin, send, created } = createTestWorld();
  const externalIds = [{ type: 'c8y_Serial', externalId: '70B3D5E75E000001' }];
  const one = await created(OBJECTS, { name: 'North gate', type: 'gate', c8y_IsDevice: {}, externalIds });
  const two = await created(OBJECTS, { name: 'south/door', type: 'door' });
  await created(`${OBJECTS}/${two}/childAssets`, { managedObject: { id: one } });
  for (const [filter, wanted] of [
    ['type=gate', [one]],
    ['fragmentType=c8y_IsDevice', [one]],
    ['owner=nobody', []],
    [`ids=${two},${one},999`, [two, one]],
    ['text=door', [two]],
    ['text=70b3d5e75e000001', [one]],
    ['text=gate-door', [one, two]],
    [`text=${encodeURIComponent('"north gate"')}`, [one]],
    [`childAssetId=${one}`, [two]],
    ['onlyRoots=true', [two]],
  ] as const) {
    const { json } = await send('GET', `${OBJECTS}?${filter}`);
    const found = at(json, 'managedObjects');
    assert.deepEqual(Array.isArray(found) && found.map((object) => at(object, 'id')), wanted, filter);
  }
  await twin.close();
});

test('a device is available while it is heard, by its data or a heartbeat, but not by an application', async () => {
  const { clock, twin, send, created } = createTestWorld();
  const id = await created(OBJECTS, { c8y_IsDevice: {}, c8y_RequiredAvailability: { responseInterval: 10 } });
  const status = async () => at((await send('GET', `${OBJECTS}/${id}`)).json, 'c8y_Availability', 'status');
  const measured = { source: { id }, type: 't', time: '2026-01-31T12:00:00Z' };
  assert.equal(await status(), 'AVAILABLE');
  await clock.advance(11 * 60_000);
  assert.equal(await status(), 'UNAVAILABLE');
  await send('POST', '/measurement/measurements', measured, {
    headers: { 'x-cumulocity-application-key': 'app' },
  });
  assert.equal(await status(), 'UNAVAILABLE');
  await send('POST', '/measurement/measurements', measured);
  assert.equal(await status(), 'AVAILABLE');
  await clock.advance(11 * 60_000);
  const beat = await send('PUT', `${OBJECTS}/${id}`, { id });
  assert.deepEqual(beat.json, { id });
  const availability = await send('GET', `${OBJECTS}/${id}/availability`);
  assert.deepEqual(
    [at(availability.json, 'dataStatus'), at(availability.json, 'lastMessage')],
    ['AVAILABLE', '2026-01-31T12:22:00.000Z'],
  );
  await twin.close();
});

for (const mode of ['TRANSIENT', 'CEP', 'QUIESCENT', 'PERSISTENT']) {
  test(`processing mode ${mode}`, async () => {
    const { twin, send } = createTestWorld();
    const headers = { 'x-cumulocity-processing-mode': mode };
    assert.equal((await send('POST', OBJECTS, {}, { headers })).status, 201);
    const stores = mode === 'QUIESCENT' || mode === 'PERSISTENT';
    assert.equal(twin.stats().tenants.tpx?.managedObjects.held, stores ? 1 : 0);
    await twin.close();
  });
}

test('a full inventory refuses more, since it is the twin’s own limit', async () => {
  const { twin, send, created } = createTestWorld({ limits: { managedObjects: 1 } });
  await created(OBJECTS, {});
  assert.equal((await send('POST', OBJECTS, {})).status, 422);
  await twin.close();
});

test('an external id with a slash, a blank and a percent sign is found by its encoded path', async () => {
  const { twin, send, device } = createTestWorld();
  const id = await device();
  const externalId = 'a/b c%20d';
  await send('POST', `/identity/globalIds/${id}/externalIds`, { type: 'my type', externalId });
  const path = `/identity/externalIds/my%20type/${encodeURIComponent(externalId)}`;
  const found = await send('GET', path);
  assert.deepEqual([found.status, at(found.json, 'self')], [200, `https://${HOST}${path}`]);
  assert.equal((await send('DELETE', path)).status, 204);
  const missing = await send('GET', '/identity/externalIds/c8y_Serial/X');
  assert.equal(
    at(missing.json, 'message'),
    'External id not found; external id = ID [type=c8y_Serial, value=X]',
  );
  await twin.close();
});

test('of two that bind one external id at once, one gets 409', async () => {
  const { twin, send, device } = createTestWorld();
  const ids = [await device(), await device()];
  const bind = (id: string) =>
    send(
      'POST',
      `/identity/globalIds/${id}/externalIds`,
      { type: 'c8y_Serial', externalId: 'A' },
      {
        headers: { authorization: basic('bridge') },
      },
    );
  const statuses = (await Promise.all(ids.map(bind))).map(({ status }) => status);
  assert.deepEqual(statuses.sort(), [201, 409]);
  await twin.close();
});
