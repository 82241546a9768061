import type { Capture, Envelope } from '../../recording/index.ts';
import { createWorld, type WorldOptions } from '../../simulation/index.ts';
import { type Comparison, compare } from './compare.ts';
import { type PerformOptions, perform } from './perform.ts';
import { scriptOf, whatIsMissing } from './script.ts';

export interface ReplayOptions extends PerformOptions {
  /** Breaks the bridge on purpose. */
  readonly defect?: NonNullable<WorldOptions['defect']>;
}

export interface Replay extends Comparison {
  /** What was recorded of the fresh world. */
  readonly envelopes: readonly Envelope[];
  /** What the recording lacks, so that less can happen again than happened. */
  readonly missing: string | undefined;
}

/** So much longer than the recording the replay goes on: what was under way at its end may still arrive. */
const AFTER_MS = 60_000;

/**
 * Lets a recording happen again in a fresh world of virtual time, and holds what comes of it against what was recorded.
 *
 * @throws ReproductionError nothing-to-replay
 */
export async function replay(capture: Capture, options: ReplayOptions = {}): Promise<Replay> {
  const script = scriptOf(capture);
  const world = await createWorld({
    seed: capture.header.seed ?? 'replay',
    run: 'replay',
    start: script.start,
    ...(options.defect === undefined ? {} : { defect: options.defect }),
  });
  try {
    await perform(world, script, options);
    const rest = script.end + AFTER_MS - world.clock.now();
    if (rest > 0) await world.advance(rest);
    const envelopes = world.journal.all();
    return { ...compare(capture.envelopes, envelopes), envelopes, missing: whatIsMissing(script) };
  } finally {
    await world.stop();
  }
}
