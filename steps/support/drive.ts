import type { World as Simulation } from '../../src/simulation/index.ts';

/** How much virtual time a request of a step may take. */
const PATIENCE_MS = 10 * 60_000;

/**
 * Awaits what a step started. In virtual time the clock moves on while it is not done: a request may wait for a slow
 * platform.
 */
export async function drive<T>({ virtualClock }: Simulation, work: Promise<T>): Promise<T> {
  if (virtualClock !== undefined) {
    let done = false;
    const note = () => {
      done = true;
    };
    work.then(note, note);
    await virtualClock.advanceUntil(() => done, PATIENCE_MS);
    if (!done)
      throw new Error(`What the step asked for was not done within ${PATIENCE_MS / 60_000} minutes.`);
  }
  return await work;
}
