export type SpreadingFactor = 7 | 8 | 9 | 10 | 11 | 12;

const BANDWIDTH = 125_000;
const PREAMBLE_SYMBOLS = 8;
const CODING_RATE = 1;

/**
 * Seconds that a LoRa frame of `length` bytes is on air: EU868, 125 kHz, coding rate 4/5, explicit header, CRC.
 * Semtech AN1200.13, "LoRa Modem Designer's Guide", section 4.
 */
export function airtimeSeconds(length: number, spreadingFactor: SpreadingFactor): number {
  const symbol = 2 ** spreadingFactor / BANDWIDTH;
  // Symbols of more than 16 ms need the low data rate optimisation.
  const optimised = symbol > 0.016 ? 1 : 0;
  const bits = 8 * length - 4 * spreadingFactor + 28 + 16;
  const blocks = Math.max(0, Math.ceil(bits / (4 * (spreadingFactor - 2 * optimised))));
  const symbols = PREAMBLE_SYMBOLS + 4.25 + 8 + blocks * (CODING_RATE + 4);
  return symbols * symbol;
}
