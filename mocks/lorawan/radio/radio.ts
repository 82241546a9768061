import type { EpochMs } from '../../../src/clock/index.ts';
import type { Random } from '../../../src/random/index.ts';
import type { Position } from '../devices/index.ts';
import { airtimeSeconds, type SpreadingFactor } from './airtime.ts';
import {
  CHANNELS,
  type Channel,
  demodulationFloorDb,
  fits,
  JOIN_CHANNELS,
  SPREADING_FACTORS,
  sensitivityDbm,
} from './channels.ts';
import { distanceKm, type Gateway } from './gateways.ts';

/** A frame that a device puts on air. */
export interface Emission {
  readonly phyPayload: Uint8Array;
  /** Application bytes within it, which decide the data rates that may carry it. */
  readonly payloadLength: number;
  readonly at: EpochMs;
  readonly from: Position;
  /** dBm. */
  readonly txPower: number;
  /** The device's own; what it draws never moves another device's. */
  readonly random: Random;
  /** A join request keeps to the channels that every device knows. */
  readonly join?: boolean;
  /** So many base stations hear it, the nearest first. */
  readonly gateways: number;
}

/** What one base station made of a frame. */
export interface Reception {
  readonly gateway: Gateway;
  readonly phyPayload: Uint8Array;
  readonly at: EpochMs;
  readonly channel: Channel;
  readonly spreadingFactor: SpreadingFactor;
  readonly airtimeSeconds: number;
  /** Signal strength of the packet, dBm. */
  readonly rssi: number;
  /** Signal-to-noise ratio, dB. */
  readonly snr: number;
  /** Estimated signal power, dBm: the share of `rssi` that is not noise. */
  readonly esp: number;
}

// Petäjäjärvi et al., "On the coverage of LPWANs" (ITST 2015): path loss of LoRa at 868 MHz measured over a city.
const LOSS_AT_1_KM = 128.95;
const LOSS_A_DECADE = 23.2;
const SHADOWING_DB = 4;
// Thermal noise over 125 kHz and a receiver's noise figure of 6 dB.
const NOISE_FLOOR_DBM = -117;
// SX1301 gateways report no more than this, however near the device is.
const SNR_MOST = 12;
// What adaptive data rate leaves as a margin.
const MARGIN_DB = 5;

/** The air between devices and base stations. */
export class Radio {
  readonly gateways: readonly Gateway[];

  constructor(gateways: readonly Gateway[]) {
    this.gateways = gateways;
  }

  /** Who hears the frame, and how; the best reception first. */
  transmit(emission: Emission): readonly Reception[] {
    const { random, at, phyPayload } = emission;
    const channel = random.pick(emission.join === true ? JOIN_CHANNELS : CHANNELS);
    const heard = this.gateways
      .map((gateway) => ({ gateway, km: distanceKm(gateway.position, emission.from) }))
      .sort((a, b) => a.km - b.km)
      .slice(0, emission.gateways)
      .map(({ gateway, km }) => ({ gateway, ...signal(emission.txPower, km, random) }));
    const strongest = Math.max(NOISE_FLOOR_DBM - 20, ...heard.map(({ power }) => power));
    const spreadingFactor = dataRateFor(strongest, emission.payloadLength);
    return heard
      .map(({ gateway, power, noise }) => ({
        gateway,
        phyPayload,
        at,
        channel,
        spreadingFactor,
        airtimeSeconds: airtimeSeconds(phyPayload.length, spreadingFactor),
        ...measured(power, noise, spreadingFactor),
      }))
      .sort((a, b) => b.esp - a.esp);
  }
}

function signal(txPower: number, km: number, random: Random): { power: number; noise: number } {
  const loss = LOSS_AT_1_KM + LOSS_A_DECADE * Math.log10(Math.max(km, 0.01));
  // Twelve even numbers add up to a bell curve of variance 1 around 6.
  let bell = -6;
  for (let count = 0; count < 12; count += 1) bell += random.next();
  return { power: txPower - loss + SHADOWING_DB * bell, noise: NOISE_FLOOR_DBM + 2 * random.next() - 1 };
}

function dataRateFor(power: number, length: number): SpreadingFactor {
  const wanted = SPREADING_FACTORS.find(
    (sf) => power - NOISE_FLOOR_DBM >= demodulationFloorDb(sf) + MARGIN_DB && power >= sensitivityDbm(sf),
  );
  const slowest = wanted ?? 12;
  return [...SPREADING_FACTORS].reverse().find((sf) => sf <= slowest && fits(length, sf)) ?? 7;
}

/** What base stations report: whole dBm, quarters of dB, never below what they could still have taken. */
function measured(power: number, noise: number, spreadingFactor: SpreadingFactor) {
  const snr = clamp(Math.round((power - noise) * 4) / 4, demodulationFloorDb(spreadingFactor), SNR_MOST);
  const total = 10 * Math.log10(10 ** (power / 10) + 10 ** (noise / 10));
  const rssi = Math.round(clamp(total, sensitivityDbm(spreadingFactor), -20));
  return { rssi, snr, esp: estimatedSignalPower(rssi, snr) };
}

/** ESP = RSSI + SNR − 10·log10(1 + 10^(SNR/10)), in dBm to six decimals (Actility, ThingPark Wireless glossary). */
function estimatedSignalPower(rssi: number, snr: number): number {
  return Math.round((rssi + snr - 10 * Math.log10(1 + 10 ** (snr / 10))) * 1e6) / 1e6;
}

function clamp(value: number, min: number, max: number): number {
  return Math.min(max, Math.max(min, value));
}
