export { type Clock, type EpochMs, isoTime, type SleepOptions, type Timer } from './clock.ts';
