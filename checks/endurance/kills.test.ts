import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { createRandom } from '../../src/random/index.ts';
import { planKills } from './kills.ts';

describe('plan of kills', () => {
  it('has as many as were asked for, each kind in each four, the broker restarts spread among them', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.integer({ min: 1, max: 60 }),
        fc.nat(60),
        fc.nat(10),
        (seed, kills, restarts, brokerKills) => {
          const options = { kills, brokerRestarts: Math.min(restarts, kills), brokerKills };
          const plan = planKills(createRandom(seed), options);
          assert.equal(plan.length, kills);
          const moments = new Set(plan.map(({ moment }) => moment));
          assert.equal(moments.size, Math.min(kills, 4));
          const endings = plan.flatMap(({ broker }) => broker?.how ?? []);
          assert.equal(endings.length, options.brokerRestarts);
          const killed = endings.filter((how) => how === 'killed');
          assert.equal(killed.length, Math.min(brokerKills, options.brokerRestarts));
          assert.deepEqual(plan, planKills(createRandom(seed), options));
        },
      ),
    );
  });
});
