import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { createMemoryStorage } from '../../bridge/index.ts';
import { changeStored } from './stored.ts';

test('one collection is read otherwise than it was written, the others stay', async () => {
  const told: string[] = [];
  const storage = changeStored(createMemoryStorage(), 'odd', {
    read: (value, id) => (id === 'gone' ? undefined : Number(value) + 1),
    onPut: (id) => told.push(`put ${id}`),
    onDelete: (id) => told.push(`delete ${id}`),
  });
  const [odd, even] = [storage.collection('odd', z.number()), storage.collection('even', z.number())];
  for (const collection of [odd, even]) {
    await collection.put('a', 1);
    await collection.put('gone', 2);
  }
  assert.equal(await odd.get('a'), 2);
  assert.equal(await odd.get('gone'), undefined);
  assert.deepEqual(await odd.list(), [{ id: 'a', value: 2 }]);
  assert.equal((await even.list()).length, 2);
  await odd.delete('a');
  assert.deepEqual(told, ['put a', 'put gone', 'delete a']);
});
