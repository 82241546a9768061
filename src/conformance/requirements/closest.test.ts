import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { closest } from './closest.ts';

test('a slip of the pen finds what was meant', () => {
  assert.equal(closest('lattitude-swapped', ['latitude-swapped', 'longitude-swapped']), 'latitude-swapped');
  assert.equal(closest('quite', ['answer', 'quiet']), 'quiet');
  assert.equal(closest('CREATE-44', ['CREATE-04', 'UPDATE-44']), 'CREATE-04');
});

test('what is near to nothing finds nothing', () => {
  assert.equal(closest('umbrella', ['CREATE-04', 'UPDATE-44']), undefined);
  assert.equal(closest('anything', []), undefined);
});

test('a word that is among the candidates is found itself', () => {
  const words = fc.uniqueArray(fc.string({ minLength: 1 }), {
    minLength: 1,
    selector: (word) => word.toLowerCase(),
  });
  fc.assert(
    fc.property(words, fc.nat(), (candidates, index) => {
      const word = candidates[index % candidates.length] ?? '';
      assert.equal(closest(word, candidates), word);
    }),
  );
});
