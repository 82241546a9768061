import type { Clock } from '../../../clock/index.ts';
import { CumulocityError, type CumulocityErrorCode } from '../../cumulocity/errors.ts';
import { LinkBroken } from './link-broken.ts';
import type { Pace } from './pace.ts';
import { Postponed } from './postponed.ts';

export interface RetryOptions {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Waits between the tries, in milliseconds. */
  readonly delaysMs: readonly number[];
  readonly pace: Pace;
}

/** What the platform may get over by itself. */
const PASSING: ReadonlySet<CumulocityErrorCode> = new Set([
  'server-error',
  'unreachable',
  'untrusted',
  'not-allowed',
  'unexpected-answer',
]);

/** A platform that asks for a longer rest than this is taken for lost instead of slow. */
const LONGEST_REST_MS = 300_000;

/**
 * Tries a call a few times. What concerns the link as a whole comes out as {@link LinkBroken}; that the platform asks to
 * slow down comes out as {@link Postponed}; what concerns the data (unknown source, refused, conflict, too large) comes
 * out as the {@link CumulocityError} it is.
 */
export async function retrying<T>(options: RetryOptions, call: () => Promise<T>): Promise<T> {
  const { clock, pace, signal } = options;
  for (let tries = 0; ; tries += 1) {
    if (signal.aborted) throw new LinkBroken('aborted', CLOSING);
    // Another request of this connection was told to wait: so is this one.
    if (pace.restMs(clock.now()) > 0) throw new Postponed();
    try {
      return await call();
    } catch (error) {
      await rested(options, restBefore(options, tries, error));
    }
  }
}

const CLOSING = 'the link is being closed';

/** How long to wait before the call is tried again. @throws what is to come out when it isn't */
function restBefore({ clock, signal, delaysMs, pace }: RetryOptions, tries: number, error: unknown): number {
  if (!(error instanceof CumulocityError)) throw error;
  if (error.code === 'aborted' || signal.aborted) throw new LinkBroken('aborted', CLOSING);
  if (error.code === 'unauthenticated') throw new LinkBroken('refused', error.message);
  if (error.code !== 'busy' && !PASSING.has(error.code)) throw error;
  const { retryAfterMs = 0 } = error;
  if (retryAfterMs > LONGEST_REST_MS) throw new LinkBroken('lost', error.message);
  if (error.code === 'busy') {
    pace.slowDown(clock.now(), retryAfterMs);
    throw new Postponed();
  }
  const delay = delaysMs[tries];
  if (delay === undefined) throw new LinkBroken('lost', error.message);
  return Math.max(delay, retryAfterMs);
}

/** Waits; an abort meanwhile ends it as {@link LinkBroken}. */
export async function rested(
  { clock, signal }: Pick<RetryOptions, 'clock' | 'signal'>,
  ms: number,
): Promise<void> {
  try {
    await clock.sleep(ms, { name: 'wait before the next try', signal });
  } catch (error) {
    if (signal.aborted) throw new LinkBroken('aborted', CLOSING);
    throw error;
  }
}
