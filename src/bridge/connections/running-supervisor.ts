import type { Commands } from '../commands/commands.ts';
import type { EventLog } from '../events/event.ts';
import type { BridgeParts } from '../parts.ts';
import type { LowWater } from '../uplinks/delivery/log-room.ts';
import { Positions } from '../uplinks/delivery/positions.ts';
import { openUplinkLog } from '../uplinks/uplink-log.ts';
import { createConnectionIdentities } from './connection-identities.ts';
import { type ConnectionLimits, DEFAULT_LIMITS } from './connection-limits.ts';
import { Link } from './link.ts';
import type { LinkDeps } from './link-deps.ts';
import { MetricsCounter } from './metrics-counter.ts';
import type { Supervisor } from './supervisor.ts';

/** What the connections stand on: parts of the bridge, its event log, and limits. */
export type SupervisorDeps = Pick<
  BridgeParts,
  | 'clock'
  | 'secureRandom'
  | 'recorder'
  | 'logger'
  | 'storage'
  | 'http'
  | 'drivers'
  | 'mapper'
  | 'createRegistry'
  | 'reconnect'
> & {
  readonly events: EventLog;
  readonly commands: Commands;
  readonly limits?: Partial<ConnectionLimits>;
  /** Told where the slowest connection is in the log of uplinks. */
  readonly onLowWater?: (low: LowWater) => void;
} & Partial<Pick<BridgeParts, 'linkTransition'>>;

/** The supervisor as the intake needs it. */
export interface RunningSupervisor extends Supervisor {
  /** Messages for these connections were no data (join requests, acknowledgements): counted as filtered. */
  noteFiltered(connectionIds: readonly string[]): void;
  /** A command ended: counted as a downlink. */
  noteDownlink(connectionId: string, devEui: string, outcome: 'delivered' | 'failed'): void;
}

/** Makes the supervisor; it runs what is applied to it. */
export function createSupervisor(deps: SupervisorDeps): RunningSupervisor {
  const { storage, secureRandom, ...rest } = deps;
  const limits = { ...DEFAULT_LIMITS, ...deps.limits };
  const log = openUplinkLog(storage);
  const { clock } = deps;
  const positions = new Positions({
    storage,
    log,
    clock,
    keepEntries: limits.keepEntries,
    ...(deps.onLowWater === undefined ? {} : { onLowWater: deps.onLowWater }),
  });
  const identities = createConnectionIdentities(storage, secureRandom);
  const linkDeps: LinkDeps = { ...rest, limits, log, positions, identities };
  const links = new Map<string, Link>();
  const command = (id: string, event: 'start' | 'stop' | 'restart') =>
    links.get(id)?.dispatch(event, `${event} was asked for`);

  return {
    apply: (connection) => {
      const link = links.get(connection.id);
      if (link === undefined) links.set(connection.id, new Link(linkDeps, connection));
      else link.apply(connection);
    },
    ready: async (id) => {
      await links.get(id)?.ready;
    },
    remove: (id) =>
      clock.activity(`remove connection ${id}`, async () => {
        const link = links.get(id);
        links.delete(id);
        // While the link is still open, so that commands under way are told; then what came in the very last moment.
        await deps.commands.drop(id);
        await link?.shutDown('the connection was deleted');
        await link?.abandon();
        await deps.commands.drop(id);
        await positions.drop(id);
        await identities.drop(id);
      }),
    start: (id) => command(id, 'start'),
    stop: (id) => command(id, 'stop'),
    restart: (id) => command(id, 'restart'),
    status: (id) => links.get(id)?.status() ?? { state: 'CLOSED' },
    metrics: (id) => links.get(id)?.metrics() ?? new MetricsCounter(clock).read(),
    history: (id, span) => (links.get(id) ?? new MetricsCounter(clock)).history(span),
    traffic: (id) => links.get(id)?.traffic() ?? { ...new MetricsCounter(clock).totals(), waiting: 0 },
    noteFiltered: (ids) => {
      for (const id of ids) links.get(id)?.noteFiltered();
    },
    noteDownlink: (id, devEui, outcome) => links.get(id)?.noteDownlink(devEui, outcome),
    close: () =>
      clock.activity('close all connections', async () => {
        const open = [...links.values()];
        links.clear();
        await Promise.all(
          open.map((link) =>
            clock.activity('close a connection', () =>
              link.shutDown('the bridge is stopped', limits.closeMs),
            ),
          ),
        );
      }),
  };
}
