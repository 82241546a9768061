import type { FaultPlan, Twin } from '../../mocks/cumulocity/index.ts';
import type { Clock } from '../../src/clock/index.ts';
import type { Random } from '../../src/random/index.ts';

type Faults = Pick<Twin, 'faults'>;

/**
 * What strikes single requests, each with its share of those that create something. None is stored so late that a bridge
 * which was killed meanwhile is up again: no look before a resend could see that (decisions/delivery.md names this window).
 */
const SHOWERS: readonly { readonly share: number; readonly effect: FaultPlan['effect'] }[] = [
  { share: 0.03, effect: { kind: 'status', status: 503 } },
  { share: 0.03, effect: { kind: 'status', status: 500, when: 'after-stored' } },
  { share: 0.03, effect: { kind: 'reset-after-store' } },
  { share: 0.02, effect: { kind: 'reset-before-store' } },
  { share: 0.02, effect: { kind: 'truncated-body', share: 0.5 } },
  { share: 0.01, effect: { kind: 'status', status: 429, retryAfter: 1 } },
  { share: 0.2, effect: { kind: 'latency', ms: 40, jitterMs: 40 } },
];

/** Lets requests that create something fail by chance, for good or until {@link clearUp}. */
export function startShowers({ faults }: Faults, random: Random): void {
  for (const { share, effect } of SHOWERS) {
    const seed = `${effect.kind} ${random.int(0, 0x7fff_ffff)}`;
    faults.add({ match: { method: 'POST' }, probability: share, seed, effect });
  }
}

/** Lets the platform go away for a while: whoever calls is cut off, with nothing stored. */
export function goAway({ faults }: Faults, clock: Clock, forMs: number): void {
  const until = clock.now() + forMs;
  faults.add({ until, effect: { kind: 'reset-before-store' } });
}

/** Ends all faults. @returns how many requests each kind has struck */
export function clearUp({ faults }: Faults): ReadonlyMap<string, number> {
  const hits = new Map<string, number>();
  for (const { effect, hits: struck } of faults.list()) {
    const name = nameOf(effect);
    hits.set(name, (hits.get(name) ?? 0) + struck);
  }
  faults.clear();
  return hits;
}

function nameOf(effect: FaultPlan['effect']): string {
  if (effect.kind !== 'status') return effect.kind;
  return `${effect.status}${effect.when === 'after-stored' ? ' after storing' : ''}`;
}
