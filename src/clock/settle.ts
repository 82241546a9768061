import { setImmediate, setTimeout } from 'node:timers/promises';
import type { ActivityTree } from './activity-tree.ts';
import { StuckError } from './stuck-error.ts';

export interface SettleBudget {
  /** Real milliseconds for which a busy world may show no change at all. */
  readonly stillMs: number;
  /** Turns of the event loop in which something changed. */
  readonly turns: number;
}

/** Code that hops outside of activities (streams, nextTick, a lone setImmediate) is given so many turns to show itself. */
const QUIET_TURNS = 4;

/**
 * After so many turns without a change the world waits for something real (a worker, a file): stop burning the CPU.
 * Nor is it called stuck before, however long a laden machine took for them.
 */
const PATIENT_TURNS = 200;

/**
 * Resolves once no activity of the tree is busy and nothing changed for several turns of the event loop.
 *
 * @throws StuckError when the budget is spent first.
 */
export async function settle(tree: ActivityTree, budget: SettleBudget, realNow: () => number): Promise<void> {
  let seen = tree.version;
  let changedAt = realNow();
  let changes = 0;
  let still = 0;
  while (still < QUIET_TURNS || !tree.idle) {
    await (still > PATIENT_TURNS ? setTimeout(1) : setImmediate());
    if (tree.version === seen) {
      still += 1;
      if (!tree.idle && still > PATIENT_TURNS && realNow() - changedAt > budget.stillMs) {
        throw new StuckError(
          `The world has been busy without a change for ${budget.stillMs} ms`,
          tree.describeBusy(),
        );
      }
      continue;
    }
    seen = tree.version;
    changedAt = realNow();
    still = 0;
    changes += 1;
    if (changes > budget.turns) {
      throw new StuckError(
        `The world is still changing after ${budget.turns} turns of the event loop`,
        tree.describe(),
      );
    }
  }
}
