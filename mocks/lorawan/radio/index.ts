export { airtimeSeconds, type SpreadingFactor } from './airtime.ts';
export { fits } from './channels.ts';
export { type Gateway, placeGateways } from './gateways.ts';
export { Radio, type Reception } from './radio.ts';
export { RX1_DELAY_MS, RX2, RX2_DELAY_MS, rx1After, type Slot } from './slots.ts';
