import { z } from 'zod';

/** A message from a client (Bayeux 1.0; Cumulocity OpenAPI, schema `realtimeNotification`). */
const message = z.looseObject({
  channel: z.string().startsWith('/'),
  id: z.union([z.string(), z.number()]).optional(),
  clientId: z.string().optional(),
  subscription: z.union([z.string(), z.array(z.string())]).optional(),
  advice: z.looseObject({ timeout: z.number().nonnegative().optional() }).optional(),
  ext: z.looseObject({}).optional(),
});

/** Messages come one by one or as an array. */
export const batchSchema = z.union([z.array(message).min(1), message.transform((one) => [one])]);

export type ClientMessage = z.output<typeof message>;
export type ServerMessage = Readonly<Record<string, unknown>>;

/** The extension that carries credentials over WebSockets (*Real-time notification API*, *Handshake*). */
export const AUTHENTICATION = 'com.cumulocity.authn';

const authentication = z.looseObject({ token: z.string() });

/** Base64 of `tenant/user:password`, where the message brings it. */
export function tokenOf({ ext }: ClientMessage): string | undefined {
  const given = authentication.safeParse(ext?.[AUTHENTICATION]);
  return given.success ? given.data.token : undefined;
}

/** The beginning of every reply: its channel and, where there was one, the id of the message it replies to. */
export function replyTo({ channel, id }: ClientMessage, more: ServerMessage): ServerMessage {
  return { channel, ...(id === undefined ? {} : { id }), ...more };
}

export function refusalOf(message: ClientMessage, error: string, more: ServerMessage = {}): ServerMessage {
  return replyTo(message, { error, ...more, successful: false });
}

/** A body without the credentials that a handshake may bring. */
export function withoutAuthentication(body: unknown): unknown {
  const batch = batchSchema.safeParse(body);
  if (!batch.success || batch.data.every(({ ext }) => ext?.[AUTHENTICATION] === undefined)) return body;
  return batch.data.map((one) => ({ ...one, ext: { ...one.ext, [AUTHENTICATION]: '*****' } }));
}

const delivery = z.array(z.looseObject({ channel: z.string(), data: z.unknown().optional() }));
const change = z.looseObject({ realtimeAction: z.string(), data: z.unknown() });

/** The records that an answer tells of. */
export function notified(answer: unknown): unknown[] {
  const messages = delivery.safeParse(answer);
  if (!messages.success) return [];
  return messages.data
    .filter(({ data }) => data !== undefined)
    .map(({ data }) => {
      const told = change.safeParse(data);
      return told.success ? told.data.data : data;
    });
}
