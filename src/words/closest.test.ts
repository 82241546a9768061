import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { closest } from './closest.ts';

for (const [word, candidates, meant] of [
  ['lattitude-swapped', ['latitude-swapped', 'longitude-swapped'], 'latitude-swapped'],
  ['quite', ['answer', 'quiet'], 'quiet'],
  ['CREATE-44', ['CREATE-04', 'UPDATE-44'], 'CREATE-04'],
  ['hostname', ['hostName', 'tenantId'], 'hostName'],
  ['tenant', ['hostName', 'tenantId'], 'tenantId'],
  ['prot', ['password', 'port'], 'port'],
] as const) {
  test(`${word} was meant to be ${meant}`, () => {
    assert.equal(closest(word, candidates), meant);
  });
}

for (const [word, candidates] of [
  ['umbrella', ['CREATE-04', 'UPDATE-44']],
  ['anything', []],
  ['x', ['port']],
  ['x'.repeat(1000), ['hostName', 'port']],
] as const) {
  test(`${word.slice(0, 20)} is near to none of ${candidates.length}`, () => {
    assert.equal(closest(word, candidates), undefined);
  });
}

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
