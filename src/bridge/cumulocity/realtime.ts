import { z } from 'zod';
import { type CallOptions, createSender } from './cumulocity-calls.ts';
import { createReader } from './read-answer.ts';

/** What the server advises (Bayeux 1.0, section 5.2.1, advice); milliseconds. */
const adviceSchema = z.object({
  reconnect: z.enum(['retry', 'handshake', 'none']).optional().catch(undefined),
  interval: z.number().nonnegative().optional().catch(undefined),
  timeout: z.number().nonnegative().optional().catch(undefined),
});
export type Advice = Readonly<z.infer<typeof adviceSchema>>;

const messageSchema = z.looseObject({
  channel: z.string(),
  clientId: z.string().optional(),
  successful: z.boolean().optional(),
  error: z.string().optional(),
  advice: adviceSchema.optional().catch(undefined),
  data: z.unknown().optional(),
});
export type ServerMessage = Readonly<z.infer<typeof messageSchema>>;

const answerSchema = z.array(messageSchema);

/** Why the server takes no part in the conversation: `402::Unknown client`, `403::Handshake denied`. */
export class RealtimeRefusal extends Error {
  override readonly name = 'RealtimeRefusal';
  /** The number in front; undefined where there is none. */
  readonly code: number | undefined;
  readonly advice: Advice | undefined;

  constructor(what: string, { error, advice }: ServerMessage) {
    super(`${what} was refused: ${(error ?? 'no reason given').slice(0, 200)}`);
    const code = /^(\d{3}):/.exec(error ?? '')?.[1];
    this.code = code === undefined ? undefined : Number(code);
    this.advice = advice;
  }
}

/** What one poll brought. */
export interface Polled {
  /** The data of the messages on subscribed channels, in their order. */
  readonly data: readonly unknown[];
  readonly advice: Advice | undefined;
}

/**
 * Cumulocity's realtime notifications by Bayeux long polling. Calls throw `CumulocityError` when they fail and
 * {@link RealtimeRefusal} when the server says no.
 */
export interface RealtimeApi {
  /** Gives the client id that the server chose. */
  handshake(): Promise<string>;
  subscribe(clientId: string, channel: string): Promise<void>;
  /**
   * Asks for messages; the server holds the answer until there are any, at most `holdMs`. Given up when the signal
   * aborts.
   */
  connect(clientId: string, holdMs: number, signal: AbortSignal): Promise<Polled>;
}

const PATH = '/notification/realtime';

/** Cumulocity OpenAPI, Real-time notification API; Bayeux 1.0. */
export function createRealtimeApi({ cut: _storesNothing, ...options }: CallOptions): RealtimeApi {
  let lastId = 0;

  const say = async (
    { channel, ...fields }: { readonly channel: string } & Readonly<Record<string, unknown>>,
    held?: { readonly ms: number; readonly signal: AbortSignal },
  ): Promise<{ readonly reply: ServerMessage; readonly all: readonly ServerMessage[] }> => {
    lastId += 1;
    const own = held === undefined ? options : heldOptions(options, held);
    const read = createReader(own, createSender(own));
    const all = await read(
      {
        method: 'POST',
        path: PATH,
        accept: 'json',
        send: { type: 'json', body: [{ id: String(lastId), channel, ...fields }] },
      },
      answerSchema,
    );
    const reply = all.find((message) => message.channel === channel);
    if (reply?.successful !== true) {
      throw new RealtimeRefusal(channel, reply ?? { channel, error: 'the answer holds no reply' });
    }
    return { reply, all };
  };

  return {
    handshake: async () => {
      const channel = '/meta/handshake';
      const { reply } = await say({
        channel,
        version: '1.0',
        minimumVersion: '1.0',
        supportedConnectionTypes: ['long-polling'],
      });
      if (reply.clientId === undefined)
        throw new RealtimeRefusal(channel, { channel, error: 'no client id' });
      return reply.clientId;
    },
    subscribe: async (clientId, subscription) => {
      await say({ channel: '/meta/subscribe', clientId, subscription });
    },
    connect: async (clientId, holdMs, signal) => {
      const channel = '/meta/connect';
      const { reply, all } = await say(
        { channel, clientId, connectionType: 'long-polling', advice: { timeout: holdMs } },
        { ms: holdMs, signal },
      );
      const data = all
        .filter((message) => !message.channel.startsWith('/meta/'))
        .map((message) => message.data);
      return { data, advice: reply.advice };
    },
  };
}

/** The answer's first byte comes when the server lets go of it: that long more is given to it. */
function heldOptions(
  options: CallOptions,
  { ms, signal }: { readonly ms: number; readonly signal: AbortSignal },
): CallOptions {
  const { timeouts } = options;
  return {
    ...options,
    timeouts: { ...timeouts, headersMs: timeouts.headersMs + ms },
    signal: () => signal,
    held: true,
  };
}
