import type { Clock } from '../../../clock/index.ts';
import { CumulocityError, type CumulocityErrorCode } from '../../cumulocity/errors.ts';
import { LinkBroken } from './link-broken.ts';

export interface RetryOptions {
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

/** A platform that asks for a longer rest than this is taken for lost instead of slow. */
const LONGEST_REST_MS = 300_000;

/**
 * Tries a call a few times. What concerns the link as a whole comes out as {@link LinkBroken}; what concerns the data
 * (unknown source, refused, conflict, too large) comes out as the {@link CumulocityError} it is.
 */
export async function retrying<T>(options: RetryOptions, call: () => Promise<T>): Promise<T> {
  for (let tries = 0; ; tries += 1) {
    if (options.signal.aborted) throw new LinkBroken('aborted', CLOSING);
    try {
      return await call();
    } catch (error) {
      const rest = restBefore(options, tries, error);
      await rested(options, rest);
    }
  }
}

const CLOSING = 'the link is being closed';

/** How long to wait before the call is tried again. @throws what is to come out when it isn't */
function restBefore({ signal, delaysMs }: RetryOptions, tries: number, error: unknown): number {
  if (!(error instanceof CumulocityError)) throw error;
  if (error.code === 'aborted' || signal.aborted) throw new LinkBroken('aborted', CLOSING);
  if (error.code === 'unauthenticated') throw new LinkBroken('refused', error.message);
  if (!PASSING.has(error.code)) throw error;
  const delay = delaysMs[tries];
  const rest = Math.max(delay ?? 0, error.retryAfterMs ?? 0);
  if (delay === undefined || rest > LONGEST_REST_MS) throw new LinkBroken('lost', error.message);
  return rest;
}

async function rested({ clock, signal }: RetryOptions, ms: number): Promise<void> {
  try {
    await clock.sleep(ms, { name: 'wait before the next try', signal });
  } catch (error) {
    if (signal.aborted) throw new LinkBroken('aborted', CLOSING);
    throw error;
  }
}
