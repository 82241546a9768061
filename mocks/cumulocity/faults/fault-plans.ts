import { pathMatcher } from '../path-pattern.ts';
import { type CompleteFaultPlan, type FaultEffect, type FaultPlan, faultPlanSchema } from './plan.ts';

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
  readonly effect: FaultEffect;
}

interface Entry {
  readonly id: string;
  readonly plan: CompleteFaultPlan;
  readonly onPath: (path: string) => boolean;
  hits: number;
}

/** The plans in force, in the order they were added. */
export class FaultPlans {
  readonly #entries = new Map<string, Entry>();
  #added = 0;

  /** @throws ZodError when the plan isn't in the form of {@link faultPlanSchema} */
  add(given: FaultPlan): string {
    const plan = faultPlanSchema.parse(given);
    this.#added += 1;
    const id = `fault-${this.#added}`;
    const onPath = plan.match.route === undefined ? () => true : pathMatcher(plan.match.route);
    this.#entries.set(id, { id, plan, onPath, hits: 0 });
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
  take(request: { method: string; path: string; tenant: string | undefined }): TakenFault[] {
    const taken: TakenFault[] = [];
    for (const entry of this.#entries.values()) {
      const { match, count, effect } = entry.plan;
      if (count !== undefined && entry.hits >= count) continue;
      if (match.method !== undefined && match.method !== request.method) continue;
      if (match.tenant !== undefined && match.tenant !== request.tenant) continue;
      if (!entry.onPath(request.path)) continue;
      entry.hits += 1;
      taken.push({ id: entry.id, effect });
    }
    return taken;
  }
}
