import { isoTime } from '../../src/clock/index.ts';

export const DEVICES = 10_000;
export const EVENTS = 100_000;

const START_MS = Date.UTC(2026, 0, 1);
const APART_MS = 1000;

/** Something that runs, and where it is reached. */
export interface Running {
  readonly url: string;
  end(): Promise<void>;
}

/** Of the device of this number, from 1. */
export function devEui(index: number): string {
  return `70B3D5${index.toString(16).toUpperCase().padStart(10, '0')}`;
}

/** One moment after the other. */
export function moment(index: number): string {
  return isoTime(START_MS + index * APART_MS);
}
