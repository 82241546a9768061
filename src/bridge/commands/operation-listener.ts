import { z } from 'zod';
import type { Clock } from '../../clock/index.ts';
import { CumulocityError } from '../cumulocity/errors.ts';
import { type Operation, operationSchema } from '../cumulocity/operations.ts';
import { type RealtimeApi, RealtimeRefusal } from '../cumulocity/realtime.ts';
import type { Logger } from '../logger.ts';
import { LinkBroken } from '../uplinks/delivery/link-broken.ts';
import { aborted, pause } from './asking.ts';

export interface ListenerOptions {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly realtime: RealtimeApi;
  readonly signal: AbortSignal;
  readonly connectionId: string;
  /** How long the platform may hold a poll, in milliseconds. */
  readonly pollMs: number;
  /** A new operation. */
  readonly onOperation: (operation: Operation) => void;
  /** Subscribed, or lost: operations may have been made that nobody tells of. */
  readonly onGap: () => void;
}

const CHANNEL = '/operations/*';
/** What the channel brings (Cumulocity OpenAPI, Real-time notification API). */
const notificationSchema = z.object({ realtimeAction: z.string(), data: z.unknown() });

/**
 * Waits after conversations that brought nothing, in milliseconds; the last is repeated. More than ten clients of one user
 * put each other out (Cumulocity OpenAPI, Handshake): they must calm down.
 */
const RESTS_MS = [1000, 5000, 30_000, 300_000, 900_000];
const CALM = 3;
const QUICK_MS = 1000;

/** Listens to Cumulocity's new operations until the signal aborts; what it misses is told as a gap. */
export class OperationListener {
  readonly #options: ListenerOptions;
  /** Conversations in a row that did not bring one good poll. */
  #failures = 0;
  #hasHeard = false;

  constructor(options: ListenerOptions) {
    this.#options = options;
  }

  /** @throws {LinkBroken} when the account is refused, or the signal aborts */
  async run(): Promise<never> {
    const { signal, clock, logger, connectionId, onGap } = this.#options;
    for (;;) {
      const advised = await this.#converse().catch((error: unknown) => this.#broken(error));
      if (signal.aborted) throw aborted();
      const rest = Math.max(advised, restAfter(this.#failures));
      logger.info({ connectionId, restMs: rest }, 'realtime conversation ended');
      onGap();
      await pause({ clock, signal }, rest);
    }
  }

  /** One conversation, until the server ends it; gives how long it advises to rest, in milliseconds. */
  async #converse(): Promise<number> {
    const { realtime, clock, signal, pollMs, onGap } = this.#options;
    this.#hasHeard = false;
    const clientId = await realtime.handshake();
    await realtime.subscribe(clientId, CHANNEL);
    onGap();
    for (let quick = 0; ; ) {
      if (signal.aborted) throw aborted();
      const began = clock.now();
      const polled = await clock.wait('operations of Cumulocity', realtime.connect(clientId, pollMs, signal));
      this.#hasHeard = true;
      for (const notification of polled.data) this.#tell(notification);
      // A server that doesn't hold what is empty must not be asked without end.
      const isQuick = polled.data.length === 0 && clock.now() - began < QUICK_MS;
      quick = isQuick ? quick + 1 : 0;
      if (!isQuick) this.#failures = 0;
      const { reconnect = 'retry', interval = 0 } = polled.advice ?? {};
      if (reconnect !== 'retry') return this.#sentAway(reconnect, interval, isQuick);
      const rest = Math.max(interval, restAfter(quick - 1));
      if (rest > 0) await pause({ clock, signal }, rest);
    }
  }

  /** The server advises to begin anew, or not to come back. */
  #sentAway(reconnect: 'handshake' | 'none', interval: number, isQuick: boolean): number {
    if (isQuick) this.#failures += 1;
    return reconnect === 'none' ? Math.max(interval, restAfter(RESTS_MS.length)) : interval;
  }

  #tell(notification: unknown): void {
    const { logger, connectionId, onOperation } = this.#options;
    const read = notificationSchema.safeParse(notification);
    if (!read.success) {
      logger.debug({ connectionId }, 'notification of another form');
      return;
    }
    const { realtimeAction, data } = read.data;
    if (realtimeAction !== 'CREATE') return;
    const operation = operationSchema.safeParse(data);
    if (operation.success) onOperation(operation.data);
    else logger.warn({ connectionId }, 'notification of an operation that can not be read');
  }

  /** What a failure means: none but a refused account is the link's end; the look for operations finds out more. */
  #broken(error: unknown): number {
    const { signal, logger, connectionId } = this.#options;
    if (signal.aborted || error instanceof LinkBroken) throw signal.aborted ? aborted() : error;
    if (error instanceof RealtimeRefusal) {
      if (error.code === 403 && error.message.startsWith('/meta/handshake')) {
        throw new LinkBroken('refused', error.message);
      }
      // Put out before it could hear: there are too many clients, and to hurry makes it worse.
      if (error.code === 402 && this.#failures === 0 && !this.#hasHeard) this.#failures = CALM;
      this.#failures += 1;
      logger.info({ connectionId, reason: error.message }, 'realtime conversation refused');
      return error.advice?.interval ?? 0;
    }
    if (!(error instanceof CumulocityError)) throw error;
    if (error.status === 401) throw new LinkBroken('refused', error.message);
    this.#failures += 1;
    logger.info({ connectionId, reason: error.message }, 'realtime conversation lost');
    return error.retryAfterMs ?? 0;
  }
}

function restAfter(failures: number): number {
  return RESTS_MS[Math.min(failures, RESTS_MS.length) - 1] ?? 0;
}
