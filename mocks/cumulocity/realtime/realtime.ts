import type { Clock } from '../../../src/clock/index.ts';
import type { Random } from '../../../src/random/index.ts';
import { Session, type SessionLimits, type Speaker } from './session.ts';

/** "10 connections per user, subscription channel and server node" (Cumulocity OpenAPI, *Handshake*). */
const SESSIONS_A_CHANNEL = 10;

export const KINDS = ['alarms', 'events', 'measurements', 'managedobjects', 'operations'] as const;
export type NotificationKind = (typeof KINDS)[number];

/** Something that happened in a tenant. */
export interface Notification {
  readonly kind: NotificationKind;
  readonly action: 'CREATE' | 'UPDATE' | 'DELETE';
  /** The device or other object that the channel is named after. */
  readonly sourceId: string;
  /** What subscribers are shown; made only where there are any. */
  readonly data: () => unknown;
  /** For a new operation: the agents that it is for. */
  readonly agents: readonly string[];
}

interface RealtimeOptions {
  readonly clock: Clock;
  /** Draws client ids, which nobody may guess. */
  readonly random: () => Random;
  readonly limits: SessionLimits & { readonly holdMs: number };
}

/** The realtime clients of a twin, and the way from what happens to those who subscribed to it. */
export class Realtime {
  /** For how long a poll without messages is held, unless the client says otherwise. */
  readonly holdMs: number;
  readonly #options: RealtimeOptions;
  readonly #sessions = new Map<string, Session>();
  #random: Random | undefined;
  #sent = 0;
  #dropped = 0;

  constructor(options: RealtimeOptions) {
    this.#options = options;
    this.holdMs = options.limits.holdMs;
  }

  /** Clients by now, messages sent to them, and messages that a limit took from clients that didn't poll. */
  get counts(): { sessions: number; sent: number; dropped: number } {
    let dropped = this.#dropped;
    for (const session of this.#sessions.values()) dropped += session.dropped;
    return { sessions: this.#sessions.size, sent: this.#sent, dropped };
  }

  open(owner: Speaker): Session {
    for (const session of this.#sessions.values()) if (session.idle) this.end(session);
    const { clock, random, limits } = this.#options;
    this.#random ??= random();
    const id = Buffer.from(this.#random.bytes(20)).toString('hex');
    const session = new Session(id, owner, clock, limits);
    this.#sessions.set(id, session);
    return session;
  }

  /** @returns undefined for a client that is unknown or has been idle for too long */
  find(id: string | undefined): Session | undefined {
    const session = this.#sessions.get(id ?? '');
    if (session?.idle !== true) return session;
    this.end(session);
    return undefined;
  }

  /** Of too many clients of one user on one channel the oldest is closed. */
  subscribe(session: Session, channel: string): void {
    session.channels.add(channel);
    const { tenantId, userName } = session.owner;
    const rivals = [...this.#sessions.values()].filter(
      ({ owner, channels }) =>
        owner.tenantId === tenantId && owner.userName === userName && channels.has(channel),
    );
    const [oldest] = rivals;
    if (oldest !== undefined && rivals.length > SESSIONS_A_CHANNEL) this.end(oldest);
  }

  publish(tenantId: string, notification: Notification): void {
    if (this.#sessions.size === 0) return;
    const { kind, action, sourceId } = notification;
    const own = `/${kind}/${sourceId}`;
    const all = `/${kind}/*`;
    const agents = action === 'CREATE' ? notification.agents.map((id) => `/${id}`) : [];
    let made: { readonly data: unknown } | undefined;
    for (const session of [...this.#sessions.values()]) {
      if (session.owner.tenantId !== tenantId || session.idle) continue;
      const whole = session.channels.has(own) || session.channels.has(all);
      const mine = agents.filter((channel) => session.channels.has(channel));
      if (!whole && mine.length === 0) continue;
      made ??= { data: notification.data() };
      const { data } = made;
      if (whole) this.#deliver(session, own, { realtimeAction: action, data });
      for (const channel of mine) this.#deliver(session, channel, data);
    }
  }

  end(session: Session): void {
    if (!this.#sessions.delete(session.id)) return;
    session.end();
    this.#dropped += session.dropped;
  }

  /** Ends all sessions, as a restart of the platform does: clients have to begin anew. @returns how many there were */
  forget(): number {
    const count = this.#sessions.size;
    for (const session of [...this.#sessions.values()]) this.end(session);
    return count;
  }

  clear(): void {
    this.forget();
    this.#sent = 0;
    this.#dropped = 0;
  }

  #deliver(session: Session, channel: string, data: unknown): void {
    this.#sent += 1;
    session.deliver({ channel, id: String(this.#sent), data });
  }
}
