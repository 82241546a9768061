import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { changeObjects } from './json.ts';

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
