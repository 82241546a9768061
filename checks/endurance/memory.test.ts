import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { judgeMemory } from './memory.ts';

const MB = 1024 * 1024;

const sampled = (count: number, bytes: (index: number) => number) =>
  Array.from({ length: count }, (_, index) => ({ atMs: index * 10_000, bytes: bytes(index) }));

describe('the judgement of memory', () => {
  it('finds noise flat, whatever its peaks', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 3, noNaN: true }), { minLength: 30, maxLength: 60 }),
        (noise) => {
          const samples = sampled(
            noise.length,
            (index) => (40 + (noise[index] ?? 0) + (index % 13 === 5 ? 60 : 0)) * MB,
          );
          assert.equal(judgeMemory(samples).flat, true);
        },
      ),
    );
  });

  it('finds a leak of a megabyte a minute in a quarter of an hour', () => {
    const verdict = judgeMemory(sampled(90, (index) => (40 + index / 6 + (index % 3)) * MB));
    assert.equal(verdict.flat, false);
    assert.ok(verdict.grownBytes > 14 * MB && verdict.grownBytes < 16 * MB);
  });

  it('lets what is bounded fill up', () => {
    const samples = sampled(90, (index) => (40 + index / 6) * MB);
    assert.equal(judgeMemory(samples, 10 * MB).flat, true);
  });

  it('says nothing of few samples, or of a short time', () => {
    const quick = sampled(60, (index) => index * MB).map(({ atMs, bytes }) => ({ atMs: atMs / 10, bytes }));
    assert.equal(judgeMemory(quick).flat, undefined);
    assert.equal(judgeMemory(sampled(4, (index) => index * 100 * MB)).flat, undefined);
    assert.equal(judgeMemory([]).flat, undefined);
  });
});
