import { z } from 'zod';

const count = z.number().int().nonnegative();

/** The documented counters of a connection, over the last hour and the last 24 hours. */
export const connectionMetricsSchema = z.object({
  activeThingsLast1h: count,
  activeThingsLast24h: count,
  uplinksLast1h: count,
  uplinksLast24h: count,
  uplinksLast1hFailed: count,
  uplinksLast24hFailed: count,
  downlinksLast1h: count,
  downlinksLast24h: count,
  downlinksLast1hFailed: count,
  downlinksLast24hFailed: count,
  /** Messages lost (expired, set aside) or filtered (join requests, acknowledgements, unknown devices). */
  messagesLost: count,
});
export type ConnectionMetrics = z.infer<typeof connectionMetricsSchema>;

/** Counted since the start of the bridge, and what waits at present. */
export interface Traffic {
  readonly uplinks: number;
  readonly uplinksFailed: number;
  readonly downlinks: number;
  readonly downlinksFailed: number;
  /** Accepted uplinks that the connection has not passed yet, those of other connections among them. */
  readonly waiting: number;
}

export type MetricsSpan = 'hour' | 'day';

/** The same counters over time: what was counted in each of equal parts of the last hour or day, oldest first. */
export interface MetricsHistory {
  /** Where the first part begins, and how long each is; milliseconds, the first since 1970. */
  readonly from: number;
  readonly stepMs: number;
  readonly uplinks: readonly number[];
  readonly uplinksFailed: readonly number[];
  readonly downlinks: readonly number[];
  readonly downlinksFailed: readonly number[];
}
