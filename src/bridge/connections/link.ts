import { setMaxListeners } from 'node:events';
import { isoTime, type Timer } from '../../clock/index.ts';
import { createCumulocityClient } from '../cumulocity/cumulocity-client.ts';
import { Delivery } from '../uplinks/delivery/delivery.ts';
import type { DeliveryLink } from '../uplinks/delivery/delivery-deps.ts';
import type { Outcome } from '../uplinks/delivery/job.ts';
import { LinkBroken } from '../uplinks/delivery/link-broken.ts';
import { authenticate } from './authenticate.ts';
import type { Connection } from './connection.ts';
import type { ConnectionMetrics, MetricsHistory, MetricsSpan, Traffic } from './connection-metrics.ts';
import type { ConnectionState } from './connection-state.ts';
import { createLinkAlarms, followLink } from './link-alarms.ts';
import type { LinkDeps } from './link-deps.ts';
import { type LinkEffect, type LinkEvent, type LinkState, transition } from './link-state.ts';
import { enteringText } from './link-texts.ts';
import type { LowRateAlarms } from './low-rate-alarms.ts';
import { MetricsCounter } from './metrics-counter.ts';
import { RetryPlan } from './retry-plan.ts';
import type { ConnectionStatus } from './supervisor.ts';

/** One running connection: its state, its attempts and its delivery. */
export class Link {
  readonly #deps: LinkDeps;
  readonly #metrics: MetricsCounter;
  readonly #delivery: Delivery;
  readonly #plan: RetryPlan;
  readonly #alarms: LowRateAlarms;
  #connection: Connection;
  #session: Omit<DeliveryLink, 'signal'>;
  #state: LinkState;
  #reason: string | undefined;
  #startupTime: string | undefined;
  #nextRestart: string | undefined;
  #lastUplinkAt = 0;
  #retryTimer: Timer | undefined;
  #idleTimer: Timer | undefined;
  #work = new AbortController();
  #cut = new AbortController();
  /** Those of all work that has not ended. */
  readonly #cuts = new Set<AbortController>();
  /** What the link does at present, and whatever is still ending from before. */
  #working: Promise<void> = Promise.resolve();
  /** Attempts since a person last put it to rest: the first one opens, the others restart. */
  #attempts = 0;
  /** Told to stop, and nothing else since: then it stays closed, whatever its settings become. */
  #stopped = false;
  #gone = false;

  constructor(deps: LinkDeps, connection: Connection) {
    const { clock, positions, log, drivers, mapper, events, limits, logger, reconnect } = deps;
    this.#deps = deps;
    this.#connection = connection;
    this.#metrics = new MetricsCounter(clock);
    this.#plan = new RetryPlan(reconnect);
    this.#alarms = createLinkAlarms(deps, connection, this.#metrics);
    const onOutcome = (devEui: string, outcome: Outcome) => this.#count(devEui, outcome);
    this.#delivery = new Delivery(
      {
        connectionId: connection.id,
        clock,
        log,
        positions,
        drivers,
        mapper,
        events,
        logger,
        limits,
        onOutcome,
      },
      log.end(),
    );
    this.#session = this.#createSession();
    this.#state = { phase: connection.active ? 'CLOSED' : 'DEACTIVATED' };
    if (connection.active) this.dispatch('start', 'created or found in the store');
  }

  status(): ConnectionStatus {
    return {
      state: this.#state.phase,
      ...(this.#reason === undefined ? {} : { reason: this.#reason }),
      ...(this.#startupTime === undefined ? {} : { startupTime: this.#startupTime }),
      ...(this.#nextRestart === undefined ? {} : { nextRestart: this.#nextRestart }),
    };
  }

  metrics(): ConnectionMetrics {
    return this.#metrics.read();
  }

  history(span: MetricsSpan): MetricsHistory {
    return this.#metrics.history(span);
  }

  noteDownlink(devEui: string, outcome: 'delivered' | 'failed'): void {
    if (outcome === 'delivered') this.#metrics.downlinkDelivered(devEui);
    else this.#metrics.downlinkFailed(devEui);
  }

  traffic(): Traffic {
    return { ...this.#metrics.totals(), waiting: this.#delivery.waiting };
  }

  noteFiltered(): void {
    this.#metrics.filtered();
  }

  /** Takes over a changed definition. A setting restarts the link; a name or a description does not. */
  apply(connection: Connection): void {
    const before = this.#connection;
    this.#connection = connection;
    this.#alarms.apply(connection);
    const changed = settingsOf(before) !== settingsOf(connection);
    if (changed) this.#session = this.#createSession();
    if (before.active !== connection.active) {
      this.dispatch(connection.active ? 'activate' : 'deactivate', 'the definition was changed');
    } else if (changed && !this.#stopped) {
      this.dispatch('restart', 'its settings were changed');
    }
  }

  /** Closes for good; resolves when nothing more is sent. Answers are waited for so long, by default not at all. */
  async shutDown(cause: string, patienceMs = 0): Promise<void> {
    const { clock } = this.#deps;
    this.dispatch('stop', cause);
    this.#gone = true;
    this.#retryTimer?.cancel();
    this.#idleTimer?.cancel();
    const cutOff = () => {
      for (const cut of this.#cuts) cut.abort(new Error(cause));
    };
    if (patienceMs === 0) cutOff();
    const patience = clock.timer(`end of connection ${this.#connection.id}`, patienceMs, cutOff);
    await clock.wait('the last answers', this.#working);
    patience.cancel();
    await this.#alarms.close(cause);
    await this.#delivery.close();
  }

  /** The connection was deleted, and this link shut down: tells what it will never send. */
  async abandon(): Promise<void> {
    await this.#delivery.abandon();
  }

  /** Resolves when the place where it begins to read is durable. */
  get ready(): Promise<void> {
    return this.#delivery.ready;
  }

  dispatch(event: LinkEvent, cause: string): void {
    // A link that is shut down takes no more commands; that it is closed is still told.
    if (this.#gone && event !== 'closed') return;
    const { linkTransition = transition } = this.#deps;
    const next = linkTransition(this.#state, event);
    if (next === undefined) return;
    const before = this.#state.phase;
    this.#state = next.state;
    if (COMMANDS.includes(event)) {
      this.#plan.reset();
      this.#stopped = event === 'stop';
      if (event === 'stop' || event === 'deactivate') this.#attempts = 0;
    }
    followLink(this.#alarms, event, cause);
    if (before !== next.state.phase) {
      this.#alarms.link(next.state.phase === 'OPENED');
      this.#tell(before, cause);
    }
    for (const effect of next.effects) this.#carryOut(effect, cause);
    if (next.then !== undefined) this.dispatch(next.then, cause);
  }

  #carryOut(effect: LinkEffect, cause: string): void {
    if (effect === 'begin-attempt') this.#begin();
    else if (effect === 'deliver') this.#opened();
    else if (effect === 'halt') this.#halt(cause);
    else if (effect === 'schedule-retry') this.#scheduleRetry();
    else this.#cancelRetry();
  }

  #cancelRetry(): void {
    this.#retryTimer?.cancel();
    this.#nextRestart = undefined;
  }

  /** One attempt and, when it succeeds, the delivery until it ends. Nothing begins before what was before has ended. */
  #begin(): void {
    this.#nextRestart = undefined;
    this.#attempts += 1;
    const before = this.#working;
    const work = new AbortController();
    const cut = new AbortController();
    // Each request under way listens to them, and there may be many.
    setMaxListeners(0, work.signal, cut.signal);
    this.#work = work;
    this.#cut = cut;
    this.#cuts.add(cut);
    const session = this.#session;
    this.#working = this.#deps.clock.activity(`connection ${this.#connection.id}`, async () => {
      await before;
      try {
        await this.#attempt({ ...session, signal: work.signal });
      } catch (error) {
        // Not even a failure that nobody foresaw may leave a connection where nothing moves it on.
        if (!work.signal.aborted) this.#unforeseen(error);
      } finally {
        this.#cuts.delete(cut);
      }
    });
  }

  async #attempt(link: DeliveryLink): Promise<void> {
    if (link.signal.aborted) return;
    this.dispatch('ready', 'the attempt is under way');
    const answer = await authenticate(link.client, link.connection.configuration.tenantId);
    if (link.signal.aborted) return;
    this.dispatch(answer.result, answer.cause);
    if (answer.result === 'authenticated') await this.#serve(link);
  }

  #unforeseen(error: unknown): void {
    const cause = error instanceof Error ? error.message : String(error);
    this.#deps.logger.error({ connectionId: this.#connection.id, error: cause }, 'connection failed');
    this.dispatch(this.#state.phase === 'OPENED' ? 'lost' : 'unreachable', cause);
  }

  /** Both directions side by side; the end of one is the end of the link. */
  async #serve(link: DeliveryLink): Promise<void> {
    const { clock, commands } = this.#deps;
    const works = [this.#delivery, commands].map(async (work) => {
      try {
        // An activity each: while the one is parked the other is not taken for waiting.
        await clock.activity(`work of connection ${link.connection.id}`, () => work.run(link));
      } catch (error) {
        if (!link.signal.aborted) this.#ended(error);
      }
    });
    await Promise.all(works);
  }

  #ended(error: unknown): void {
    if (!(error instanceof LinkBroken)) this.#unforeseen(error);
    else this.dispatch(error.kind === 'refused' ? 'refused' : 'lost', error.message);
  }

  #opened(): void {
    const { clock } = this.#deps;
    this.#plan.reset();
    this.#startupTime = isoTime(clock.now());
    this.#lastUplinkAt = clock.now();
    this.#watchIdle();
  }

  /**
   * Begins nothing more. What was sent is waited for as long as any answer: were it given up, the platform might store
   * it after the next link had looked for it in vain, and so twice.
   */
  #halt(cause: string): void {
    const { clock, limits } = this.#deps;
    const cut = this.#cut;
    this.#idleTimer?.cancel();
    this.#work.abort(new Error(cause));
    const ending = this.#working;
    const patience = clock.timer(`last answers to connection ${this.#connection.id}`, limits.headersMs, () =>
      cut.abort(new Error(cause)),
    );
    // Only a closing link waits for it; the attempt itself never rejects. A link that has begun something else since
    // is told by that.
    void ending.then(() => {
      patience.cancel();
      if (this.#working === ending) this.dispatch('closed', cause);
    });
  }

  #scheduleRetry(): void {
    const { clock } = this.#deps;
    const due = this.#plan.next(this.#connection.configuration.reconnectStrategy, clock.now());
    if (due === undefined) {
      this.dispatch('given-up', 'the reconnect strategy has ended');
      return;
    }
    this.#nextRestart = isoTime(due);
    this.#retryTimer = clock.timer(`restart of connection ${this.#connection.id}`, due - clock.now(), () =>
      this.dispatch('retry-due', 'the reconnect strategy'),
    );
  }

  /** AGGRESSIVE restarts a link on which no uplink came for an hour. */
  #watchIdle(): void {
    const { clock, reconnect } = this.#deps;
    const limit = reconnect.idleLimit(this.#connection.configuration.reconnectStrategy);
    if (limit === undefined) return;
    const left = this.#lastUplinkAt + limit - clock.now();
    this.#idleTimer = clock.timer(`idle check of connection ${this.#connection.id}`, left, () => {
      if (clock.now() - this.#lastUplinkAt >= limit) this.dispatch('restart', 'no uplink for too long');
      else this.#watchIdle();
    });
  }

  #count(devEui: string, outcome: Outcome): void {
    this.#lastUplinkAt = this.#deps.clock.now();
    if (outcome === 'delivered') {
      this.#metrics.delivered(devEui);
      this.#alarms.delivered();
    } else this.#metrics.failed(devEui);
  }

  /** The client and the registry hold for one set of settings: ids that were found stay known over a short outage. */
  #createSession(): Omit<DeliveryLink, 'signal'> {
    const { http, clock, events, createRegistry, limits } = this.#deps;
    const { id, configuration } = this.#connection;
    const presentName = () => this.#connection.name;
    const connection = {
      id,
      configuration,
      get name() {
        return presentName();
      },
    };
    const { connectMs, headersMs, bodyMs } = limits;
    const client = createCumulocityClient({
      http,
      account: configuration,
      timeouts: { connectMs, headersMs, bodyMs },
      signal: () => this.#work.signal,
      cut: () => this.#cut.signal,
    });
    const { createDevices } = configuration;
    return {
      connection,
      client,
      registry: createRegistry({ client, clock, events, connection, createDevices }),
    };
  }

  #tell(before: string, cause: string): void {
    const { events, recorder, logger } = this.#deps;
    const { id: connectionId, name } = this.#connection;
    const { phase } = this.#state;
    this.#reason = cause;
    // A state that somebody should look at stands out.
    const level = outcomeOf(phase).outcome === 'failed' ? 'warn' : 'info';
    logger[level]({ connectionId, name, from: before, to: phase, cause }, 'connection state');
    recorder.record({
      from: 'bridge',
      to: 'bridge',
      kind: 'state',
      title: phase,
      ...outcomeOf(phase),
      correlation: { connectionId },
      body: { from: before, to: phase, cause },
    });
    events.add({
      type: 'connection-state',
      severity: 'info',
      message: `Connection state: ${name} with id ${connectionId} went from ${before} to ${phase}: ${cause}`,
      connectionId,
    });
    const isFirstAttempt = this.#attempts <= 1;
    const told = enteringText(phase, { connection: this.#connection, cause, isFirstAttempt });
    if (told !== undefined) events.add({ ...told, connectionId });
  }
}

/** The colour of the state in a diagram; a state on the way has none. */
function outcomeOf(phase: ConnectionState): { readonly outcome?: 'ok' | 'failed' } {
  if (phase === 'OPENED') return { outcome: 'ok' };
  return phase === 'AUTHENTICATION_FAILED' || phase === 'UNREACHABLE' ? { outcome: 'failed' } : {};
}

const COMMANDS: readonly LinkEvent[] = ['start', 'stop', 'restart', 'activate', 'deactivate'];

/** All that a link depends on, as a text to compare. */
function settingsOf({ configuration }: Connection): string {
  const { description: _forPeople, ...settings } = configuration;
  return JSON.stringify(Object.entries(settings).sort(([a], [b]) => (a < b ? -1 : 1)));
}
