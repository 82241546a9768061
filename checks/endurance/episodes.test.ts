import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { createRandom } from '../../src/random/index.ts';
import { EPISODES, planEpisodes } from './episodes.ts';

describe('plan of episodes', () => {
  it('fills the time, with each episode in each round', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 0, max: 900_000 }), (seed, totalMs) => {
        const plan = planEpisodes(createRandom(seed), totalMs);
        const before = plan.slice(0, -1).reduce((sum, { forMs }) => sum + forMs, 0);
        const last = plan.at(-1)?.forMs ?? 0;
        assert.ok(before + last >= totalMs && (plan.length === 0 || before < totalMs));
        for (let round = 0; round + EPISODES.length <= plan.length; round += EPISODES.length) {
          const names = plan.slice(round, round + EPISODES.length).map(({ episode }) => episode);
          assert.deepEqual(new Set(names), new Set(EPISODES));
        }
        assert.deepEqual(plan, planEpisodes(createRandom(seed), totalMs));
      }),
    );
  });
});
