import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { RecentMap } from './recent-map.ts';

const key = fc.integer({ min: 0, max: 12 });
const use = fc.oneof(
  fc.record({ do: fc.constant('get' as const), key }),
  fc.record({ do: fc.constant('set' as const), key }),
  fc.record({ do: fc.constant('delete' as const), key }),
);

test('what was used last is remembered, with its last value, and never more than twice as much', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5 }), fc.array(use, { maxLength: 60 }), (least, uses) => {
      const map = new RecentMap<number, number>(least);
      // The truth: all that was ever set, the last used one last.
      const truth = new Map<number, number>();
      uses.forEach((one, index) => {
        if (one.do === 'delete') {
          map.delete(one.key);
          truth.delete(one.key);
          return;
        }
        if (one.do === 'set') {
          map.set(one.key, index);
          truth.delete(one.key);
          truth.set(one.key, index);
          return;
        }
        const recent = [...truth.keys()].slice(-least).includes(one.key);
        const found = map.get(one.key);
        if (recent) assert.equal(found, truth.get(one.key));
        if (found === undefined) return;
        assert.equal(found, truth.get(one.key));
        truth.delete(one.key);
        truth.set(one.key, found);
      });
      const held = Array.from({ length: 13 }, (_, each) => each).filter(
        (each) => map.get(each) !== undefined,
      );
      assert.ok(held.length <= 2 * least);
    }),
  );
});

test('a cleared map is empty', () => {
  const map = new RecentMap<string, number>(1);
  map.set('a', 1);
  map.set('b', 2);
  map.clear();
  assert.deepEqual([map.get('a'), map.get('b')], [undefined, undefined]);
});
