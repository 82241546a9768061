import type { Storage } from '../storage/storage.ts';
import type { DeliveryLink } from '../uplinks/delivery/delivery-deps.ts';
import { aborted } from './asking.ts';
import { keyOf } from './command-record.ts';
import { CommandWorks, type CommandWorksDeps } from './command-works.ts';
import { Ledger } from './ledger.ts';
import { LinkCommands } from './link-commands.ts';

/** The way back of all connections: operations of Cumulocity become downlinks, the network's reports end them. */
export interface Commands {
  /**
   * Takes the operations of one open link until it breaks or is aborted; never returns otherwise.
   *
   * @throws {LinkBroken} saying why
   */
  run(link: DeliveryLink): Promise<never>;
  /**
   * A document of the network that is no uplink, such as `DevEUI_downlink_Sent`; resolves when what follows from it is
   * durable.
   */
  report(root: string, body: unknown): Promise<void>;
  /** The connection was deleted: lets go of what is kept for it. */
  drop(connectionId: string): Promise<void>;
  /** Stops following the store. */
  close(): void;
}

export type CommandsDeps = CommandWorksDeps & { readonly storage: Storage };

/** Makes the commands of all connections; what was under way is read from the store. */
export function createCommands(deps: CommandsDeps): Commands {
  const { clock, logger, ports, storage } = deps;
  const ledger = new Ledger({ storage, clock });
  const works = new CommandWorks(deps, ledger);

  async function report(root: string, body: unknown): Promise<void> {
    const read = ports.readReport(root, body);
    if (read === undefined) return;
    await ledger.loaded;
    const { devEui, correlationId, outcome, reason } = read;
    const record = ports.matchReport(read, ledger.all());
    if (record === undefined) {
      logger.debug({ devEui, correlationId, root }, 'report about no command of ours');
      return;
    }
    const { operationId, connectionId } = record;
    if (outcome === 'unsaid') {
      logger.warn({ devEui, operationId, connectionId, root }, 'report without a delivery status');
      return;
    }
    await works.advance(
      keyOf(record),
      outcome === 'delivered'
        ? { kind: 'delivered' }
        : { kind: 'failed', reason: reason ?? 'the network gave no reason' },
    );
  }

  return {
    run: (link) =>
      clock.activity(`commands of connection ${link.connection.id}`, async () => {
        await ledger.loaded;
        return runLink(works, link);
      }),
    report: (root, body) => clock.activity('report about a downlink', () => report(root, body)),
    async drop(connectionId) {
      await ledger.loaded;
      await Promise.all(ledger.of(connectionId).map((record) => ledger.remove(keyOf(record))));
    },
    close: () => ledger.close(),
  };
}

/** Runs what belongs to one link side by side; the first failure ends all, and comes out when all have ended. */
async function runLink(works: CommandWorks, link: DeliveryLink): Promise<never> {
  const { clock } = works.deps;
  const ending = new AbortController();
  const end = () => ending.abort(new Error('the link is being closed'));
  link.signal.addEventListener('abort', end);
  if (link.signal.aborted) end();
  const failures: unknown[] = [];
  const { tasks } = new LinkCommands(works, link, ending.signal);
  const running = tasks.map((task, index) =>
    clock
      .activity(`commands of connection ${link.connection.id}, task ${index + 1}`, task)
      .catch((error: unknown) => {
        failures.push(error);
        end();
      }),
  );
  try {
    await Promise.all(running);
  } finally {
    link.signal.removeEventListener('abort', end);
  }
  throw failures[0] ?? aborted();
}
