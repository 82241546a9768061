import assert from 'node:assert/strict';
import { test } from 'node:test';
import { at, basic, createTestWorld, HOST } from './testing.ts';

test('a device, its external id and a measurement come and can be read back', async () => {
  const { twin, send } = createTestWorld();
  const made = await send('POST', '/inventory/managedObjects', { name: 'probe', c8y_IsDevice: {} });
  assert.equal(made.status, 201);
  const id = String(at(made.json, 'id'));
  assert.match(id, /^\d+$/);
  assert.equal(made.headers.location, `https://${HOST}/inventory/managedObjects/${id}`);
  const bound = await send('POST', `/identity/globalIds/${id}/externalIds`, {
    type: 'c8y_Serial',
    externalId: '70B3D5E75E000001',
  });
  assert.equal(bound.status, 201);
  const found = await send('GET', '/identity/externalIds/c8y_Serial/70B3D5E75E000001');
  assert.equal(at(found.json, 'managedObject', 'id'), id);
  const measured = await send('POST', '/measurement/measurements', {
    source: { id },
    type: 'c8y_TemperatureMeasurement',
    time: '2026-01-31T12:00:00+01:00',
    c8y_TemperatureMeasurement: { T: { value: 21.5, unit: 'C' } },
  });
  assert.equal(measured.status, 201);
  const list = await send('GET', `/measurement/measurements?source=${id}`);
  assert.equal(at(list.json, 'measurements', 0, 'time'), '2026-01-31T12:00:00.000+01:00');
  assert.deepEqual(at(list.json, 'statistics'), { pageSize: 5, currentPage: 1 });
  await twin.close();
});

test('without Accept a POST answers with an empty body and a Location', async () => {
  const { twin } = createTestWorld();
  const answer = await twin.request({
    host: HOST,
    method: 'POST',
    path: '/inventory/managedObjects',
    headers: { authorization: basic('bridge'), 'content-type': 'application/json' },
    body: '{}',
  });
  assert.deepEqual([answer.status, answer.body], [201, '']);
  assert.match(answer.headers.location ?? '', /\/inventory\/managedObjects\/\d+$/);
  await twin.close();
});
