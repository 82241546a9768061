import { type ClientMessage, refusalOf, replyTo, type ServerMessage } from './message.ts';
import { KINDS, type NotificationKind, type Realtime } from './realtime.ts';
import type { Session, Speaker } from './session.ts';

/** Which channels an endpoint has: `/operations/{id|*}` and its like, or `/{agentId}`. */
export type Endpoint = 'realtime' | 'operations';

interface Turn {
  readonly replies: readonly ServerMessage[];
  /** A connect, which is replied to with {@link Conversation.connected} when it has waited for `holdMs`. */
  readonly connect?: { readonly message: ClientMessage; readonly session: Session; readonly holdMs: number };
}

/** `/cep/realtime` is what older clients know. */
export const ENDPOINTS: Readonly<Record<string, Endpoint>> = {
  '/notification/realtime': 'realtime',
  '/cep/realtime': 'realtime',
  '/notification/operations': 'operations',
};

const CONNECTION_TYPES = ['long-polling', 'smartrest-long-polling', 'websocket'];

const ROLES: Readonly<Record<NotificationKind, readonly string[]>> = {
  alarms: ['ROLE_ALARM_READ'],
  events: ['ROLE_EVENT_READ'],
  measurements: ['ROLE_MEASUREMENT_READ'],
  managedobjects: ['ROLE_INVENTORY_READ', 'ROLE_MANAGED_OBJECT_READ'],
  operations: ['ROLE_DEVICE_CONTROL_READ'],
};

export const DENIED = '403::Handshake denied';

/** What a client in a conversation may say (Cumulocity OpenAPI, *Real-time notification API*; Bayeux 1.0). */
export class Conversation {
  readonly #realtime: Realtime;
  readonly #endpoint: Endpoint;

  constructor(realtime: Realtime, endpoint: Endpoint) {
    this.#realtime = realtime;
    this.#endpoint = endpoint;
  }

  /** @param speaker undefined where nobody signed in: a handshake is then denied, and the client id is believed */
  take(message: ClientMessage, speaker: Speaker | undefined): Turn {
    if (message.channel === '/meta/handshake') {
      return { replies: [speaker === undefined ? refusalOf(message, DENIED) : this.#open(message, speaker)] };
    }
    const session = this.#sessionOf(message, speaker);
    if (session === undefined) {
      const advice = { interval: 0, reconnect: 'handshake' };
      return { replies: [refusalOf(message, '402::Unknown client', { advice })] };
    }
    switch (message.channel) {
      case '/meta/subscribe':
        return { replies: this.#subscribe(message, session, speaker ?? session.owner) };
      case '/meta/unsubscribe':
        for (const channel of channelsOf(message)) session.channels.delete(channel);
        return { replies: [replyTo(message, { subscription: message.subscription, successful: true })] };
      case '/meta/disconnect':
        this.#realtime.end(session);
        return { replies: [replyTo(message, { successful: true })] };
      case '/meta/connect': {
        const asked = message.advice?.timeout ?? this.#realtime.holdMs;
        const holdMs = session.hasMessages ? 0 : asked;
        return { replies: [], connect: { message, session, holdMs } };
      }
      default:
        return { replies: [refusalOf(message, `403:${message.channel}:Publish denied`)] };
    }
  }

  /** What a connect is replied with: what waits for the client, or advice how to go on where nothing does. */
  connected(message: ClientMessage, session: Session): ServerMessage[] {
    if (this.#realtime.find(session.id) === undefined) {
      const advice = { interval: 0, reconnect: 'handshake' };
      return [refusalOf(message, '402::Unknown client', { advice })];
    }
    const waiting = session.take();
    const advice = { interval: 0, timeout: this.#realtime.holdMs, reconnect: 'retry' };
    return [...waiting, replyTo(message, { ...(waiting.length === 0 ? { advice } : {}), successful: true })];
  }

  #open(message: ClientMessage, speaker: Speaker): ServerMessage {
    const session = this.#realtime.open(speaker);
    return replyTo(message, {
      clientId: session.id,
      version: '1.0',
      minimumVersion: '1.0',
      successful: true,
      supportedConnectionTypes: CONNECTION_TYPES,
    });
  }

  #sessionOf({ clientId }: ClientMessage, speaker: Speaker | undefined): Session | undefined {
    const session = this.#realtime.find(clientId);
    if (session === undefined || speaker === undefined) return session;
    const { tenantId, userName } = session.owner;
    return tenantId === speaker.tenantId && userName === speaker.userName ? session : undefined;
  }

  #subscribe(message: ClientMessage, session: Session, speaker: Speaker): ServerMessage[] {
    const subscription = message.subscription;
    const channels = channelsOf(message);
    const refused = channels.length === 0 ? '' : channels.find((channel) => !this.#may(channel, speaker));
    if (refused !== undefined) {
      return [refusalOf(message, `403:${refused}:Subscription denied`, { subscription })];
    }
    for (const channel of channels) this.#realtime.subscribe(session, channel);
    return [replyTo(message, { clientId: session.id, subscription, successful: true })];
  }

  #may(channel: string, speaker: Speaker): boolean {
    return this.#rolesFor(channel)?.some((role) => speaker.permissions.has(role)) ?? false;
  }

  /** The roles of which one is needed; undefined for a channel that this endpoint doesn't have. */
  #rolesFor(channel: string): readonly string[] | undefined {
    if (this.#endpoint === 'operations') return /^\/\d+$/.test(channel) ? ROLES.operations : undefined;
    const name = /^\/(\w+)\/(?:\d+|\*)$/.exec(channel)?.[1];
    const kind = KINDS.find((one) => one === name);
    return kind === undefined ? undefined : ROLES[kind];
  }
}

function channelsOf({ subscription }: ClientMessage): readonly string[] {
  if (subscription === undefined) return [];
  return typeof subscription === 'string' ? [subscription] : subscription;
}
