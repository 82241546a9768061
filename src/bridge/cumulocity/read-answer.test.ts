import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CumulocityError } from './errors.ts';
import { unlessMissing } from './read-answer.ts';

test('only a platform’s own "not found" is an answer; every other failure stays one', async () => {
  assert.equal(await unlessMissing(Promise.resolve(1)), 1);
  assert.equal(await unlessMissing(Promise.reject(new CumulocityError('not-found', 'x'))), undefined);
  const lookalike = Object.assign(new Error('x'), { code: 'not-found' });
  for (const failure of [new CumulocityError('refused', 'x'), lookalike]) {
    await assert.rejects(unlessMissing(Promise.reject(failure)), (thrown) => thrown === failure);
  }
});
