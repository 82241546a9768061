import { CumulocityError } from '../cumulocity/errors.ts';
import type { OperationUpdate } from '../cumulocity/operations.ts';
import type { DeliveryLink } from '../uplinks/delivery/delivery-deps.ts';
import { SignalFlag } from '../uplinks/delivery/signal-flag.ts';
import { type AskOptions, aborted, ask } from './asking.ts';
import { type CommandRecord, keyOf, platformOf } from './command-record.ts';
import type { CommandWorks } from './command-works.ts';
import { type Failure, failure } from './failures.ts';

/** Its operation is out of reach: only this event tells of its end. */
const MOVED = failure('connection-moved', 'The connection was moved to another tenant');
const SWITCHED_OFF = failure('switched-off', 'Commands were switched off before it was sent');

/** Tells Cumulocity how the commands of one link ended, and ends those whose report does not come. */
export class Teller {
  readonly #works: CommandWorks;
  readonly #link: DeliveryLink;
  readonly #ask: AskOptions;

  constructor(works: CommandWorks, link: DeliveryLink, options: AskOptions) {
    this.#works = works;
    this.#link = link;
    this.#ask = options;
  }

  async run(): Promise<never> {
    const { ledger, deps } = this.#works;
    const { clock } = deps;
    const { signal } = this.#ask;
    const wake = new SignalFlag();
    const raise = () => wake.raise();
    const unwatch = ledger.watch(raise);
    signal.addEventListener('abort', raise);
    try {
      for (;;) {
        if (signal.aborted) throw aborted();
        const due = await this.#round();
        const timer =
          due === undefined ? undefined : clock.timer('report of a downlink', due - clock.now(), raise);
        try {
          await clock.wait('commands to end', wake.next());
        } finally {
          timer?.cancel();
        }
      }
    } finally {
      unwatch();
      signal.removeEventListener('abort', raise);
    }
  }

  /** Tells an operation its status; one that is gone, or refuses it, needs no telling. */
  async tell(operationId: string, update: OperationUpdate): Promise<void> {
    try {
      await ask(this.#ask, () => this.#link.client.operations.update(operationId, update));
    } catch (error) {
      if (!(error instanceof CumulocityError)) throw error;
      const { connection } = this.#link;
      this.#works.deps.logger.warn(
        { connectionId: connection.id, operationId, status: update.status, reason: error.message },
        'operation can not be told',
      );
    }
  }

  /** Deals with all that is due; gives when the next one will be. */
  async #round(): Promise<number | undefined> {
    const { ledger, deps } = this.#works;
    const { connection } = this.#link;
    const here = platformOf(connection.configuration);
    let next: number | undefined;
    for (const record of ledger.of(connection.id)) {
      if (record.platform !== here) {
        await this.#fail(record, MOVED);
        await ledger.remove(keyOf(record));
        continue;
      }
      const { state } = record;
      if (state.phase === 'accepted' && !connection.configuration.downlinkEnabled) {
        await this.#fail(record, SWITCHED_OFF);
      }
      if (state.phase === 'ended') await this.#end(record, state);
      else if (state.phase !== 'published') continue;
      else if (state.deadline > deps.clock.now())
        next = Math.min(next ?? Number.POSITIVE_INFINITY, state.deadline);
      else
        await this.#fail(record, failure('no-report', state.doubt ?? 'The network gave no report in time'));
    }
    return next;
  }

  async #end(
    record: CommandRecord,
    state: Extract<CommandRecord['state'], { phase: 'ended' }>,
  ): Promise<void> {
    await this.tell(
      record.operationId,
      state.status === 'SUCCESSFUL'
        ? { status: 'SUCCESSFUL' }
        : { status: 'FAILED', failureReason: state.reason },
    );
    await this.#works.ledger.remove(keyOf(record));
  }

  async #fail(record: CommandRecord, { message: reason }: Failure): Promise<void> {
    await this.#works.advance(keyOf(record), { kind: 'failed', reason });
  }
}
