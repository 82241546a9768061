import { z } from 'zod';

/** Whether the effect comes before the request's data are stored, or after: the difference that duplicates data. */
const when = z.enum(['before-stored', 'after-stored']).default('before-stored');

const effect = z.discriminatedUnion('kind', [
  /** An error of the platform instead of the answer. */
  z.strictObject({
    kind: z.literal('status'),
    status: z.number().int().min(400).max(599),
    /** Seconds, sent as `Retry-After`. */
    retryAfter: z.number().int().nonnegative().optional(),
    error: z.string().optional(),
    message: z.string().optional(),
    when,
  }),
  /** The answer comes later. The request goes on also when its sender has given up, as it would in a real server. */
  z.strictObject({ kind: z.literal('latency'), ms: z.number().nonnegative(), when }),
  /** No answer, the connection stays open. */
  z.strictObject({ kind: z.literal('silence'), when }),
  /** The connection is cut without an answer. */
  z.strictObject({ kind: z.literal('reset-before-store') }),
  z.strictObject({ kind: z.literal('reset-after-store') }),
]);

/** What goes wrong, for which requests and how often. */
export const faultPlanSchema = z.strictObject({
  /** Left out: any. All that is given must fit. */
  match: z
    .strictObject({
      method: z.string().toUpperCase().optional(),
      /** A path with all below it, or a pattern with `*` and `**`. */
      route: z.string().startsWith('/').optional(),
      tenant: z.string().optional(),
    })
    .default({}),
  /** For the first so many requests that match; left out: until the plan is cleared. */
  count: z.number().int().positive().optional(),
  effect,
});

/** A plan as it is given: defaults may be left out. */
export type FaultPlan = z.input<typeof faultPlanSchema>;
export type FaultEffect = z.output<typeof effect>;
export type CompleteFaultPlan = z.output<typeof faultPlanSchema>;

/** When an effect takes place. */
export function phaseOf(given: FaultEffect): 'before-stored' | 'after-stored' {
  switch (given.kind) {
    case 'reset-before-store':
      return 'before-stored';
    case 'reset-after-store':
      return 'after-stored';
    default:
      return given.when;
  }
}
