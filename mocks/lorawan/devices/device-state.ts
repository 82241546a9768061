import type { Random } from '../../../src/random/index.ts';
import { NetworkError } from '../errors.ts';
import {
  buildDataFrame,
  buildJoinRequest,
  deriveSessionKeys,
  devAddrOf,
  lowCounterOf,
  openDataFrame,
  openJoinAccept,
  type SessionKeys,
} from '../frames/index.ts';
import { fromHex } from '../hex.ts';
import { type DevEui, devEuiToBytes } from './dev-eui.ts';

interface Session {
  readonly devAddr: Uint8Array;
  readonly keys: SessionKeys;
  fCntUp: number;
  /** The counter that the next downlink carries at least. */
  fCntDn: number;
  /** A confirmed downlink came: the next frame acknowledges it. */
  owesAck: boolean;
}

/** A downlink that a device took. */
export interface TakenDownlink {
  readonly fCntDn: number;
  /** null: an acknowledgement alone. */
  readonly fPort: number | null;
  readonly payload: Uint8Array;
  /** It was sent again, since its acknowledgement did not come through: the device had it before. */
  readonly repeated: boolean;
}

// LoRaWAN 1.0.2, 4.3.1.5, MAX_FCNT_GAP
const MAX_GAP = 16384;

/** What a device keeps in its memory: identity, root key, session and counters. It builds the frames that go on air. */
export class DeviceState {
  readonly devEui: DevEui;
  readonly #joinEui: Uint8Array;
  readonly #appKey: Uint8Array;
  #devNonce: number;
  #session: Session | undefined;

  constructor(devEui: DevEui, appKey: Uint8Array, random: Random) {
    this.devEui = devEui;
    this.#appKey = appKey;
    this.#joinEui = random.bytes(8);
    this.#devNonce = random.int(0, 0x7fff);
  }

  /** The counter that the next frame will carry. */
  get fCntUp(): number {
    return this.#joined().fCntUp;
  }

  /** How many downlinks it was sent, the acknowledgements of its confirmed frames among them. */
  get fCntDn(): number {
    return this.#joined().fCntDn;
  }

  joinRequest(): { readonly phyPayload: Uint8Array; readonly devNonce: number } {
    // LoRaWAN 1.0.3, 6.2.4: a nonce is never used twice.
    this.#devNonce = (this.#devNonce + 1) % 0x10000;
    const request = {
      joinEui: this.#joinEui,
      devEui: devEuiToBytes(this.devEui),
      devNonce: this.#devNonce,
    };
    return { phyPayload: buildJoinRequest(request, this.#appKey), devNonce: this.#devNonce };
  }

  /** Takes the network's answer: a new session, its counter at `firstFCntUp`. @throws NetworkError bad-frame */
  joinAccepted(phyPayload: Uint8Array, devNonce: number, firstFCntUp: number): void {
    const accept = openJoinAccept(phyPayload, this.#appKey);
    this.#session = {
      devAddr: accept.devAddr,
      keys: deriveSessionKeys(this.#appKey, accept, devNonce),
      fCntUp: firstFCntUp,
      fCntDn: 0,
      owesAck: false,
    };
  }

  /** The next frame; the counter moves on. */
  dataFrame(
    payload: Uint8Array,
    fPort: number | null,
    confirmed: boolean,
  ): { phyPayload: Uint8Array; fCnt: number } {
    const session = this.#joined();
    const fCnt = session.fCntUp;
    session.fCntUp += 1;
    const { devAddr, owesAck: ack } = session;
    session.owesAck = false;
    const frame = { confirmed, devAddr, adr: true, ack, fCnt, fPort, payload };
    return { phyPayload: buildDataFrame(frame, session.keys, 'up'), fCnt };
  }

  /** The network acknowledged a frame in an answer that carried nothing else. */
  acknowledged(fCntDn: number): void {
    this.#joined().fCntDn = fCntDn;
  }

  /**
   * Takes a frame off the air: checks and decrypts it. undefined for one with a counter that was used before.
   * @throws NetworkError bad-frame
   */
  downlink(phyPayload: Uint8Array): TakenDownlink | undefined {
    const session = this.#joined();
    if (!Buffer.from(devAddrOf(phyPayload)).equals(session.devAddr)) {
      throw new NetworkError('bad-frame', `it is not for ${this.devEui}`);
    }
    const ahead = (lowCounterOf(phyPayload) - (session.fCntDn % 0x10000) + 0x10000) % 0x10000;
    const repeated = ahead === 0xffff && session.fCntDn > 0;
    if (ahead > MAX_GAP && !repeated) return undefined;
    const fCntDn = repeated ? session.fCntDn - 1 : session.fCntDn + ahead;
    const { fPort, payload, confirmed } = openDataFrame(phyPayload, fCntDn, session.keys, 'down');
    session.fCntDn = fCntDn + 1;
    session.owesAck ||= confirmed;
    return { fCntDn, fPort, payload, repeated };
  }

  #joined(): Session {
    if (this.#session === undefined) throw new NetworkError('bad-frame', `${this.devEui} has not joined`);
    return this.#session;
  }
}

/** @throws NetworkError bad-key */
export function parseAppKey(text: string): Uint8Array {
  if (!/^[0-9a-fA-F]{32}$/.test(text)) throw new NetworkError('bad-key');
  return fromHex(text);
}
