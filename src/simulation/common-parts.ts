import { eventually } from '../clock/index.ts';
import type { Surroundings } from './surroundings.ts';
import { DEFAULT_PATIENCE_MS, type World } from './world.ts';

type CommonParts = Pick<
  World,
  'seed' | 'journal' | 'broker' | 'cumulocity' | 'account' | 'admin' | 'eventually'
>;

/** What a world shows of its surroundings, whatever its time. */
export function commonParts(
  { clock, journal, broker, twin, accounts }: Surroundings,
  seed: string,
): CommonParts {
  return {
    seed,
    journal,
    broker,
    cumulocity: twin,
    account: accounts.bridge,
    admin: accounts.admin,
    eventually: (what, check, withinMs = DEFAULT_PATIENCE_MS) => eventually(clock, what, check, { withinMs }),
  };
}
