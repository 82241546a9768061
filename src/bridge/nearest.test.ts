import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nearest } from './nearest.ts';

const KNOWN = ['hostName', 'tenantId', 'username', 'password', 'port'];

for (const [word, guess] of [
  ['hostname', 'hostName'],
  ['tenant', 'tenantId'],
  ['usrename', 'username'],
  ['pasword', 'password'],
  ['prot', 'port'],
  ['colour', undefined],
  ['x', undefined],
  ['x'.repeat(1000), undefined],
] as const) {
  test(`${word.slice(0, 20)} is ${guess === undefined ? 'like nothing that is known' : `taken for ${guess}`}`, () => {
    assert.equal(nearest(word, KNOWN), guess);
  });
}
