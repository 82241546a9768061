import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { changeBody, changeDocument, changeObjects } from './json.ts';

test('objects are changed wherever they stand, the inner ones first', () => {
  const text = '{"a":[{"lat":1},{"b":{"lat":2}}],"lat":{"lat":3}}';
  const changed = changeObjects(text, (object) => ('lat' in object ? { ...object, seen: true } : object));
  assert.deepEqual(JSON.parse(changed), {
    a: [{ lat: 1, seen: true }, { b: { lat: 2, seen: true } }],
    lat: { lat: 3, seen: true },
    seen: true,
  });
});

test('what is no JSON stays as it is', () => {
  assert.equal(
    changeObjects('{"a":', () => ({})),
    '{"a":',
  );
});

test('changing nothing changes nothing', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = JSON.stringify(value);
      assert.deepEqual(JSON.parse(changeObjects(text, (object) => object)), JSON.parse(text));
    }),
  );
});

test('a document is changed within its message, a body within its request', () => {
  const seen = (object: Readonly<Record<string, unknown>>) => ({ ...object, seen: true });
  const message = { topic: 't', payload: Buffer.from('{"a":1}', 'utf8') };
  assert.deepEqual(changeDocument(message, seen), {
    ...message,
    payload: Buffer.from('{"a":1,"seen":true}'),
  });
  const request = { method: 'POST', path: '/', headers: {}, body: '{"a":1}' };
  assert.deepEqual(changeBody(request, seen), { ...request, body: '{"a":1,"seen":true}' });
});

test('a message that is no JSON and a request without a body stay as they are', () => {
  const message = { topic: 't', payload: Uint8Array.of(0, 255, 254, 1, 128) };
  assert.equal(
    changeDocument(message, () => ({})),
    message,
  );
  const request = { method: 'GET', path: '/', headers: {} };
  assert.equal(
    changeBody(request, () => ({})),
    request,
  );
});
