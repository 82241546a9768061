import type { EventLog } from '../events/event.ts';
import type { BridgeParts } from '../parts.ts';
import type { Supervisor } from './supervisor.ts';

/** What the connections stand on: parts of the bridge, its event log, and limits. */
export type SupervisorDeps = Pick<
  BridgeParts,
  | 'clock'
  | 'random'
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
  readonly limits?: Partial<ConnectionLimits>;
};

/** How long and how much; milliseconds unless said otherwise. */
export interface ConnectionLimits {
  readonly connectMs: number;
  readonly headersMs: number;
  readonly bodyMs: number;
  /** Waits between the tries of one request that a busy or failing platform refused; then the link is given up. */
  readonly retryDelaysMs: readonly number[];
  /** Uplinks taken from the log at once. */
  readonly batch: number;
  /** Measurements in one request. */
  readonly bulk: number;
  /** Requests of one connection at the same time. */
  readonly parallel: number;
  /** Entries that stay in the log after delivery, so that a repeated frame is still recognised after a restart. */
  readonly keepEntries: number;
}

/** The supervisor as the intake needs it. */
export interface RunningSupervisor extends Supervisor {
  /** Messages for these connections were no data (join requests, acknowledgements): counted as filtered. */
  noteFiltered(connectionIds: readonly string[]): void;
}
