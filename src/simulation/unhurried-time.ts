import { eventually, type RealClock } from '../clock/index.ts';
import { NotOnThisTarget } from '../conformance/targets/index.ts';
import type { World } from './world.ts';

/** The longest that a step waits in real time, in milliseconds: less than its own limit. */
const LONGEST_WAIT_MS = 45_000;

/** How long a step waits before it looks again, in milliseconds. */
const LOOK_EVERY_MS = 100;

/** A span in which a bridge may do what it was waiting for, in milliseconds: what it has not done by then may yet come. */
const LONG_SPAN_MS = 5 * 60_000;

export interface UnhurriedTimeOptions {
  readonly clock: RealClock;
  /** How long to wait where a step names no limit, in milliseconds; it may grow while the scenario goes on. */
  readonly usualMs: () => number;
  /** The longest that a step lets pass because its scenario says so, in milliseconds. */
  readonly passesMs: number;
  /** How long it is watched that something does not happen, in milliseconds. */
  readonly quietMs: number;
  /** Why what has not come true in time may yet do so, where that can't be told from what never will. */
  readonly mayTakeLonger?: () => string | undefined;
  /** Throws when the run is to end. */
  readonly expectGoing?: () => void;
}

/**
 * Time around a bridge that lives by a clock of its own, for scenarios that were written for a clock that can be advanced:
 * short spans are waited for, and what needs long ones ends the step with {@link NotOnThisTarget}.
 */
export function createUnhurriedTime({
  clock,
  usualMs,
  passesMs,
  quietMs,
  mayTakeLonger = () => undefined,
  expectGoing = () => undefined,
}: UnhurriedTimeOptions): Pick<World, 'eventually' | 'advance' | 'watch'> {
  // The platform is in this process as well: whoever looks without a pause slows down what he waits for.
  const pause = () => clock.sleep(LOOK_EVERY_MS, { name: 'before the next look' });
  let cutShort = false;

  return {
    eventually: async (what, check, withinMs) => {
      const usual = usualMs();
      const isTooLong = withinMs !== undefined && withinMs > LONGEST_WAIT_MS;
      const longest = isTooLong ? usual : (withinMs ?? usual);
      let stop: NotOnThisTarget | undefined;
      let last = 'there was no answer';
      const found = await eventually(
        clock,
        what,
        async () => {
          try {
            expectGoing();
            const value = await check();
            if (value !== undefined && value !== null && value !== false) return { value };
            last = 'it was not so';
            await pause();
            return undefined;
          } catch (error) {
            if (!(error instanceof NotOnThisTarget)) {
              last = error instanceof Error ? error.message : String(error);
              await pause();
              throw error;
            }
            stop = error;
            return 'stopped' as const;
          }
        },
        { withinMs: longest },
      ).catch((error: unknown) => {
        if (cutShort) {
          throw new NotOnThisTarget(
            'It needs all the time in which nothing was to happen, and that was cut short.',
          );
        }
        const doubt = mayTakeLonger();
        if (doubt !== undefined) throw new NotOnThisTarget(doubt);
        if (withinMs === undefined || !isTooLong) {
          throw new Error(`Waited ${longest} ms for ${what}; at last: ${last}`, { cause: error });
        }
        throw new NotOnThisTarget(
          `It may take ${Math.round(withinMs / 60_000)} minutes, and was awaited for ${longest / 1000} seconds only.`,
        );
      });
      if (found === 'stopped') throw stop;
      return found.value;
    },
    advance: async (ms) => {
      if (ms > passesMs) throw new NotOnThisTarget('It needs time to pass faster than this target’s does.');
      await clock.sleep(ms, { name: 'time passes' });
    },
    watch: async (ms) => {
      cutShort ||= ms > LONG_SPAN_MS;
      await clock.sleep(Math.min(ms, quietMs), { name: 'nothing is to happen' });
    },
  };
}
