import type { SpreadingFactor } from './airtime.ts';
import type { Channel } from './channels.ts';

/** A receive window of a device, by ThingPark's numbers: 1 is RX1, 2 RX2. */
export interface Slot {
  readonly number: 1 | 2;
  readonly channel: Channel;
  readonly spreadingFactor: SpreadingFactor;
}

/** Milliseconds from the end of an uplink to the first window, and to the second (LoRaWAN 1.0.3, 3.3). */
export const RX1_DELAY_MS = 1000;
export const RX2_DELAY_MS = 2000;

/** EU868's second window, in which a class C device listens all the time (LoRaWAN Regional Parameters 1.0.3, 2.2.7). */
export const RX2: Slot = {
  number: 2,
  channel: { name: 'LC254', frequency: 869.525, subBand: 'G3' },
  spreadingFactor: 12,
};

/** The first window has the uplink's channel and data rate. */
export function rx1After(channel: Channel, spreadingFactor: SpreadingFactor): Slot {
  return { number: 1, channel, spreadingFactor };
}
