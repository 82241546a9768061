import { CumulocityError } from '../cumulocity/errors.ts';
import type { DeliveryLink } from '../uplinks/delivery/delivery-deps.ts';
import { type AskOptions, ask, pause } from './asking.ts';
import { type CommandRecord, keyOf } from './command-record.ts';
import type { CommandWorks } from './command-works.ts';
import { type Failure, failure } from './failures.ts';
import { EXPIRED } from './make-downlink.ts';

/** How often the broker is tried while it is away. */
const BROKER_EVERY_MS = 5000;
/** One that was on air when the queue was emptied is still reported. */
const FLUSHED_GRACE_MS = 60_000;

/** Sends the commands of one link: EXECUTING is told, then the downlink is published. */
export class Sender {
  readonly #works: CommandWorks;
  readonly #link: DeliveryLink;
  readonly #ask: AskOptions;

  constructor(works: CommandWorks, link: DeliveryLink, options: AskOptions) {
    this.#works = works;
    this.#link = link;
    this.#ask = options;
  }

  /** Sends one that was accepted; resolves when the next one of its device may follow. */
  async send(key: string): Promise<void> {
    const { ledger } = this.#works;
    const record = ledger.find(key);
    if (record?.state.phase !== 'accepted') return;
    if (record.downlink.validUntil <= this.#works.deps.clock.now()) return this.#fail(key, EXPIRED);
    if (!(await this.#tellExecuting(record))) return ledger.remove(key);
    this.#works.tellState(record, 'EXECUTING');
    await this.#spaced(record);
    await this.#publish(key, record);
  }

  /** False when the operation is gone. */
  async #tellExecuting({ operationId }: CommandRecord): Promise<boolean> {
    try {
      await ask(this.#ask, () => this.#link.client.operations.update(operationId, { status: 'EXECUTING' }));
      return true;
    } catch (error) {
      if (error instanceof CumulocityError && error.code === 'not-found') return false;
      throw error;
    }
  }

  /** A rejection without correlation id is put down to the youngest: there must be one youngest for a while. */
  async #spaced({ downlink: { devEui } }: CommandRecord): Promise<void> {
    const { clock, settings } = this.#works.deps;
    const rest = this.#works.lastPublished(devEui) + settings.spacing - clock.now();
    if (rest > 0) await pause(this.#ask, rest);
  }

  async #publish(key: string, record: CommandRecord): Promise<void> {
    const { clock, settings } = this.#works.deps;
    const givenUpAt = Math.min(clock.now() + settings.brokerTimeout, record.downlink.validUntil);
    while (!(await this.#tryPublish(key, record))) {
      if (clock.now() >= givenUpAt) {
        return this.#fail(key, failure('broker-away', 'The broker could not be reached for too long'));
      }
      await pause(this.#ask, Math.min(BROKER_EVERY_MS, givenUpAt - clock.now()));
    }
  }

  async #fail(key: string, { message }: Failure): Promise<void> {
    await this.#works.advance(key, { kind: 'failed', reason: message });
  }

  /** False while the broker is away. */
  async #tryPublish(key: string, record: CommandRecord): Promise<boolean> {
    const { ledger, deps } = this.#works;
    const { clock, broker, ports, settings, logger } = deps;
    if (!broker.connected()) return false;
    const { downlink } = record;
    const { downlinkAsId: asId, downlinkAsKey: asKey } = this.#link.connection.configuration;
    const now = clock.now();
    const topic = settings.downlinkTopic.replaceAll('{DevEUI}', downlink.devEui);
    const text = JSON.stringify(ports.assemble(downlink, now, { asId, asKey }));
    // Durable before it leaves: after a crash nobody knows whether it has left, and it is not sent twice.
    const deadline = downlink.validUntil + settings.reportTimeout;
    const published = await ledger.apply(key, { kind: 'publish', at: now, deadline });
    // It has ended meanwhile: its connection is being deleted.
    if (published === undefined) return true;
    if (!broker.connected()) {
      await ledger.apply(key, { kind: 'not-published' });
      return false;
    }
    this.#works.notePublished(downlink.devEui, now);
    try {
      await clock.wait('the downlink is published', this.#handedOver(broker.publish(topic, text)));
    } catch (error) {
      // It may have left all the same, and a command is sent once: what is left is to wait for a report.
      logger.warn({ operationId: record.operationId, error }, 'downlink not acknowledged by the broker');
      const doubt = 'The broker did not acknowledge the downlink, and the network gave no report of it';
      await ledger.apply(key, { kind: 'doubted', deadline: now + settings.reportTimeout, doubt });
    }
    if (downlink.flush) await this.#doubtOthers(published);
    return true;
  }

  /**
   * Resolves when the broker has acknowledged, the link is closed, or it has taken long enough: the library keeps a message
   * that it has taken, and sends it again.
   */
  #handedOver(published: Promise<void>): Promise<void> {
    const { signal } = this.#ask;
    const { clock, settings } = this.#works.deps;
    return new Promise<void>((resolve, reject) => {
      const goOn = () => {
        timer.cancel();
        signal.removeEventListener('abort', goOn);
        resolve();
      };
      const timer = clock.timer('acknowledgement of a downlink', settings.brokerTimeout, goOn);
      signal.addEventListener('abort', goOn, { once: true });
      published.catch(reject).finally(goOn);
    });
  }

  /** The network throws away what it had queued for the device, and reports nothing of it. */
  async #doubtOthers({ downlink, operationId }: CommandRecord): Promise<void> {
    const { ledger, deps } = this.#works;
    const doubt = `The device’s queue in the network was emptied by operation ${operationId}`;
    const deadline = deps.clock.now() + FLUSHED_GRACE_MS;
    for (const other of ledger.all()) {
      const isQueued = other.downlink.devEui === downlink.devEui && other.operationId !== operationId;
      if (isQueued) await ledger.apply(keyOf(other), { kind: 'doubted', deadline, doubt });
    }
  }
}
