import { NetworkError } from '../errors.ts';
import { buildDataFrame, lowCounterOf, openDataFrame, type SessionKeys } from '../frames/index.ts';
import type { BatteryReport, Registration } from './registration.ts';

export interface OpenedUplink {
  readonly fCntUp: number;
  readonly fPort: number | null;
  readonly payload: Uint8Array;
  readonly confirmed: boolean;
  readonly adr: boolean;
  /** The device acknowledges the confirmed downlink that it had last. */
  readonly ack: boolean;
  /** Frames that the counter says were sent since the last that arrived. */
  readonly lost: number;
}

/** What a frame to the device is to carry. */
export interface DownlinkContent {
  readonly confirmed: boolean;
  /** Acknowledges the device's confirmed uplink. */
  readonly ack: boolean;
  readonly fCnt: number;
  /** null: an acknowledgement alone. */
  readonly fPort: number | null;
  readonly payload: Uint8Array;
  /** The application server encrypted the payload itself, for this counter. */
  readonly encrypted: boolean;
}

// LoRaWAN 1.0.2, 4.3.1.5, MAX_FCNT_GAP
const MAX_GAP = 16384;

/** A joined device as its network server knows it. */
export class Session {
  readonly registration: Registration;
  readonly devAddr: Uint8Array;
  readonly #keys: SessionKeys;
  battery: BatteryReport | undefined;
  /** The counter of the next downlink. */
  fCntDn = 0;
  #next: number;
  #received = 0;
  #lost = 0;

  constructor(registration: Registration, devAddr: Uint8Array, keys: SessionKeys) {
    this.registration = registration;
    this.devAddr = devAddr;
    this.#keys = keys;
    this.#next = registration.firstFCntUp;
  }

  /** The counter of the last uplink that was taken. */
  get lastFCntUp(): number | undefined {
    return this.#received === 0 ? undefined : this.#next - 1;
  }

  /** The share of frames that were lost since the join. */
  get meanPacketErrorRate(): number {
    return this.#received === 0 ? 0 : this.#lost / (this.#lost + this.#received);
  }

  /**
   * Verifies and decrypts an uplink; undefined for one that was taken already, from whichever base station.
   * @throws NetworkError bad-frame
   */
  open(phyPayload: Uint8Array): OpenedUplink | undefined {
    const fCntUp = this.#wholeCounter(lowCounterOf(phyPayload));
    if (fCntUp === undefined) return undefined;
    const frame = openDataFrame(phyPayload, fCntUp, this.#keys, 'up');
    const lost = fCntUp - this.#next;
    if (lost > MAX_GAP) throw new NetworkError('bad-frame', `the counter leaps by ${lost}`);
    this.#next = fCntUp + 1;
    this.#lost += lost;
    this.#received += 1;
    const { fPort, payload, confirmed, adr, ack } = frame;
    return { fCntUp, fPort, payload, confirmed, adr, ack, lost };
  }

  /** The PHYPayload of a frame to the device. */
  seal({ encrypted, ...content }: DownlinkContent): Uint8Array {
    const frame = { ...content, devAddr: this.devAddr, adr: true };
    return buildDataFrame(frame, this.#keys, 'down', encrypted ? 'encrypted' : 'clear');
  }

  /** 16 bits travel: the others follow from what is expected. undefined for a counter that lies just behind. */
  #wholeCounter(low: number): number | undefined {
    const ahead = (low - (this.#next % 0x10000) + 0x10000) % 0x10000;
    const behind = 0x10000 - ahead;
    const passed = this.#next - this.registration.firstFCntUp;
    return behind <= Math.min(passed, MAX_GAP) ? undefined : this.#next + ahead;
  }
}
