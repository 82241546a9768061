import { z } from 'zod';
import { parseMoment } from '../dates.ts';

/** Whether the effect comes before the request's data are stored, or after: the difference that duplicates data. */
const when = z.enum(['before-stored', 'after-stored']).default('before-stored');

const badCertificateSchema = z.enum(['expired', 'wrong-host', 'unknown-authority']);
export type BadCertificate = z.infer<typeof badCertificateSchema>;

/** Milliseconds since 1970, or ISO 8601; without a zone it is UTC. */
const moment = z.union([
  z.number(),
  z.string().transform((text, context) => {
    const at = parseMoment(text);
    if (at !== undefined) return at;
    context.addIssue({ code: 'custom', message: 'must be an ISO 8601 date or time' });
    return z.NEVER;
  }),
]);

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
  z.strictObject({
    kind: z.literal('latency'),
    ms: z.number().nonnegative(),
    /** Up to so many milliseconds more or less, drawn anew each time. */
    jitterMs: z.number().nonnegative().default(0),
    when,
  }),
  /** No answer, the connection stays open. */
  z.strictObject({ kind: z.literal('silence'), when }),
  /** The connection is cut without an answer. */
  z.strictObject({ kind: z.literal('reset-before-store') }),
  z.strictObject({ kind: z.literal('reset-after-store') }),
  /** The answer's body comes in so many pieces, evenly over the time given; the data are stored. */
  z.strictObject({
    kind: z.literal('dribble'),
    overMs: z.number().positive(),
    pieces: z.number().int().min(2).max(1000).default(10),
  }),
  /** The connection is cut in the middle of the answer's body; the data are stored. */
  z.strictObject({
    kind: z.literal('truncated-body'),
    /** The part of the body that arrives. */
    share: z.number().min(0).lt(1).default(0.5),
  }),
  /** A connection by TLS is shown a certificate that its client must refuse. */
  z.strictObject({ kind: z.literal('tls'), certificate: badCertificateSchema }),
]);

/** What goes wrong, for which requests and how often. */
export const faultPlanSchema = z
  .strictObject({
    /** Left out: any. All that is given must fit. */
    match: z
      .strictObject({
        method: z.string().toUpperCase().optional(),
        /** A path with all below it, or a pattern with `*` and `**`. */
        route: z.string().startsWith('/').optional(),
        tenant: z.string().optional(),
        /** By the credentials that a request brings, right or wrong: whoever else looks at the tenant is spared. */
        user: z.string().optional(),
      })
      .default({}),
    /** For the first so many requests that match; left out: until the plan is cleared. */
    count: z.number().int().positive().optional(),
    /** In force from this moment of the world's clock on. */
    from: moment.optional(),
    /** In force before this moment. */
    until: moment.optional(),
    /** The share of the requests that match which is struck; left out: all of them. */
    probability: z.number().gt(0).max(1).optional(),
    /** What the dice of probability and jitter are seeded with; left out: the twin's own seed. */
    seed: z.string().optional(),
    effect,
  })
  .refine(({ from, until }) => from === undefined || until === undefined || from < until, {
    path: ['until'],
    message: 'must be later than from',
  })
  .refine(
    ({ effect: { kind }, match }) =>
      kind !== 'tls' || (match.method === undefined && match.route === undefined && match.user === undefined),
    {
      path: ['match'],
      message: 'a TLS fault strikes connections, which have no method, route or user',
    },
  );

/** A plan as it is given: defaults may be left out. */
export type FaultPlan = z.input<typeof faultPlanSchema>;
export type FaultEffect = z.output<typeof effect>;
/** What can happen to a request, once its connection is there. */
export type RequestEffect = Exclude<FaultEffect, { kind: 'tls' }>;
export type CompleteFaultPlan = z.output<typeof faultPlanSchema>;

/** When an effect takes place. */
export function phaseOf(given: RequestEffect): 'before-stored' | 'after-stored' {
  switch (given.kind) {
    case 'reset-before-store':
      return 'before-stored';
    case 'reset-after-store':
    case 'dribble':
    case 'truncated-body':
      return 'after-stored';
    default:
      return given.when;
  }
}
