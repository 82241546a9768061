import type { FaultPlan } from '../../../mocks/cumulocity/index.ts';

/** What may go wrong with Cumulocity, in words, and what that is for the twin. */
export const FAULTS: Readonly<
  Record<string, { readonly label: string; readonly effect: FaultPlan['effect'] }>
> = {
  unavailable: { label: 'answers 503', effect: { kind: 'status', status: 503 } },
  busy: { label: 'answers 429, Retry-After 5 s', effect: { kind: 'status', status: 429, retryAfter: 5 } },
  'stored-500': {
    label: 'stores, then answers 500',
    effect: { kind: 'status', status: 500, when: 'after-stored' },
  },
  refused: { label: 'answers 401', effect: { kind: 'status', status: 401 } },
  slow: { label: 'answers 3 s late', effect: { kind: 'latency', ms: 3000, jitterMs: 1000 } },
  silent: { label: 'never answers', effect: { kind: 'silence' } },
  'reset-before': { label: 'cuts the connection, nothing stored', effect: { kind: 'reset-before-store' } },
  'reset-after': { label: 'stores, then cuts the connection', effect: { kind: 'reset-after-store' } },
  truncated: { label: 'breaks off its answers', effect: { kind: 'truncated-body' } },
  dribble: { label: 'answers in dribs over 10 s', effect: { kind: 'dribble', overMs: 10_000 } },
};

/** For which requests. */
export const SCOPES: Readonly<
  Record<string, { readonly label: string; readonly match: FaultPlan['match'] }>
> = {
  all: { label: 'all requests of the bridge', match: {} },
  data: { label: 'measurements', match: { method: 'POST', route: '/measurement/measurements' } },
  events: { label: 'events', match: { method: 'POST', route: '/event/events' } },
  inventory: { label: 'registration of devices', match: { route: '/inventory/managedObjects' } },
  operations: { label: 'operations', match: { route: '/devicecontrol' } },
};

/** How often. */
export const EXTENTS: Readonly<
  Record<string, { readonly label: string; readonly plan: Pick<FaultPlan, 'count' | 'probability'> }>
> = {
  ever: { label: 'until it is switched off', plan: {} },
  once: { label: 'once', plan: { count: 1 } },
  five: { label: 'five times', plan: { count: 5 } },
  third: { label: 'every third time, at random', plan: { probability: 1 / 3 } },
};

/** The plan that a form asks for; it strikes the bridge's own user only. Undefined where the form asks for none. */
export function planOf(form: URLSearchParams, user: string): FaultPlan | undefined {
  const fault = own(FAULTS, form.get('fault'));
  const scope = own(SCOPES, form.get('scope'));
  const extent = own(EXTENTS, form.get('extent'));
  if (fault === undefined || scope === undefined || extent === undefined) return undefined;
  return { match: { ...scope.match, user }, effect: fault.effect, ...extent.plan };
}

/** A fault in the words in which it can be chosen, whoever switched it on; one that can't be chosen in the twin's own. */
export function tellFault({ effect, match = {}, count, probability }: FaultPlan): string {
  const what = Object.values(FAULTS).find((one) => holds(effect, one.effect))?.label ?? describe(effect);
  const { user: _bridge, ...requests } = match;
  const scopes = Object.values(SCOPES).filter((one) => Object.keys(one.match ?? {}).length > 0);
  const chosen =
    Object.keys(requests).length === 0 ? SCOPES.all : scopes.find((one) => holds(requests, one.match));
  const to = chosen?.label ?? `${match.method ?? ''} ${match.route ?? ''}`.trim();
  return [
    `${what}: ${to}`,
    ...(count === undefined ? [] : [count === 1 ? 'once' : `${count} times`]),
    ...(probability === undefined ? [] : [`${Math.round(probability * 100)} % of them`]),
  ].join(', ');
}

/** Whether all that a part says holds for the whole, which may say more: what was left open. */
function holds(whole: object, part: object = {}): boolean {
  const said = new Map<string, unknown>(Object.entries(whole));
  return Object.entries(part).every(([key, value]) => said.get(key) === value);
}

function describe({ kind, ...rest }: { readonly kind: string }): string {
  const details = Object.entries(rest).map(([name, value]) => `${name} ${String(value)}`);
  return details.length === 0 ? kind : `${kind} (${details.join(', ')})`;
}

function own<T>(choices: Readonly<Record<string, T>>, key: string | null): T | undefined {
  return key !== null && Object.hasOwn(choices, key) ? choices[key] : undefined;
}
