export type { SpreadingFactor } from './airtime.ts';
export { type Gateway, placeGateways } from './gateways.ts';
export { Radio, type Reception } from './radio.ts';
