import type { Connection } from './connection.ts';
import type { ConnectionMetrics, MetricsHistory, MetricsSpan, Traffic } from './connection-metrics.ts';
import type { ConnectionState } from './connection-state.ts';

/** What a running connection says of itself. */
export interface ConnectionStatus {
  readonly state: ConnectionState;
  /** Why it is in that state, for people; no secret in it. */
  readonly reason?: string;
  /** ISO 8601; when the link was last opened. */
  readonly startupTime?: string;
  /** ISO 8601; when the next attempt is made, while one is due. */
  readonly nextRestart?: string;
}

/** Runs the connections: owns their states, links and deliveries. Commands return at once; changes are told as events. */
export interface Supervisor {
  /** A connection was created, changed or found in the store: brings the running one in line with it. */
  apply(connection: Connection): void;
  /**
   * Resolves when it is durable where a new connection begins to read: what is accepted for it from then on is not lost,
   * whatever happens. @throws Error when the storage fails
   */
  ready(connectionId: string): Promise<void>;
  /** The connection was deleted: closes it; resolves when nothing more is sent for it. */
  remove(connectionId: string): Promise<void>;
  start(connectionId: string): void;
  stop(connectionId: string): void;
  restart(connectionId: string): void;
  status(connectionId: string): ConnectionStatus;
  metrics(connectionId: string): ConnectionMetrics;
  /** The same counters over time. */
  history(connectionId: string, span: MetricsSpan): MetricsHistory;
  traffic(connectionId: string): Traffic;
  /** Closes all links; resolves when nothing is left. */
  close(): Promise<void>;
}
