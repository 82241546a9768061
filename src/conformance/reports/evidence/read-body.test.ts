import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readBody } from './read-body.ts';

test('of a list that was cut when it was kept, the whole entries are read', () => {
  const cut =
    '{"measurements":[{"id":"1","a":{"b":"}]"}},{"id":"2"},{"id":"3","x":"… (the first 60 of 90 characters)';
  assert.deepEqual(readBody(cut), { measurements: [{ id: '1', a: { b: '}]' } }, { id: '2' }] });
});

test('a text stays a text, one that was cut loses its quote', () => {
  assert.equal(readBody('plain'), 'plain');
  assert.equal(
    readBody('"two\\nlines … (the first 9 of 20 characters)'),
    'two\nlines … (the first 9 of 20 characters)',
  );
});

test('secrets are taken out, of what was cut too', () => {
  assert.deepEqual(readBody('[{"password":"hunter2-hunter2"},{"id":"2'), [{ password: '*****' }]);
});

test('however it was cut, something is read', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.nat(), (value, at) => {
      const text = JSON.stringify([value, value]);
      assert.doesNotThrow(() => readBody(text.slice(0, at % (text.length + 1))));
    }),
  );
});
