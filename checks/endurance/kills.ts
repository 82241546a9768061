import type { Random } from '../../src/random/index.ts';
import type { Ending } from './broker-under-test.ts';

/** When a bridge is killed. */
export const MOMENTS = {
  acknowledged: 'right after an acknowledgement',
  committing: 'between hand-over and acknowledgement',
  posting: 'in the midst of a request',
  any: 'at any moment',
} as const;
export type Moment = keyof typeof MOMENTS;

export interface Kill {
  readonly moment: Moment;
  /** For how long the bridge works before the moment is waited for, in milliseconds. */
  readonly afterMs: number;
  /** How much later than its trigger it comes, in milliseconds. */
  readonly delayMs: number;
  /** The broker goes away as well: how, how long after the bridge has begun, and for how long, in milliseconds. */
  readonly broker?: { readonly how: Ending; readonly afterMs: number; readonly awayMs: number };
}

export interface KillPlanOptions {
  readonly kills: number;
  readonly brokerRestarts: number;
  /** How many of them end the broker as `kill -9` does. */
  readonly brokerKills: number;
}

/** Draws what is to die when; the same seed draws the same plan. */
export function planKills(random: Random, { kills, brokerRestarts, brokerKills }: KillPlanOptions): Kill[] {
  const moments: readonly Moment[] = ['acknowledged', 'committing', 'posting', 'any'];
  return Array.from({ length: kills }, (_, index) => {
    // Each kind in each round of four, so that few kills know all of them.
    const moment = moments[index % moments.length] ?? 'any';
    const restart = restartAt(index, kills, brokerRestarts);
    const delayMs = moment === 'acknowledged' ? 0 : random.int(0, moment === 'posting' ? 25 : 4);
    return {
      moment,
      afterMs: random.int(300, 1500),
      delayMs,
      ...(restart === undefined
        ? {}
        : {
            broker: {
              how: restart < brokerRestarts - brokerKills ? 'in-good-order' : 'killed',
              afterMs: random.int(0, 2500),
              awayMs: random.int(100, 800),
            } as const,
          }),
    };
  });
}

/** Which of the restarts, spread evenly over the kills, belongs to this one. */
function restartAt(index: number, kills: number, restarts: number): number | undefined {
  const before = Math.floor((index * restarts) / kills);
  const after = Math.floor(((index + 1) * restarts) / kills);
  return after > before ? before : undefined;
}
