import assert from 'node:assert/strict';
import { test } from 'node:test';
import { listOf, newSince } from './new-since.ts';

const at = (id: number, second: number) => ({
  id: String(id),
  creationTime: new Date(second * 1000).toISOString(),
});

test('what was there before is left out, on all pages', async () => {
  const asked: string[] = [];
  const read = async (path: string) => {
    asked.push(path);
    const { searchParams } = new URL(path, 'http://tenant');
    const first = searchParams.get('currentPage') === '1';
    return {
      managedObjects: first
        ? Array.from({ length: 2000 }, (_, index) => at(index, index === 1999 ? 100 : 99))
        : [at(2000, 101)],
    };
  };
  const found = await newSince('/inventory/managedObjects?fragmentType=c8y_IsDevice', 100_000, read);
  assert.deepEqual(found, { managedObjects: [at(1999, 100), at(2000, 101)] });
  assert.deepEqual(asked, [
    '/inventory/managedObjects?fragmentType=c8y_IsDevice&pageSize=2000&currentPage=1',
    '/inventory/managedObjects?fragmentType=c8y_IsDevice&pageSize=2000&currentPage=2',
  ]);
});

test('only lists of the whole tenant hold what others made', () => {
  assert.equal(listOf('/alarm/alarms?pageSize=5'), 'alarms');
  assert.equal(listOf('/inventory/managedObjects/17'), undefined);
  assert.equal(listOf('/measurement/measurements?source=17'), undefined);
});

test('an answer of another form is not taken for an empty list', async () => {
  await assert.rejects(
    newSince('/alarm/alarms', 0, async () => ({ error: 'security/Forbidden' })),
    {
      name: 'ZodError',
    },
  );
});
