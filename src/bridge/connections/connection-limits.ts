/** How long and how much a running connection may take; milliseconds unless said otherwise. */
export interface ConnectionLimits {
  readonly connectMs: number;
  readonly headersMs: number;
  readonly bodyMs: number;
  /** How long an ending bridge waits for answers to what it has sent; who ends processes kills them after a while. */
  readonly closeMs: number;
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
  /** Uplinks that may wait for one connection; beyond it the oldest fall out. */
  readonly quota: number;
  /** How long an uplink may wait for one connection. */
  readonly retentionMs: number;
}

export const DEFAULT_LIMITS: ConnectionLimits = {
  connectMs: 10_000,
  headersMs: 30_000,
  bodyMs: 30_000,
  closeMs: 5000,
  retryDelaysMs: [500, 2000, 5000],
  batch: 500,
  bulk: 100,
  parallel: 8,
  keepEntries: 10_000,
  quota: 1_000_000,
  retentionMs: 7 * 24 * 3_600_000,
};
