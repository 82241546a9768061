import type { FaultPlan } from '../../../mocks/cumulocity/index.ts';
import type { Held } from '../../recording/index.ts';

type Exchange = Held['exchanges'][number];
type Effect = FaultPlan['effect'];

/**
 * What was wrong with Cumulocity while the recording lasted, for it to be as wrong again: from the first request of a
 * kind that it failed until the next of that kind which it carried out.
 */
export function outagesOf({ exchanges }: Held): readonly FaultPlan[] {
  const plans: FaultPlan[] = [];
  const open = new Map<string, { readonly exchange: Exchange; readonly effect: Effect; last: number }>();
  const close = (key: string, until: number) => {
    const outage = open.get(key);
    open.delete(key);
    if (outage === undefined) return;
    const { method, path, request } = outage.exchange;
    plans.push({
      match: { method, route: path.replace(/\/\d+(?=\/|$)/g, '/*') },
      effect: outage.effect,
      from: Date.parse(request.time),
      until: Math.max(until, outage.last + 1),
    });
  };
  for (const exchange of exchanges) {
    if (exchange.from !== 'bridge') continue;
    const effect = effectOf(exchange);
    const key = `${exchange.method} ${exchange.path.replace(/\d+/g, '*')}`;
    const at = Date.parse(exchange.request.time);
    const current = open.get(key);
    if (current !== undefined && JSON.stringify(current.effect) !== JSON.stringify(effect)) close(key, at);
    if (effect === undefined) continue;
    const now = open.get(key);
    if (now === undefined) open.set(key, { exchange, effect, last: at });
    else now.last = at;
  }
  for (const [key, { last }] of [...open]) close(key, last + 1);
  return plans;
}

/** What the twin has to do for the same to be seen; undefined where the platform was well. */
function effectOf({ status, fault }: Exchange): Effect | undefined {
  if (fault !== undefined) return broken(fault.title);
  const isPlatforms = status !== undefined && (status >= 500 || [401, 403, 429].includes(status));
  return isPlatforms ? { kind: 'status', status } : undefined;
}

/** By the words in which the twin, and whoever reads a HAR file, records it. */
function broken(title: string): Effect {
  if (/reset before/.test(title)) return { kind: 'reset-before-store' };
  if (/reset after/.test(title)) return { kind: 'reset-after-store' };
  if (/breaks off/.test(title)) return { kind: 'truncated-body' };
  return {
    kind: 'silence',
    when: /though the data are stored/.test(title) ? 'after-stored' : 'before-stored',
  };
}
