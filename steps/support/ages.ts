import assert from 'node:assert/strict';
import type { World as Simulation } from '../../src/simulation/index.ts';

/** By how much an age may be off where the clock goes on while a step looks, in milliseconds. */
const MOMENT_MS = 30_000;

/** Succeeds where something is as old as a sentence says: to the millisecond in virtual time. @throws AssertionError */
export function expectAge({ virtualClock }: Simulation, foundMs: number, wantedMs: number): void {
  if (virtualClock !== undefined) assert.equal(foundMs, wantedMs);
  else assert.ok(Math.abs(foundMs - wantedMs) <= MOMENT_MS, `it is ${foundMs} ms old, not ${wantedMs}`);
}
