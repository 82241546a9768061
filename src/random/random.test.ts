import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createRandom, type Random } from './random.ts';

const draw = (random: Random) => [
  random.next(),
  random.int(-5, 5),
  ...random.bytes(8),
  random.pick(['a', 'b', 'c']),
];

test('the same seed gives the same numbers, another seed others', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (seed, other) => {
      assert.deepEqual(draw(createRandom(seed)), draw(createRandom(seed)));
      if (seed !== other) assert.notDeepEqual(draw(createRandom(seed)), draw(createRandom(other)));
    }),
  );
});

test('the numbers are the same on every machine and in every version', () => {
  const random = createRandom('iot-flow-tck');
  assert.deepEqual(
    [random.int(0, 999), Buffer.from(random.bytes(4)).toString('hex'), random.pick(['a', 'b', 'c'])],
    [432, 'f1b48f0f', 'c'],
  );
});

test('numbers keep to their bounds and reach them', () => {
  fc.assert(
    fc.property(fc.string(), fc.integer({ min: -100, max: 100 }), fc.nat({ max: 3 }), (seed, min, span) => {
      const random = createRandom(seed);
      const drawn = new Set(Array.from({ length: 200 }, () => random.int(min, min + span)));
      assert.deepEqual(
        [...drawn].sort((a, b) => a - b),
        Array.from({ length: span + 1 }, (_, nth) => min + nth),
      );
      const next = random.next();
      assert.ok(next >= 0 && next < 1);
    }),
  );
});

test('what is drawn from a fork does not move the generator it was forked from', () => {
  const [drawnFrom, untouched] = [createRandom('seed'), createRandom('seed')];
  draw(drawnFrom.fork('device 1'));
  assert.deepEqual(draw(drawnFrom), draw(untouched));
  assert.deepEqual(draw(drawnFrom.fork('device 1')), draw(untouched.fork('device 1')));
  assert.notDeepEqual(draw(drawnFrom.fork('device 1')), draw(drawnFrom.fork('device 2')));
});

test('nothing can be picked from nothing', () => {
  assert.throws(() => createRandom('seed').pick([]), RangeError);
});
