import assert from 'node:assert/strict';
import { isoTime } from '../../src/clock/index.ts';
import { readConnection } from './management-api.ts';
import { durationOf } from './parameter-types.ts';
import type { ScenarioWorld } from './world.ts';

const MINUTE = 60_000;

/** "A random delay of about a minute" (ThingPark X IoT Flow, Common parameters, reconnectStrategy). */
export const SPREAD_MS = MINUTE;

/** The longest pause of any strategy, its random delay included. */
const LONGEST_PAUSE_MS = 24 * 60 * MINUTE + SPREAD_MS;

/** An attempt itself may take a moment before it is known to have failed. */
const SLACK_MS = 2_000;

/** Calls closer together than this belong to one attempt: strategies are minutes apart. */
const ONE_ATTEMPT_MS = 30_000;

/** A part of a strategy: how far apart attempts are, and for how long. */
export interface Stage {
  readonly everyMs: number;
  /** Undefined: for ever. */
  readonly forMs: number | undefined;
}

/** Reads a row of a strategy's table, "every 10 minutes", "for 12 hours". @throws Error when it says something else */
export function stageOf([every = '', lasting = '']: readonly string[]): Stage {
  const [, count = '', unit = ''] = /^every (\d+) (minute|hour|day)s?$/.exec(every) ?? [];
  const [, span, spanUnit] = /^for (?:(\d+) (hour|day)s?|ever)$/.exec(lasting) ?? [];
  const forMs = span === undefined || spanUnit === undefined ? undefined : durationOf(span, spanUnit).ms;
  return { everyMs: durationOf(count, unit).ms, forMs };
}

/** When the bridge called Cumulocity, as the network saw it, in milliseconds since 1970. */
export async function calls(world: ScenarioWorld): Promise<readonly number[]> {
  const { journal } = await world.simulation();
  assert.equal(journal.dropped, 0, 'the recording has lost its beginning');
  return [
    ...journal.find({ from: 'bridge', to: 'cumulocity', kind: 'http-request' }),
    ...journal.find({ from: 'bridge', to: 'cumulocity', kind: 'fault' }),
  ]
    .map(({ time }) => Date.parse(time))
    .sort((a, b) => a - b);
}

/** When the only connection was tried: its calls, each attempt once. */
export async function attempts(world: ScenarioWorld): Promise<readonly number[]> {
  const all = await calls(world);
  return all.filter((at, index) => at - (all[index - 1] ?? Number.NEGATIVE_INFINITY) > ONE_ATTEMPT_MS);
}

/**
 * What is wrong with attempts at these offsets (milliseconds after the loss, ascending), seen at `until`: each gap has to
 * be that of the stage in which it begins or ends, give or take the random delay.
 */
export function misses(
  offsets: readonly number[],
  stages: readonly Stage[],
  until: number,
): readonly string[] {
  const found: string[] = [];
  const end = stages.reduce((sum, { forMs = Number.POSITIVE_INFINITY }) => sum + forMs, 0);
  const shown = (ms: number) => `${(ms / MINUTE).toFixed(1)} min`;
  let before = 0;
  for (const at of offsets) {
    const gap = at - before;
    const fits = [stageAt(stages, before), stageAt(stages, at - SPREAD_MS)].some(
      (stage) => stage !== undefined && Math.abs(gap - stage.everyMs) <= SPREAD_MS + SLACK_MS,
    );
    if (!fits) found.push(`an attempt ${shown(at)} after the loss, ${shown(gap)} after the one before`);
    before = at;
  }
  const last = stageAt(stages, before);
  if (before < end - SPREAD_MS && last !== undefined) {
    const missing = Math.min(until, end) - before > last.everyMs + SPREAD_MS + SLACK_MS;
    if (missing) found.push(`no attempt after ${shown(before)} until ${shown(until)} after the loss`);
  }
  return found;
}

function stageAt(stages: readonly Stage[], at: number): Stage | undefined {
  let begin = 0;
  for (const stage of stages) {
    const end = begin + (stage.forMs ?? Number.POSITIVE_INFINITY);
    if (at < end) return stage;
    begin = end;
  }
  return undefined;
}

/** When the connection says that it is tried again. @throws Error when it says nothing of it */
export async function announced(world: ScenarioWorld, name?: string): Promise<number> {
  const { nextRestart, state } = await readConnection(world, name);
  if (nextRestart === undefined) throw new Error(`The connection is ${state} and announces no restart.`);
  assert.match(nextRestart, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?([+-]\d\d:\d\d|Z)$/);
  return Date.parse(nextRestart);
}

/** Lets time pass until just after the announced restart. @throws Error when it comes at another time */
export async function expectAsAnnounced(world: ScenarioWorld): Promise<void> {
  const simulation = await world.simulation();
  const due = await announced(world);
  const known = (await attempts(world)).length;
  const left = due - simulation.clock.now();
  assert.ok(left > 0, `the restart is announced for ${isoTime(due)}, which is past`);
  assert.ok(
    left <= LONGEST_PAUSE_MS,
    `the restart is announced for ${isoTime(due)}, later than any strategy has it`,
  );
  await simulation.advance(Math.max(0, left - 1000));
  assert.equal((await attempts(world)).length, known, `it was tried before ${isoTime(due)}`);
  await simulation.advance(2000);
  assert.equal((await attempts(world)).length, known + 1, `it was not tried at ${isoTime(due)}`);
}
