import { CumulocityError } from '../cumulocity/errors.ts';
import type { Operation } from '../cumulocity/operations.ts';
import type { DevEui } from '../dev-eui.ts';
import type { DeliveryLink } from '../uplinks/delivery/delivery-deps.ts';
import { SignalFlag } from '../uplinks/delivery/signal-flag.ts';
import { type AskOptions, aborted, ask } from './asking.ts';
import { platformOf } from './command-record.ts';
import type { CommandWorks } from './command-works.ts';
import type { FoundOperation } from './hub.ts';
import type { Identity } from './identities.ts';
import { OperationListener } from './operation-listener.ts';

export interface SourceOptions {
  readonly works: CommandWorks;
  readonly link: DeliveryLink;
  readonly ask: AskOptions;
  /** What an earlier link or process left, before the first operation is found. */
  readonly onFirstLook: (pending: readonly Operation[], executing: readonly Operation[]) => Promise<void>;
  /** A pending operation, and whose it is; it may be found more than once. */
  readonly onFound: (found: FoundOperation) => Promise<void>;
}

/** Where the operations of one link come from: told by Cumulocity, or looked for where nobody told. */
export class OperationSource {
  readonly #options: SourceOptions;
  /** Links with the same one share a listener. */
  readonly #account: string;
  readonly #wake = new SignalFlag();
  /** Told of, and not yet looked at. */
  readonly #told: Operation[] = [];
  readonly #found: FoundOperation[] = [];
  /** Tells all links that share this one's listener; absent while another one listens. */
  #tellAll: ((found: FoundOperation) => void) | undefined;
  #isFirstLook = true;
  /** Set by the listener as soon as it hears, or can't. */
  #gap = false;
  #nextLook: number;

  constructor(options: SourceOptions) {
    const { works, link } = options;
    const { configuration } = link.connection;
    this.#options = options;
    this.#account = JSON.stringify([
      platformOf(configuration),
      configuration.username,
      configuration.password,
    ]);
    this.#nextLook = works.deps.clock.now() + works.deps.settings.lookEvery;
  }

  /** True while this link listens, for itself and for all that share its account. */
  get isLeading(): boolean {
    return this.#tellAll !== undefined;
  }

  /** Hears of new operations, by its own listener or by that of another link with the same account. */
  hear(): Promise<never> {
    const { works, ask: options } = this.#options;
    return works.hub.run(this.#account, {
      signal: options.signal,
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

  /** Hands over what is found until the signal aborts. */
  async take(): Promise<never> {
    const { works, ask: options, onFound } = this.#options;
    const { clock } = works.deps;
    const raise = () => this.#wake.raise();
    options.signal.addEventListener('abort', raise);
    try {
      for (;;) {
        if (options.signal.aborted) throw aborted();
        if (this.#gap || clock.now() >= this.#nextLook) await this.#look();
        await this.#identify(this.#told.splice(0));
        for (const found of this.#found.splice(0)) await onFound(found);
        if (this.#gap || this.#told.length > 0 || this.#found.length > 0) continue;
        const timer = clock.timer('look for operations', this.#nextLook - clock.now(), raise);
        try {
          await clock.wait('operations to take', this.#wake.next());
        } finally {
          timer.cancel();
        }
      }
    } finally {
      options.signal.removeEventListener('abort', raise);
    }
  }

  /** @throws {CumulocityError} when the platform doesn't answer as it should */
  identityOf({ deviceId }: Operation): Promise<Identity> {
    const { works, link, ask: options } = this.#options;
    const { username } = link.connection.configuration;
    const isKnown = (devEui: DevEui) => works.deps.devices.find(devEui) !== undefined;
    return ask(options, () =>
      works.identities(this.#account).of(deviceId, username, link.client.operations, isKnown),
    );
  }

  #listen(): Promise<never> {
    const { works, link, ask: options } = this.#options;
    const { clock, logger, settings } = works.deps;
    const listener = new OperationListener({
      clock,
      logger,
      realtime: link.client.realtime,
      signal: options.signal,
      connectionId: link.connection.id,
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

  /** Looks for operations that nobody told of: each link once, then who listens for all. */
  async #look(): Promise<void> {
    const { works, link, ask: options, onFirstLook } = this.#options;
    const { clock, settings, logger } = works.deps;
    const { operations } = link.client;
    this.#gap = false;
    this.#nextLook = clock.now() + settings.lookEvery;
    if (!this.#isFirstLook && !this.isLeading) return;
    works.forgetIdentities(this.#account);
    try {
      const pending = await ask(options, () => operations.list('PENDING'));
      if (this.#isFirstLook) {
        await onFirstLook(pending, await ask(options, () => operations.list('EXECUTING')));
      }
      this.#isFirstLook = false;
      works.noteAvailable(link.connection);
      await this.#identify(pending);
    } catch (error) {
      if (!(error instanceof CumulocityError)) throw error;
      // Not permitted, or not there: uplinks go on without commands.
      works.noteUnavailable(link.connection, error.message);
      logger.warn({ connectionId: link.connection.id, reason: error.message }, 'operations can not be read');
    }
  }

  /** Finds out whose they are, and hands them to all who share this listener. */
  async #identify(operations: readonly Operation[]): Promise<void> {
    const { works, link } = this.#options;
    const platform = platformOf(link.connection.configuration);
    for (const operation of operations) {
      const isNew =
        (operation.status ?? 'PENDING') === 'PENDING' && !works.ledger.knows(platform, operation.id);
      if (!isNew) continue;
      const found = { operation, identity: await this.identityOf(operation) };
      if (this.#tellAll === undefined) this.#found.push(found);
      else this.#tellAll(found);
    }
  }
}
