/** The documented strategies (ThingPark X IoT Flow, About connections, Common parameters, `reconnectStrategy`). */
export type ReconnectStrategy = 'CALM' | 'NORMAL' | 'AGGRESSIVE';

/** Decides when a connection that was lost is tried again. */
export interface ReconnectPolicy {
  /**
   * When attempt number `attempt` (from 1) is due, in milliseconds after the connection was lost, its random delay
   * included; undefined: the strategy has given up.
   */
  offset(strategy: ReconnectStrategy, attempt: number): number | undefined;
  /** After how long without an uplink an open connection is restarted, in milliseconds; undefined: never. */
  idleLimit(strategy: ReconnectStrategy): number | undefined;
}
