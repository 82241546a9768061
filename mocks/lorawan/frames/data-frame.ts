import { NetworkError } from '../errors.ts';
import { littleEndian, reversed } from '../hex.ts';
import { cmac, encryptBlocks } from './aes.ts';
import { MTYPE } from './mtype.ts';

/** The keys of a joined device (LoRaWAN 1.0.3, 6.1.1). */
export interface SessionKeys {
  readonly nwkSKey: Uint8Array;
  readonly appSKey: Uint8Array;
}

/** A data frame in clear. */
export interface DataFrame {
  readonly confirmed: boolean;
  /** As written: most significant byte first. */
  readonly devAddr: Uint8Array;
  readonly adr: boolean;
  readonly ack: boolean;
  /** The whole counter of 32 bits; 16 of them travel. */
  readonly fCnt: number;
  /** null: the frame has no port and no payload. */
  readonly fPort: number | null;
  readonly payload: Uint8Array;
}

type Direction = 'up' | 'down';

const MIC_LENGTH = 4;
const ADR_BIT = 0x80;
const ACK_BIT = 0x20;
const FOPTS_LENGTH = 0x0f;

/**
 * Encrypts and signs a frame: the PHYPayload as it goes on air (LoRaWAN 1.0.3, chapter 4). A payload that its sender
 * has encrypted already goes in as it is.
 */
export function buildDataFrame(
  frame: DataFrame,
  keys: SessionKeys,
  direction: Direction,
  payloadIs: 'clear' | 'encrypted' = 'clear',
): Uint8Array {
  const control = (frame.adr ? ADR_BIT : 0) | (frame.ack ? ACK_BIT : 0);
  const { fPort, payload } = frame;
  const sealed = (port: number) =>
    payloadIs === 'encrypted' ? payload : crypt(payload, frame, port, keys, direction);
  const body = fPort === null ? new Uint8Array() : Uint8Array.of(fPort, ...sealed(fPort));
  const message = Uint8Array.of(
    mtypeOf(frame.confirmed, direction) << 5,
    ...reversed(frame.devAddr),
    control,
    ...littleEndian(frame.fCnt, 2),
    ...body,
  );
  return Uint8Array.of(...message, ...dataMic(message, frame, keys, direction));
}

/** The DevAddr that a data frame names, most significant byte first; it tells whose keys are needed. */
export function devAddrOf(phyPayload: Uint8Array): Uint8Array {
  if (phyPayload.length < 12) throw new NetworkError('bad-frame', 'too short');
  return reversed(phyPayload.subarray(1, 5));
}

/** The 16 bits of the counter that travel. */
export function lowCounterOf(phyPayload: Uint8Array): number {
  return (phyPayload[6] ?? 0) | ((phyPayload[7] ?? 0) << 8);
}

export function micOf(phyPayload: Uint8Array): Uint8Array {
  return phyPayload.subarray(phyPayload.length - MIC_LENGTH);
}

/**
 * Verifies and decrypts a frame; `fCnt` is the whole counter, which its receiver must know (LoRaWAN 1.0.3, 4.3.1.5).
 * @throws NetworkError bad-frame
 */
export function openDataFrame(
  phyPayload: Uint8Array,
  fCnt: number,
  keys: SessionKeys,
  direction: Direction,
): DataFrame {
  const devAddr = devAddrOf(phyPayload);
  const message = phyPayload.subarray(0, phyPayload.length - MIC_LENGTH);
  const mtype = (message[0] ?? 0) >> 5;
  const confirmed = mtype === mtypeOf(true, direction);
  if (!confirmed && mtype !== mtypeOf(false, direction))
    throw new NetworkError('bad-frame', `MType ${mtype}`);
  if (!Buffer.from(dataMic(message, { devAddr, fCnt }, keys, direction)).equals(micOf(phyPayload))) {
    throw new NetworkError('bad-frame', 'its MIC does not fit');
  }
  const control = message[5] ?? 0;
  const portAt = 8 + (control & FOPTS_LENGTH);
  const fPort = message[portAt] ?? null;
  const cipher = message.subarray(portAt + 1);
  return {
    confirmed,
    devAddr,
    adr: (control & ADR_BIT) !== 0,
    ack: (control & ACK_BIT) !== 0,
    fCnt,
    fPort,
    payload: fPort === null ? new Uint8Array() : crypt(cipher, { devAddr, fCnt }, fPort, keys, direction),
  };
}

function mtypeOf(confirmed: boolean, direction: Direction): number {
  if (direction === 'up') return confirmed ? MTYPE.confirmedUp : MTYPE.unconfirmedUp;
  return confirmed ? MTYPE.confirmedDown : MTYPE.unconfirmedDown;
}

type Addressed = Pick<DataFrame, 'devAddr' | 'fCnt'>;

/** LoRaWAN 1.0.3, 4.3.3: a stream of encrypted counter blocks over the payload; the same call decrypts. */
function crypt(
  payload: Uint8Array,
  frame: Addressed,
  fPort: number,
  keys: SessionKeys,
  direction: Direction,
): Uint8Array {
  const blocks = new Uint8Array(Math.ceil(payload.length / 16) * 16);
  for (let at = 0; at < blocks.length; at += 16) blocks.set(block(0x01, frame, direction, at / 16 + 1), at);
  const stream = encryptBlocks(fPort === 0 ? keys.nwkSKey : keys.appSKey, blocks);
  return payload.map((byte, index) => byte ^ (stream[index] ?? 0));
}

/** LoRaWAN 1.0.3, 4.4. */
function dataMic(message: Uint8Array, frame: Addressed, keys: SessionKeys, direction: Direction): Uint8Array {
  const signed = Uint8Array.of(...block(0x49, frame, direction, message.length), ...message);
  return cmac(keys.nwkSKey, signed).subarray(0, MIC_LENGTH);
}

function block(kind: number, frame: Addressed, direction: Direction, last: number): Uint8Array {
  const way = direction === 'up' ? 0 : 1;
  return Uint8Array.of(
    kind,
    0,
    0,
    0,
    0,
    way,
    ...reversed(frame.devAddr),
    ...littleEndian(frame.fCnt, 4),
    0,
    last,
  );
}
