import type { Connection } from '../connections/connection.ts';
import { CumulocityError } from '../cumulocity/errors.ts';
import type { Operation } from '../cumulocity/operations.ts';
import type { DevEui } from '../dev-eui.ts';
import type { DeliveryLink } from '../uplinks/delivery/delivery-deps.ts';
import { SignalFlag } from '../uplinks/delivery/signal-flag.ts';
import { type AskOptions, aborted, ask } from './asking.ts';
import { type CommandRecord, keyOf, platformOf } from './command-record.ts';
import type { CommandWorks } from './command-works.ts';
import { type Failure, failure } from './failures.ts';
import type { FoundOperation } from './hub.ts';
import type { Identity } from './identities.ts';
import { Lanes } from './lanes.ts';
import { makeDownlink } from './make-downlink.ts';
import { OperationListener } from './operation-listener.ts';
import { type Owner, ownerOf } from './ownership.ts';
import { isCommand } from './read-operation.ts';
import { Sender } from './sender.ts';
import { Teller } from './teller.ts';

/** Devices that are sent commands at the same time. */
const PARALLEL = 8;
const DELAYS_MS = [500, 2000, 5000];

/** The commands of one open link: finds its operations, sends them, and tells how they ended. */
export class LinkCommands {
  readonly #works: CommandWorks;
  readonly #link: DeliveryLink;
  readonly #connection: Connection;
  readonly #ask: AskOptions;
  /** Links with the same one share a listener. */
  readonly #account: string;
  readonly #lanes: Lanes<() => Promise<void>>;
  readonly #sender: Sender;
  readonly #teller: Teller;
  readonly #wake = new SignalFlag();
  /** New operations that were told of and not yet looked at. */
  readonly #told: Operation[] = [];
  /** Operations of which it is known for whom they are. */
  readonly #found: FoundOperation[] = [];
  /** Tells all links that share this one's listener; absent while another one listens. */
  #tellAll: ((found: FoundOperation) => void) | undefined;
  /** Operations that wait in a lane: they are still PENDING there. */
  readonly #inLanes = new Set<string>();
  /** True at first: what an earlier process left. */
  #isFirstLook = true;
  /** Set by the listener as soon as it hears, or can't. */
  #gap = false;
  #nextLook = 0;

  /** `signal` aborts when the link is closed, or when one of the works has failed. */
  constructor(works: CommandWorks, link: DeliveryLink, signal: AbortSignal) {
    const { clock } = works.deps;
    this.#works = works;
    this.#link = link;
    this.#connection = link.connection;
    this.#ask = { clock, signal, delaysMs: DELAYS_MS };
    this.#nextLook = clock.now() + works.deps.settings.lookEvery;
    const { configuration } = link.connection;
    this.#account = JSON.stringify([
      platformOf(configuration),
      configuration.username,
      configuration.password,
    ]);
    this.#lanes = new Lanes({ clock, parallel: PARALLEL, work: (send) => send() });
    this.#sender = new Sender(works, link, this.#ask);
    this.#teller = new Teller(works, link, this.#ask);
  }

  /** What runs side by side until the signal aborts; each ends by throwing. */
  get tasks(): readonly (() => Promise<void>)[] {
    const tell = () => this.#teller.run();
    if (!this.#connection.configuration.downlinkEnabled) return [tell];
    return [tell, () => this.#lanes.run(this.#ask.signal), () => this.#take(), () => this.#hear()];
  }

  /** Hears of new operations, by its own listener or by that of another link with the same account. */
  #hear(): Promise<never> {
    return this.#works.hub.run(this.#account, {
      signal: this.#ask.signal,
      take: (found) => {
        this.#found.push(found);
        this.#wake.raise();
      },
      follow: () => this.#noteGap(),
      lead: (tell) => {
        this.#tellAll = tell;
        return this.#listen();
      },
    });
  }

  #listen(): Promise<never> {
    const { clock, logger, settings } = this.#works.deps;
    const listener = new OperationListener({
      clock,
      logger,
      realtime: this.#link.client.realtime,
      signal: this.#ask.signal,
      connectionId: this.#connection.id,
      pollMs: settings.pollTimeout,
      onOperation: (operation) => {
        this.#told.push(operation);
        this.#wake.raise();
      },
      onGap: () => this.#noteGap(),
    });
    return listener.run();
  }

  #noteGap(): void {
    this.#gap = true;
    this.#wake.raise();
  }

  async #take(): Promise<never> {
    const { clock } = this.#works.deps;
    const { signal } = this.#ask;
    const raise = () => this.#wake.raise();
    signal.addEventListener('abort', raise);
    try {
      for (;;) {
        if (signal.aborted) throw aborted();
        if (this.#gap || clock.now() >= this.#nextLook) await this.#look();
        await this.#identify(this.#told.splice(0));
        for (const { operation, identity } of this.#found.splice(0)) await this.#takeOne(operation, identity);
        if (this.#gap || this.#told.length > 0 || this.#found.length > 0) continue;
        const timer = clock.timer('look for operations', this.#nextLook - clock.now(), raise);
        try {
          await clock.wait('operations to take', this.#wake.next());
        } finally {
          timer.cancel();
        }
      }
    } finally {
      signal.removeEventListener('abort', raise);
    }
  }

  /** Looks for operations that nobody told of: each link once, then who listens for all. */
  async #look(): Promise<void> {
    const { clock, settings, logger } = this.#works.deps;
    const { operations } = this.#link.client;
    this.#gap = false;
    this.#nextLook = clock.now() + settings.lookEvery;
    if (!this.#isFirstLook && this.#tellAll === undefined) return;
    try {
      const pending = await ask(this.#ask, () => operations.list('PENDING'));
      if (this.#isFirstLook) {
        await this.#resume(pending, await ask(this.#ask, () => operations.list('EXECUTING')));
      }
      this.#isFirstLook = false;
      await this.#identify(pending);
    } catch (error) {
      if (!(error instanceof CumulocityError)) throw error;
      // Not permitted, or not there: uplinks go on without commands.
      this.#works.tellUnavailable(this.#connection, error.message);
      logger.warn({ connectionId: this.#connection.id, reason: error.message }, 'operations can not be read');
    }
  }

  /** Finds out whose they are, and hands them to all who share this listener. */
  async #identify(operations: readonly Operation[]): Promise<void> {
    for (const operation of operations) {
      if ((operation.status ?? 'PENDING') !== 'PENDING' || this.#knows(operation)) continue;
      const found = { operation, identity: await this.#identityOf(operation) };
      if (this.#tellAll === undefined) this.#found.push(found);
      else this.#tellAll(found);
    }
  }

  #identityOf({ deviceId }: Operation): Promise<Identity> {
    const { username } = this.#connection.configuration;
    const { operations } = this.#link.client;
    const { devices } = this.#works.deps;
    const isKnown = (devEui: DevEui) => devices.find(devEui) !== undefined;
    return ask(this.#ask, () =>
      this.#works.identities(this.#account).of(deviceId, username, operations, isKnown),
    );
  }

  /** Goes on with what an earlier link or process began, and ends what nobody knows of any more. */
  async #resume(pending: readonly Operation[], executing: readonly Operation[]): Promise<void> {
    const { ledger } = this.#works;
    const present = new Set([...pending, ...executing].map(({ id }) => id));
    for (const record of this.#own()) {
      if (record.state.phase !== 'accepted') continue;
      if (present.has(record.operationId)) this.#queue(record);
      // Somebody else has ended or deleted it.
      else await ledger.remove(keyOf(record));
    }
    for (const operation of executing) {
      if (!isCommand(operation) || this.#knows(operation)) continue;
      const owner = this.#ownerOf(await this.#identityOf(operation));
      if (owner.kind !== 'ours') continue;
      const why = failure(
        'begun-before',
        'It was begun before the bridge was started, and nothing is known of it',
      );
      await this.#refuse(operation, why, owner.device.devEui);
    }
  }

  #own(): readonly CommandRecord[] {
    const here = platformOf(this.#connection.configuration);
    return this.#works.ledger.of(this.#connection.id).filter(({ platform }) => platform === here);
  }

  #knows({ id }: Operation): boolean {
    const platform = platformOf(this.#connection.configuration);
    return this.#works.ledger
      .all()
      .some((record) => record.operationId === id && record.platform === platform);
  }

  #ownerOf(identity: Identity): Owner {
    return ownerOf(identity, this.#connection, this.#works.deps);
  }

  async #takeOne(operation: Operation, identity: Identity): Promise<void> {
    if (this.#inLanes.has(operation.id) || this.#knows(operation)) return;
    const owner = this.#ownerOf(identity);
    if (owner.kind === 'ours') return this.#accept(operation, owner);
    // Who listens for all answers for those that are nobody's.
    if (owner.kind === 'others' || this.#tellAll === undefined) return;
    const named = owner.devEui === undefined ? 'The device' : `The device ${owner.devEui}`;
    await this.#refuse(
      operation,
      failure('unknown-device', `${named} is unknown to the bridge`),
      owner.devEui,
    );
  }

  async #accept(operation: Operation, owner: Extract<Owner, { kind: 'ours' }>): Promise<void> {
    const { ledger, deps } = this.#works;
    const { ports, drivers, clock, settings } = deps;
    const { configuration, id: connectionId } = this.#connection;
    const made = await makeDownlink(operation, owner, {
      ports,
      drivers,
      configuration,
      now: clock.now(),
      validityMs: settings.validity,
      isTaken: (id) => ledger.all().some(({ downlink }) => downlink.correlationId === id),
    });
    if (!made.ok) return this.#refuse(operation, made.failure, owner.device.devEui);
    const record: CommandRecord = {
      v: 1,
      operationId: operation.id,
      connectionId,
      platform: platformOf(configuration),
      downlink: made.downlink,
      state: { phase: 'accepted' },
    };
    await ledger.add(record);
    this.#queue(record);
  }

  #queue(record: CommandRecord): void {
    const { operationId, downlink } = record;
    if (this.#inLanes.has(operationId)) return;
    this.#inLanes.add(operationId);
    this.#lanes.push(downlink.devEui, async () => {
      try {
        await this.#sender.send(keyOf(record));
      } finally {
        this.#inLanes.delete(operationId);
      }
    });
  }

  /** Ends an operation that is never sent. */
  async #refuse(operation: Operation, why: Failure, devEui: string | undefined): Promise<void> {
    this.#works.tellFailed(this.#connection, { operationId: operation.id, devEui, reason: why.message });
    await this.#teller.tell(operation.id, { status: 'FAILED', failureReason: why.message });
  }
}
