import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { byAge, createOperationsApi, type Operation } from './operations.ts';
import { error, json } from './testing/fake-platform.ts';
import { callOptions, ScriptedTransport } from './testing/scripted-transport.ts';

const operation = (id: string, creationTime?: string): Operation => ({ id, deviceId: '1', creationTime });

function apiOf(...answers: ConstructorParameters<typeof ScriptedTransport>) {
  const http = new ScriptedTransport(...answers);
  return { http, api: createOperationsApi(callOptions(http)) };
}

const page = (from: number, count: number) =>
  json(200, { operations: Array.from({ length: count }, (_, at) => ({ id: from + at, deviceId: 1 })) });

test('operations of one moment are ordered as the numbers that their ids are', () => {
  const sorted = ['100', '9', '20', '10', '3'].map((id) => operation(id)).sort(byAge);
  assert.deepEqual(
    sorted.map(({ id }) => id),
    ['3', '9', '10', '20', '100'],
  );
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat()), (ids) => {
      const ordered = ids.map((id) => operation(String(id))).sort(byAge);
      assert.deepEqual(
        ordered.map(({ id }) => Number(id)),
        ids.toSorted((a, b) => a - b),
      );
    }),
  );
});

test('the time of creation goes before the id; whatever is no time is the oldest', () => {
  const sorted = [
    operation('1', '2026-01-31T12:00:00.000Z'),
    operation('2', '2026-01-31T12:00:00.000+01:00'),
    operation('4', 'odd'),
    operation('3'),
  ].sort(byAge);
  assert.deepEqual(
    sorted.map(({ id }) => id),
    ['3', '4', '2', '1'],
  );
});

test('pages are asked for until one is not full, and an operation on two of them is one', async () => {
  const { http, api } = apiOf(page(1, 2000), page(2000, 1999));
  const listed = await api.list('PENDING');
  assert.deepEqual(
    http.asked,
    [1, 2].map((at) => `GET /devicecontrol/operations?status=PENDING&pageSize=2000&currentPage=${at}`),
  );
  assert.equal(listed.length, 3998);
  assert.equal(listed.at(0)?.id, '1');
});

test('a platform whose pages never end is asked for 25 of them', async () => {
  const { http, api } = apiOf(page(1, 2000));
  await api.list('EXECUTING');
  assert.equal(http.asked.length, 25);
});

test('a list without ids of operations is not Cumulocity’s', async () => {
  for (const body of [{}, { operations: [{ id: '1' }] }, { operations: [{ id: '', deviceId: '1' }] }]) {
    await assert.rejects(apiOf(json(200, body)).api.list('PENDING'), { code: 'unexpected-answer' });
  }
});

test('an update names the operation and says how it goes on', async () => {
  const { http, api } = apiOf(json(200, {}));
  await api.update('a/1', { status: 'FAILED', failureReason: 'no' });
  assert.deepEqual(http.asked, ['PUT /devicecontrol/operations/a%2F1']);
  assert.deepEqual(http.bodies, [{ status: 'FAILED', failureReason: 'no' }]);
  assert.match(http.requests[0]?.headers['content-type'] ?? '', /operation\+json/);
  await assert.rejects(apiOf(error(404)).api.update('1', { status: 'EXECUTING' }), { code: 'not-found' });
});

test('an object’s external ids are as they are told; of one that is gone there are none', async () => {
  const ids = [{ type: 't', externalId: 'x' }];
  const { http, api } = apiOf(json(200, { externalIds: ids }));
  assert.deepEqual(await api.externalIds('a/1'), ids);
  assert.deepEqual(http.asked, ['GET /identity/globalIds/a%2F1/externalIds']);
  assert.equal(await apiOf(error(404)).api.externalIds('1'), undefined);
});

test('a managed object is read though parts of it are odd', async () => {
  const { http, api } = apiOf(json(200, { id: 7, type: 1, owner: 'me', c8y_Hardware: { serialNumber: 1 } }));
  assert.deepEqual(await api.deviceObject('a/7'), {
    id: '7',
    type: undefined,
    owner: 'me',
    c8y_Hardware: undefined,
  });
  assert.deepEqual(http.asked, ['GET /inventory/managedObjects/a%2F7?withParents=false&withChildren=false']);
  assert.equal(await apiOf(error(404)).api.deviceObject('7'), undefined);
  await assert.rejects(apiOf(error(500)).api.deviceObject('7'), { code: 'server-error' });
});
