import type { Storage } from '../storage/storage.ts';
import type { DeliveryLink } from '../uplinks/delivery/delivery-deps.ts';
import { aborted } from './asking.ts';
import { keyOf } from './command-record.ts';
import { CommandWorks, type CommandWorksDeps } from './command-works.ts';
import { failure } from './failures.ts';
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
  /**
   * The connection is being deleted: its commands fail, and Cumulocity is told while the link is open; then what is kept
   * for it is let go of. Called once more when the link is closed.
   */
  drop(connectionId: string): Promise<void>;
  /** Stops following the store. */
  close(): void;
}

export type CommandsDeps = CommandWorksDeps & { readonly storage: Storage };

/** How long a deletion waits for Cumulocity to be told of commands under way, in milliseconds. */
const LAST_WORDS_MS = 5000;

/** Makes the commands of all connections; what was under way is read from the store. */
export function createCommands(deps: CommandsDeps): Commands {
  const { clock, logger, ports, storage } = deps;
  const ledger = new Ledger({ storage, clock });
  const works = new CommandWorks(deps, ledger);
  /** Connections whose link is open. */
  const open = new Set<string>();

  async function report(root: string, body: unknown): Promise<void> {
    const read = ports.readReport(root, body);
    if (read === undefined) return;
    await ledger.loaded;
    const { devEui, correlationId, outcome, reason } = read;
    const record = ports.matchReport(read, ledger);
    if (record === undefined) {
      logger.debug({ devEui, correlationId, root }, 'report about no command of ours');
      deps.onReport('unmatched');
      return;
    }
    const { operationId, connectionId } = record;
    if (outcome === 'unsaid') {
      logger.warn({ devEui, operationId, connectionId, root }, 'report without a delivery status');
      deps.onReport('undecided');
      return;
    }
    const changed = await works.advance(
      keyOf(record),
      outcome === 'delivered'
        ? { kind: 'delivered' }
        : { kind: 'failed', reason: reason ?? 'the network gave no reason' },
    );
    deps.onReport(changed ? 'matched' : 'unmatched');
  }

  async function drop(connectionId: string): Promise<void> {
    await ledger.loaded;
    const reason = failure('connection-deleted', 'The connection was deleted').message;
    for (const record of ledger.of(connectionId)) {
      await works.advance(keyOf(record), { kind: 'failed', reason });
    }
    if (open.has(connectionId)) await clock.wait('the last commands are told', emptied(connectionId));
    for (const record of ledger.of(connectionId)) await ledger.remove(keyOf(record));
  }

  /** Resolves when all commands of a connection are told, or it has taken too long. */
  function emptied(connectionId: string): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        timer.cancel();
        unwatch();
        resolve();
      };
      const check = () => {
        if (ledger.of(connectionId).length === 0) done();
      };
      const timer = clock.timer('the last commands are told', LAST_WORDS_MS, done);
      const unwatch = ledger.watch(check);
      check();
    });
  }

  return {
    run: (link) =>
      clock.activity(`commands of connection ${link.connection.id}`, async () => {
        await ledger.loaded;
        open.add(link.connection.id);
        try {
          return await runLink(works, link);
        } finally {
          open.delete(link.connection.id);
        }
      }),
    report: (root, body) => clock.activity('report about a downlink', () => report(root, body)),
    drop: (connectionId) =>
      clock.activity(`drop commands of connection ${connectionId}`, () => drop(connectionId)),
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
