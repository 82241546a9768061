import type { SpreadingFactor } from './airtime.ts';

export interface Channel {
  /** As ThingPark names it. */
  readonly name: string;
  /** MHz. */
  readonly frequency: number;
  /** As ThingPark names the sub-band; each has a duty cycle of its own. */
  readonly subBand: string;
}

/**
 * The eight usual uplink channels of a network in EU868: the three that every device knows (LoRaWAN Regional
 * Parameters 1.0.3, 2.2.2) and the five that networks add in 867.
 */
export const CHANNELS: readonly Channel[] = [
  { name: 'LC1', frequency: 868.1, subBand: 'G1' },
  { name: 'LC2', frequency: 868.3, subBand: 'G1' },
  { name: 'LC3', frequency: 868.5, subBand: 'G1' },
  { name: 'LC4', frequency: 867.1, subBand: 'G0' },
  { name: 'LC5', frequency: 867.3, subBand: 'G0' },
  { name: 'LC6', frequency: 867.5, subBand: 'G0' },
  { name: 'LC7', frequency: 867.7, subBand: 'G0' },
  { name: 'LC8', frequency: 867.9, subBand: 'G0' },
];

/** A join request may only use the channels that every device knows. */
export const JOIN_CHANNELS: readonly Channel[] = CHANNELS.slice(0, 3);

// LoRaWAN Regional Parameters 1.0.3, 2.2.6, "N" without a repeater: application bytes a frame.
const MAX_PAYLOAD: Readonly<Record<SpreadingFactor, number>> = {
  12: 51,
  11: 51,
  10: 51,
  9: 115,
  8: 222,
  7: 222,
};

// Semtech SX1276 data sheet, 125 kHz: the weakest signal that a gateway still takes (dBm) and how far below the noise
// it may lie (dB).
const SENSITIVITY: Readonly<Record<SpreadingFactor, number>> = {
  7: -123,
  8: -126,
  9: -129,
  10: -132,
  11: -134.5,
  12: -137,
};
const DEMODULATION_FLOOR: Readonly<Record<SpreadingFactor, number>> = {
  7: -7.5,
  8: -10,
  9: -12.5,
  10: -15,
  11: -17.5,
  12: -20,
};

export const SPREADING_FACTORS: readonly SpreadingFactor[] = [7, 8, 9, 10, 11, 12];

export function fits(length: number, spreadingFactor: SpreadingFactor): boolean {
  return length <= MAX_PAYLOAD[spreadingFactor];
}

export function sensitivityDbm(spreadingFactor: SpreadingFactor): number {
  return SENSITIVITY[spreadingFactor];
}

export function demodulationFloorDb(spreadingFactor: SpreadingFactor): number {
  return DEMODULATION_FLOOR[spreadingFactor];
}
