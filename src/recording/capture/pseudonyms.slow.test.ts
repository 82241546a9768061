import assert from 'node:assert/strict';
import { test } from 'node:test';
import { permuted } from './permutation.ts';

test('two bytes are replaced by two bytes, each of all pairs by one of its own', () => {
  const all = Array.from({ length: 65_536 }, (_, number) =>
    Buffer.from(permuted(Buffer.from([number >> 8, number & 255]), 'key', 'label')).toString('hex'),
  );
  assert.equal(new Set(all).size, 65_536);
});
