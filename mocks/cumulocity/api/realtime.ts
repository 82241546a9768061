import { z } from 'zod';
import { PlatformError } from '../errors.ts';
import {
  batchSchema,
  type ClientMessage,
  Conversation,
  DENIED,
  ENDPOINTS,
  type Endpoint,
  refusalOf,
  type ServerMessage,
} from '../realtime/index.ts';
import type { Answer, Call, Route } from '../server/call.ts';
import type { Unsettled } from '../unsettled.ts';

const HANDSHAKE = '/meta/handshake';

/** @throws PlatformError 400, as the description has it for a payload that isn't valid */
function batchOf(body: unknown): ClientMessage[] {
  const batch = batchSchema.safeParse(body);
  if (batch.success) return batch.data;
  throw new PlatformError('invalidField', { detail: z.prettifyError(batch.error) }, { status: 400 });
}

function serve(call: Call, endpoint: Endpoint): Answer {
  const conversation = new Conversation(call.realtime, endpoint);
  const speaker = {
    tenantId: call.tenant.id,
    userName: call.user.name,
    permissions: call.user.permissions,
  };
  const replies: ServerMessage[] = [];
  let held: Answer['held'];
  for (const message of batchOf(call.body)) {
    const { replies: now, connect } = conversation.take(message, speaker);
    replies.push(...now);
    if (connect === undefined) continue;
    const { session, holdMs } = connect;
    if (holdMs === 0) {
      replies.push(...conversation.connected(message, session));
    } else {
      held = async (signal) => {
        await session.poll(holdMs, signal);
        return signal.aborted ? [] : [...replies, ...conversation.connected(message, session)];
      };
    }
  }
  return held === undefined ? { status: 200, body: replies } : { status: 200, held };
}

/** A handshake is denied in its own form; anything else from a stranger gets the usual 401. */
function denied(body: unknown, { realtimeBadCredentials }: Unsettled): Answer | undefined {
  if (realtimeBadCredentials === 'unauthorized') return undefined;
  const batch = batchSchema.safeParse(body);
  if (!batch.success || batch.data.some(({ channel }) => channel !== HANDSHAKE)) return undefined;
  return { status: 200, body: batch.data.map((message) => refusalOf(message, DENIED)) };
}

/** CometD clients add what kind of message they send to the path. */
const SUB_PATHS = ['', '/handshake', '/connect', '/disconnect'];

export const realtimeRoutes: readonly Route[] = Object.entries(ENDPOINTS).flatMap(([path, endpoint]) =>
  SUB_PATHS.map(
    (below): Route => ({
      method: 'POST',
      path: path + below,
      produces: ['application/json'],
      denied,
      needsNoAccept: ({ realtimeWithoutAccept }) => realtimeWithoutAccept === 'answer',
      handle: (call) => serve(call, endpoint),
    }),
  ),
);
