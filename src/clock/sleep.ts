import type { Timer } from './clock.ts';

/**
 * A sleep made of a timer: what `park` returned is called before the promise settles, and neither timer nor listener
 * outlives it.
 *
 * @throws the signal's reason, if it is or gets aborted.
 */
export function sleepOn(
  set: (fire: () => void) => Timer,
  park: () => () => void,
  signal: AbortSignal | undefined,
): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(signal.reason);
      return;
    }
    const abort = () => {
      timer.cancel();
      woken();
      reject(signal?.reason);
    };
    const timer = set(() => {
      signal?.removeEventListener('abort', abort);
      woken();
      resolve();
    });
    const woken = park();
    signal?.addEventListener('abort', abort, { once: true });
  });
}
