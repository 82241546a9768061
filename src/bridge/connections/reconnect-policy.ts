import type { Random } from '../../random/index.ts';

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

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

interface Stage {
  readonly everyMs: number;
  /** How long the stage lasts; absent: for ever. */
  readonly forMs?: number;
}

const STAGES: Readonly<Record<ReconnectStrategy, readonly Stage[]>> = {
  CALM: [
    { everyMs: 10 * MINUTE, forMs: 12 * HOUR },
    { everyMs: HOUR, forMs: DAY },
  ],
  NORMAL: [{ everyMs: 5 * MINUTE, forMs: HOUR }, { everyMs: HOUR, forMs: DAY }, { everyMs: DAY }],
  AGGRESSIVE: [
    { everyMs: 3 * MINUTE, forMs: 3 * HOUR },
    { everyMs: 30 * MINUTE, forMs: 7 * DAY },
    { everyMs: HOUR },
  ],
};

/**
 * The schedule of a strategy without its random delay: when attempt number `attempt` (from 1) is due, in milliseconds
 * after the loss. Attempts stand on a grid, so that slow ones don't stretch a stage.
 */
export function scheduledOffset(strategy: ReconnectStrategy, attempt: number): number | undefined {
  let begin = 0;
  let left = attempt;
  for (const { everyMs, forMs } of STAGES[strategy]) {
    const attempts = forMs === undefined ? Number.POSITIVE_INFINITY : forMs / everyMs;
    if (left <= attempts) return begin + left * everyMs;
    left -= attempts;
    begin += attempts * everyMs;
  }
  return undefined;
}

/** The documented strategies, each attempt delayed at random by up to `jitterMs` (default one minute). */
export function createReconnectPolicy(options: {
  readonly random: Random;
  readonly jitterMs?: number;
}): ReconnectPolicy {
  const { random, jitterMs = MINUTE } = options;
  return {
    offset: (strategy, attempt) => {
      const scheduled = scheduledOffset(strategy, attempt);
      return scheduled === undefined ? undefined : scheduled + random.int(0, jitterMs);
    },
    idleLimit: (strategy) => (strategy === 'AGGRESSIVE' ? HOUR : undefined),
  };
}
