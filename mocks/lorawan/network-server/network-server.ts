import type { Random } from '../../../src/random/index.ts';
import { type DevEui, devEuiFromBytes } from '../devices/index.ts';
import { NetworkError } from '../errors.ts';
import {
  buildJoinAccept,
  deriveSessionKeys,
  devAddrOf,
  joinRequestIsGenuine,
  readJoinRequest,
} from '../frames/index.ts';
import { littleEndian, toHex } from '../hex.ts';
import type { Reception } from '../radio/index.ts';
import { assembleJoin, assembleUplink, type Operator, type UplinkCircumstances } from './assemble.ts';
import type { Registration } from './registration.ts';
import { Session } from './session.ts';
import type { JoinDocument, UplinkDocument } from './uplink-document.ts';

/** A frame as the network took it. */
export interface TakenUplink {
  readonly devAddr: string;
  readonly fCntUp: number;
  readonly fPort: number | null;
  readonly payloadHex: string;
  readonly micHex: string;
  /** The strongest reception of it. */
  readonly best: Reception;
  /** The device acknowledged a confirmed downlink with it. */
  readonly ack: boolean;
  /** The downlink counter after the frame was acknowledged at once; undefined when it was not. */
  readonly acknowledged: number | undefined;
  readonly document: UplinkDocument;
}

export interface TakenJoin {
  readonly document: JoinDocument;
  /** What goes back to the device, encrypted. */
  readonly joinAccept: Uint8Array;
}

// The NetID in whose address range (04000000 to 05FFFFFF) ThingPark's published examples lie.
const NET_ID = Uint8Array.of(0x00, 0x00, 0x02);
const ADDRESS_PREFIX = 0x04;

/** Joins devices, takes each frame once, and writes the documents about it. It knows nothing of how they are sent. */
export class NetworkServer {
  readonly #random: Random;
  readonly #operator: Operator;
  readonly #registrations = new Map<DevEui, Registration>();
  readonly #sessions = new Map<string, Session>();
  readonly #sessionOf = new Map<DevEui, Session>();

  constructor(random: Random, operator: Operator) {
    this.#random = random;
    this.#operator = operator;
  }

  register(registration: Registration): void {
    this.#registrations.set(registration.devEui, registration);
  }

  /** The session of a device that has joined. */
  sessionOf(devEui: DevEui): Session | undefined {
    return this.#sessionOf.get(devEui);
  }

  /** @throws NetworkError unknown-device, bad-frame */
  takeJoin(receptions: readonly Reception[], txPower: number): TakenJoin {
    const best = bestOf(receptions);
    const request = readJoinRequest(best.phyPayload);
    const devEui = devEuiFromBytes(request.devEui);
    const registration = this.#registrations.get(devEui);
    if (registration === undefined) throw new NetworkError('unknown-device', devEui);
    if (!joinRequestIsGenuine(best.phyPayload, registration.appKey)) {
      throw new NetworkError('bad-frame', `the join request of ${devEui} is signed with another key`);
    }
    const former = this.#sessionOf.get(devEui);
    if (former !== undefined) this.#sessions.delete(toHex(former.devAddr));
    const accept = {
      appNonce: this.#random.fork(`nonce ${devEui} ${request.devNonce}`).bytes(3),
      netId: NET_ID,
      devAddr: this.#freeAddress(`${devEui} ${request.devNonce}`),
    };
    const keys = deriveSessionKeys(registration.appKey, accept, request.devNonce);
    const session = new Session(registration, accept.devAddr, keys);
    if (registration.battery !== undefined) session.battery = { level: registration.battery, at: best.at };
    this.#sessions.set(toHex(accept.devAddr), session);
    this.#sessionOf.set(devEui, session);
    return {
      document: assembleJoin(session, receptions, best, this.#operator, txPower),
      joinAccept: buildJoinAccept(accept, registration.appKey),
    };
  }

  /**
   * Takes one frame as several base stations heard it; undefined if it had come before.
   * @throws NetworkError unknown-device, bad-frame
   */
  takeUplink(receptions: readonly Reception[], circumstances: UplinkCircumstances): TakenUplink | undefined {
    const best = bestOf(receptions);
    const devAddr = toHex(devAddrOf(best.phyPayload));
    const session = this.#sessions.get(devAddr);
    if (session === undefined) throw new NetworkError('unknown-device', `DevAddr ${devAddr}`);
    const uplink = session.open(best.phyPayload);
    if (uplink === undefined) return undefined;
    const acknowledged = uplink.confirmed && circumstances.acknowledgedLater !== true;
    if (acknowledged) session.fCntDn += 1;
    if (circumstances.batteryLevel !== undefined) {
      session.battery = { level: circumstances.batteryLevel, at: best.at };
    }
    const document = assembleUplink(session, uplink, receptions, best, this.#operator, circumstances);
    return {
      devAddr: devAddr.toUpperCase(),
      fCntUp: uplink.fCntUp,
      fPort: uplink.fPort,
      payloadHex: toHex(uplink.payload),
      micHex: document.DevEUI_uplink.mic_hex,
      best,
      ack: uplink.ack,
      acknowledged: acknowledged ? session.fCntDn : undefined,
      document,
    };
  }

  #freeAddress(join: string): Uint8Array {
    const random = this.#random.fork(`address ${join}`);
    for (;;) {
      const address = Uint8Array.of(
        ADDRESS_PREFIX + random.int(0, 1),
        ...littleEndian(random.int(0, 0xffffff), 3),
      );
      if (!this.#sessions.has(toHex(address))) return address;
    }
  }
}

function bestOf(receptions: readonly Reception[]): Reception {
  const [first, ...others] = receptions;
  if (first === undefined) throw new NetworkError('bad-frame', 'no base station heard it');
  return others.reduce((best, next) => (next.esp > best.esp ? next : best), first);
}
