import type { Clock } from '../../clock/index.ts';
import { CumulocityError, type CumulocityErrorCode } from '../cumulocity/errors.ts';
import { LinkBroken } from '../uplinks/delivery/link-broken.ts';

export interface AskOptions {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Waits between the tries, in milliseconds. */
  readonly delaysMs: readonly number[];
}

/** What the platform may get over by itself. */
const PASSING: ReadonlySet<CumulocityErrorCode> = new Set([
  'busy',
  'server-error',
  'unreachable',
  'untrusted',
  'not-allowed',
  'unexpected-answer',
]);

/**
 * Asks Cumulocity, a few times if need be. What concerns the link as a whole comes out as {@link LinkBroken}; what
 * concerns the one thing that was asked for (gone, refused, not permitted) as the {@link CumulocityError} it is.
 */
export async function ask<T>(options: AskOptions, call: () => Promise<T>): Promise<T> {
  for (let tries = 0; ; tries += 1) {
    if (options.signal.aborted) throw aborted();
    try {
      return await call();
    } catch (error) {
      await pause(options, restBefore(options, tries, error));
    }
  }
}

function restBefore({ signal, delaysMs }: AskOptions, tries: number, error: unknown): number {
  if (!(error instanceof CumulocityError)) throw error;
  if (error.code === 'aborted' || signal.aborted) throw aborted();
  if (error.status === 401) throw new LinkBroken('refused', error.message);
  if (!PASSING.has(error.code)) throw error;
  const delay = delaysMs[tries];
  // A platform that only asks to slow down is not lost.
  if (error.code === 'busy') return Math.max(delay ?? delaysMs.at(-1) ?? 0, error.retryAfterMs ?? 0);
  if (delay === undefined) throw new LinkBroken('lost', error.message);
  return Math.max(delay, error.retryAfterMs ?? 0);
}

/** Sleeps. @throws {LinkBroken} when the link is closed meanwhile */
export async function pause(
  { clock, signal }: Pick<AskOptions, 'clock' | 'signal'>,
  ms: number,
): Promise<void> {
  try {
    await clock.sleep(ms, { name: 'commands rest', signal });
  } catch (error) {
    if (signal.aborted) throw aborted();
    throw error;
  }
}

export function aborted(): LinkBroken {
  return new LinkBroken('aborted', 'the link is being closed');
}
