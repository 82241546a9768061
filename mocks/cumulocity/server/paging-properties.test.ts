import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { at, createTestWorld } from '../testing.ts';

test('walking the pages gives each element once, in order, whatever their number and size', async () => {
  const { twin, send, created } = createTestWorld({ unsettled: { nextLink: 'when-more' } });
  const made: string[] = [];
  const grow = async (size: number) => {
    while (made.length < size) made.push(await created('/inventory/managedObjects', {}));
  };
  await fc.assert(
    fc.asyncProperty(fc.nat(23), fc.integer({ min: 1, max: 9 }), async (extra, pageSize) => {
      await grow(extra);
      const found: unknown[] = [];
      let next: unknown = `/inventory/managedObjects?pageSize=${pageSize}&withTotalPages=true&withTotalElements=true`;
      for (let page = 1; typeof next === 'string'; page += 1) {
        const { json } = await send('GET', next.replace(/^https:\/\/[^/]+/, ''));
        const objects = at(json, 'managedObjects');
        assert.ok(Array.isArray(objects) && objects.length <= pageSize);
        found.push(...objects.map((object) => at(object, 'id')));
        assert.deepEqual(at(json, 'statistics'), {
          pageSize,
          currentPage: page,
          totalPages: Math.ceil(made.length / pageSize),
          totalElements: made.length,
        });
        assert.equal(at(json, 'prev') !== undefined, page > 1);
        next = at(json, 'next');
      }
      assert.deepEqual(found, made);
    }),
    { numRuns: 30 },
  );
  await twin.close();
});

for (const [nextLink, links] of [
  ['when-more', [true, false, false]],
  ['when-full', [true, true, false]],
  ['always', [true, true, true]],
] as const) {
  test(`nextLink: ${nextLink}`, async () => {
    const { twin, send, created } = createTestWorld({ unsettled: { nextLink } });
    for (let count = 0; count < 10; count += 1) await created('/inventory/managedObjects', {});
    const seen = [1, 2, 3].map(async (page) => {
      const { json } = await send('GET', `/inventory/managedObjects?currentPage=${page}`);
      return at(json, 'next') !== undefined;
    });
    assert.deepEqual(await Promise.all(seen), links);
    await twin.close();
  });
}

for (const wrong of [
  'pageSize=0',
  'pageSize=-1',
  'pageSize=x',
  'pageSize=1.5',
  'currentPage=0',
  'currentPage=',
]) {
  test(`${wrong} gives 422`, async () => {
    const { twin, send } = createTestWorld();
    const { status, json } = await send('GET', `/inventory/managedObjects?${wrong}`);
    assert.deepEqual([status, at(json, 'error')], [422, 'inventory/Invalid Data']);
    await twin.close();
  });
}

test('a page holds at most 2000', async () => {
  const { twin, send } = createTestWorld();
  const { json } = await send('GET', '/inventory/managedObjects?pageSize=5000');
  assert.equal(at(json, 'statistics', 'pageSize'), 2000);
  await twin.close();
});
