import type { Operation } from '../cumulocity/operations.ts';
import type { DeliveryLink } from '../uplinks/delivery/delivery-deps.ts';
import type { AskOptions } from './asking.ts';
import { type CommandRecord, keyOf, platformOf } from './command-record.ts';
import type { CommandWorks } from './command-works.ts';
import { type Failure, failure } from './failures.ts';
import type { FoundOperation } from './hub.ts';
import { Lanes } from './lanes.ts';
import { makeDownlink } from './make-downlink.ts';
import { OperationSource } from './operation-source.ts';
import { type Owner, ownerOf } from './ownership.ts';
import { isCommand } from './read-operation.ts';
import { Sender } from './sender.ts';
import { Teller } from './teller.ts';

/** Devices that are sent commands at the same time. */
const PARALLEL = 8;
/** Waits between the tries of one call. */
const DELAYS_MS = [500, 2000, 5000];

/** The commands of one open link: takes what is its own, sends it, and tells how it ended. */
export class LinkCommands {
  readonly #works: CommandWorks;
  readonly #connection: DeliveryLink['connection'];
  readonly #platform: string;
  readonly #signal: AbortSignal;
  readonly #source: OperationSource;
  readonly #lanes: Lanes<() => Promise<void>>;
  readonly #sender: Sender;
  readonly #teller: Teller;
  /** Names of the commands that wait in a lane, or are being sent. */
  readonly #inLanes = new Set<string>();

  /** `signal` aborts when the link is closed, or when one of the tasks has failed. */
  constructor(works: CommandWorks, link: DeliveryLink, signal: AbortSignal) {
    const { clock } = works.deps;
    const ask: AskOptions = { clock, signal, delaysMs: DELAYS_MS };
    this.#works = works;
    this.#connection = link.connection;
    this.#platform = platformOf(link.connection.configuration);
    this.#signal = signal;
    this.#source = new OperationSource({
      works,
      link,
      ask,
      onFirstLook: (pending, executing) => this.#resume(pending, executing),
      onFound: (found) => this.#take(found),
    });
    this.#lanes = new Lanes({ clock, parallel: PARALLEL, work: (send) => send() });
    this.#sender = new Sender(works, link, ask);
    this.#teller = new Teller(works, link, ask);
  }

  /** What runs side by side until the signal aborts; each ends by throwing. */
  get tasks(): readonly (() => Promise<void>)[] {
    const tell = () => this.#teller.run();
    if (!this.#connection.configuration.downlinkEnabled) return [tell];
    return [tell, () => this.#lanes.run(this.#signal), () => this.#source.take(), () => this.#source.hear()];
  }

  /** Goes on with what an earlier link or process began, and ends what nobody knows of any more. */
  async #resume(pending: readonly Operation[], executing: readonly Operation[]): Promise<void> {
    const { ledger } = this.#works;
    const present = new Set([...pending, ...executing].map(({ id }) => id));
    for (const record of ledger.of(this.#connection.id)) {
      if (record.platform !== this.#platform || record.state.phase !== 'accepted') continue;
      if (present.has(record.operationId)) this.#queue(record);
      // Somebody else has ended or deleted it.
      else await ledger.remove(keyOf(record));
    }
    for (const operation of executing) {
      if (!isCommand(operation) || ledger.knows(this.#platform, operation.id)) continue;
      const owner = this.#ownerOf({ operation, identity: await this.#source.identityOf(operation) });
      if (owner.kind !== 'ours') continue;
      const why = failure(
        'begun-before',
        'It was begun before the bridge was started, and nothing is known of it',
      );
      await this.#refuse(operation, why, owner.device.devEui);
    }
  }

  #ownerOf({ identity }: FoundOperation): Owner {
    return ownerOf(identity, this.#connection, this.#works.deps);
  }

  async #take(found: FoundOperation): Promise<void> {
    const { operation } = found;
    if (this.#works.ledger.knows(this.#platform, operation.id)) return;
    const owner = this.#ownerOf(found);
    if (owner.kind === 'ours') return this.#accept(operation, owner);
    // Who listens for all answers for those that are nobody's.
    if (owner.kind === 'others' || !this.#source.isLeading) return;
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
    const made = await makeDownlink(operation, owner, {
      ports,
      drivers,
      configuration: this.#connection.configuration,
      now: clock.now(),
      validityMs: settings.validity,
      isTaken: (id) => ledger.byCorrelation(id) !== undefined,
    });
    if (!made.ok) return this.#refuse(operation, made.failure, owner.device.devEui);
    const record: CommandRecord = {
      v: 1,
      operationId: operation.id,
      connectionId: this.#connection.id,
      platform: this.#platform,
      downlink: made.downlink,
      state: { phase: 'accepted' },
    };
    await ledger.add(record);
    this.#queue(record);
  }

  #queue(record: CommandRecord): void {
    const key = keyOf(record);
    if (this.#inLanes.has(key)) return;
    this.#inLanes.add(key);
    this.#lanes.push(record.downlink.devEui, async () => {
      try {
        await this.#sender.send(key);
      } finally {
        this.#inLanes.delete(key);
      }
    });
  }

  /** Ends an operation that is never sent. */
  async #refuse(operation: Operation, why: Failure, devEui: string | undefined): Promise<void> {
    // First told there, then here: what could not be told is refused again.
    await this.#teller.tell(operation.id, { status: 'FAILED', failureReason: why.message });
    this.#works.tellFailed(this.#connection.id, { operationId: operation.id, devEui, reason: why.message });
  }
}
