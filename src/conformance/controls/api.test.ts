import assert from 'node:assert/strict';
import { test } from 'node:test';
import fastify from 'fastify';
import { type ApiChange, changeServer } from './api.ts';
import { definesConnection, namedConnection, withBody, withConfiguration } from './connections-api.ts';

/** Says what it was asked; a path with `nothing` in it is not found. */
function server(change: ApiChange) {
  const app = fastify();
  app.all('*', async ({ method, url, query, body }, reply) =>
    url.includes('nothing') ? reply.code(404).send({ code: 'x' }) : { method, url, query, body },
  );
  const changed = changeServer(app, change);
  return async (method: 'GET' | 'PUT', url: string, body?: object) => {
    const reply = await changed.inject({ method, url, ...(body === undefined ? {} : { payload: body }) });
    return { status: reply.statusCode, text: reply.body };
  };
}

test('what is carried out is the changed request', async () => {
  const ask = server({
    request: () => ({ method: 'POST', path: '/b', query: { page: '2' }, body: { name: 'B' } }),
  });
  const { status, text } = await ask('PUT', '/iot-flow/v1/a?page=1', { name: 'A' });
  const expected = {
    method: 'POST',
    url: '/iot-flow/v1/b?page=1',
    query: { page: '2' },
    body: { name: 'B' },
  };
  assert.deepEqual([status, JSON.parse(text)], [200, expected]);
});

test('a request may be answered without being carried out', async () => {
  const ask = server({ request: async () => ({ status: 204 }) });
  assert.deepEqual(await ask('GET', '/iot-flow/v1/a'), { status: 204, text: '' });
});

test('answers are changed in the knowledge of the request, refusals too', async () => {
  const ask = server({
    answer: ({ status, body }, { path }) => ({ status: status === 404 ? 400 : status, body: [path, body] }),
  });
  assert.deepEqual(await ask('GET', '/iot-flow/v1/nothing'), {
    status: 400,
    text: '["/nothing",{"code":"x"}]',
  });
});

test('an answer may lose its body', async () => {
  const ask = server({ answer: () => ({ status: 204 }) });
  assert.deepEqual(await ask('GET', '/iot-flow/v1/nothing'), { status: 204, text: '' });
});

test('what is beside the management API stays as it is', async () => {
  const ask = server({ request: () => ({ status: 500 }), answer: () => ({ status: 500 }) });
  assert.equal((await ask('GET', '/console')).status, 200);
});

test('requests about connections are known by method and path', () => {
  const request = { query: {}, body: { name: 'A', configuration: { tenantId: 't' } } };
  const create = { ...request, method: 'POST', path: '/connections' };
  const update = { ...request, method: 'PUT', path: '/connections/7' };
  const start = { ...request, method: 'POST', path: '/connections/7/start' };
  assert.deepEqual([create, update, start].map(definesConnection), [true, true, false]);
  assert.deepEqual([create, update, start].map(namedConnection), [undefined, '7', undefined]);
  assert.deepEqual(withConfiguration(create, () => ({ seen: 1 })).body, {
    name: 'A',
    configuration: { seen: 1 },
  });
  assert.equal(
    withConfiguration(start, () => ({ seen: 1 })),
    start,
  );
  const bare = { ...create, body: [] };
  assert.equal(
    withBody(bare, () => ({ seen: 1 })),
    bare,
  );
});
