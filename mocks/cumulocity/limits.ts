/** What bounds the twin's memory. Records beyond a limit push the oldest out (counted in `stats()`). */
export interface TwinLimits {
  /** Managed objects a tenant; more are refused. */
  readonly managedObjects: number;
  /** Measurements a tenant. */
  readonly measurements: number;
  /** Events a tenant. */
  readonly events: number;
  /** Alarms a tenant. */
  readonly alarms: number;
  /** Operations a tenant. */
  readonly operations: number;
  /** Messages that wait for a realtime client that doesn't poll. */
  readonly realtimeBacklog: number;
  /** Milliseconds for which a message waits for a realtime client: about 10 s on the platform. */
  readonly realtimeBufferMs: number;
  /** Milliseconds for which a poll without messages is held; a request of 5 minutes is the platform's longest. */
  readonly realtimeHoldMs: number;
  /** Requests kept in the journal, over all tenants. */
  readonly journal: number;
  /** Bytes of a request body; the platform takes documents of 16 MB at most. */
  readonly bodyBytes: number;
}

export const LIMIT_DEFAULTS: TwinLimits = {
  managedObjects: 20_000,
  measurements: 200_000,
  events: 100_000,
  alarms: 50_000,
  operations: 50_000,
  realtimeBacklog: 1_000,
  realtimeBufferMs: 10_000,
  realtimeHoldMs: 240_000,
  journal: 10_000,
  bodyBytes: 16 * 1024 * 1024,
};
