import { createRandom, type Random } from '../../../src/random/index.ts';
import { pathMatcher } from '../path-pattern.ts';
import {
  type BadCertificate,
  type CompleteFaultPlan,
  type FaultPlan,
  faultPlanSchema,
  type RequestEffect,
} from './plan.ts';

/** A plan as it is listed. */
export interface ListedFault extends CompleteFaultPlan {
  readonly id: string;
  /** How many requests it has struck. */
  readonly hits: number;
  /** How many more it will strike; undefined: until it is cleared. */
  readonly remaining: number | undefined;
}

export interface TakenFault {
  readonly id: string;
  readonly effect: RequestEffect;
}

/** What a request is known by before anybody signed in. */
export interface StruckRequest {
  readonly method: string;
  readonly path: string;
  readonly tenant: string | undefined;
  readonly user: string | undefined;
}

interface Entry {
  readonly id: string;
  readonly plan: CompleteFaultPlan;
  readonly onPath: (path: string) => boolean;
  readonly dice: () => Random;
  hits: number;
}

/** The plans in force, in the order they were added. */
export class FaultPlans {
  readonly #entries = new Map<string, Entry>();
  readonly #random: () => Random;
  readonly #now: () => number;
  #added = 0;

  /** @param random seeds the dice of plans that bring no seed of their own */
  constructor(random: () => Random, now: () => number) {
    this.#random = random;
    this.#now = now;
  }

  /** @throws ZodError when the plan isn't in the form of {@link faultPlanSchema} */
  add(given: FaultPlan): string {
    const plan = faultPlanSchema.parse(given);
    this.#added += 1;
    const id = `fault-${this.#added}`;
    const onPath = plan.match.route === undefined ? () => true : pathMatcher(plan.match.route);
    let dice: Random | undefined;
    const roll = () => {
      dice ??= plan.seed === undefined ? this.#random().fork(id) : createRandom(plan.seed);
      return dice;
    };
    this.#entries.set(id, { id, plan, onPath, dice: roll, hits: 0 });
    return id;
  }

  list(): ListedFault[] {
    return [...this.#entries.values()].map(({ id, plan, hits }) => ({
      ...plan,
      id,
      hits,
      remaining: plan.count === undefined ? undefined : plan.count - hits,
    }));
  }

  /** Ends one plan, or all. @returns whether there was any */
  clear(id?: string): boolean {
    if (id !== undefined) return this.#entries.delete(id);
    const any = this.#entries.size > 0;
    this.#entries.clear();
    return any;
  }

  /** The effects that strike this request; each counts as used. */
  take(request: StruckRequest): TakenFault[] {
    const taken: TakenFault[] = [];
    for (const entry of this.#entries.values()) {
      const { match, effect } = entry.plan;
      if (effect.kind === 'tls') continue;
      if (match.method !== undefined && match.method !== request.method) continue;
      if (match.user !== undefined && match.user !== request.user) continue;
      if (!entry.onPath(request.path) || !this.#strikes(entry, request.tenant)) continue;
      taken.push({ id: entry.id, effect: effect.kind === 'latency' ? jittered(effect, entry) : effect });
    }
    return taken;
  }

  /** The certificate that this TLS connection is shown in place of the right one. */
  takeCertificate(tenant: string | undefined): BadCertificate | undefined {
    for (const entry of this.#entries.values()) {
      const { effect } = entry.plan;
      if (effect.kind === 'tls' && this.#strikes(entry, tenant)) return effect.certificate;
    }
    return undefined;
  }

  /** Whether a plan that fits otherwise is in force; it then counts as used. */
  #strikes(entry: Entry, tenant: string | undefined): boolean {
    const { match, count, from, until, probability } = entry.plan;
    const now = this.#now();
    if (count !== undefined && entry.hits >= count) return false;
    if (match.tenant !== undefined && match.tenant !== tenant) return false;
    if ((from !== undefined && now < from) || (until !== undefined && now >= until)) return false;
    if (probability !== undefined && entry.dice().next() >= probability) return false;
    entry.hits += 1;
    return true;
  }
}

type Latency = Extract<RequestEffect, { kind: 'latency' }>;

function jittered(effect: Latency, { dice }: Entry): Latency {
  if (effect.jitterMs === 0) return effect;
  const shift = (dice().next() * 2 - 1) * effect.jitterMs;
  return { ...effect, ms: Math.max(0, Math.round(effect.ms + shift)) };
}
