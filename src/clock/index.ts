export { type Clock, type EpochMs, isoTime, type SleepOptions, type Timer } from './clock.ts';
export { eventually } from './eventually.ts';
export { createRealClock, type RealClock } from './real-clock.ts';
export { createVirtualClock, type VirtualClock } from './virtual-clock.ts';
