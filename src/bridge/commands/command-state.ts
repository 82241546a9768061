import { z } from 'zod';

/** Where a command is on its way; milliseconds since 1970. */
export const commandStateSchema = z.discriminatedUnion('phase', [
  /** Taken from Cumulocity; the network knows nothing of it. */
  z.object({ phase: z.literal('accepted') }),
  /** Given to the network, or about to be: whatever happens now, it is not sent a second time. */
  z.object({
    phase: z.literal('published'),
    at: z.number(),
    /** When a report that is still missing will not come any more. */
    deadline: z.number(),
    /** What is known of why no report comes. */
    doubt: z.string().optional(),
  }),
  /** Its end is known; Cumulocity has still to be told. */
  z.discriminatedUnion('status', [
    z.object({ phase: z.literal('ended'), status: z.literal('SUCCESSFUL') }),
    z.object({ phase: z.literal('ended'), status: z.literal('FAILED'), reason: z.string() }),
  ]),
]);
export type CommandState = Readonly<z.infer<typeof commandStateSchema>>;

export type CommandEvent =
  | { readonly kind: 'publish'; readonly at: number; readonly deadline: number }
  /** The broker never had it. */
  | { readonly kind: 'not-published' }
  | { readonly kind: 'delivered' }
  | { readonly kind: 'failed'; readonly reason: string }
  /** A report becomes unlikely: less time is left for it. */
  | { readonly kind: 'doubted'; readonly deadline: number; readonly doubt: string };

/** The life of a command: its next state; undefined where the event means nothing, as for all that have ended. */
export function nextState(state: CommandState, event: CommandEvent): CommandState | undefined {
  if (state.phase === 'ended') return undefined;
  switch (event.kind) {
    case 'publish':
      if (state.phase !== 'accepted') return undefined;
      return { phase: 'published', at: event.at, deadline: event.deadline };
    case 'not-published':
      return state.phase === 'published' ? { phase: 'accepted' } : undefined;
    case 'delivered':
      return { phase: 'ended', status: 'SUCCESSFUL' };
    case 'failed':
      return { phase: 'ended', status: 'FAILED', reason: event.reason };
    case 'doubted':
      if (state.phase !== 'published') return undefined;
      return { ...state, deadline: Math.min(state.deadline, event.deadline), doubt: event.doubt };
  }
}
