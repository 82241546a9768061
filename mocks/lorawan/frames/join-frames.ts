import { NetworkError } from '../errors.ts';
import { littleEndian, reversed } from '../hex.ts';
import { cmac, decryptBlocks, encryptBlocks } from './aes.ts';
import type { SessionKeys } from './data-frame.ts';
import { MTYPE } from './mtype.ts';

/** What a device asks with; identifiers are most significant byte first, as they are written. */
export interface JoinRequest {
  readonly joinEui: Uint8Array;
  readonly devEui: Uint8Array;
  readonly devNonce: number;
}

export interface JoinAccept {
  readonly appNonce: Uint8Array;
  readonly netId: Uint8Array;
  readonly devAddr: Uint8Array;
}

const MIC_LENGTH = 4;

/** LoRaWAN 1.0.3, 6.2.4. */
export function buildJoinRequest(request: JoinRequest, appKey: Uint8Array): Uint8Array {
  const message = Uint8Array.of(
    MTYPE.joinRequest << 5,
    ...reversed(request.joinEui),
    ...reversed(request.devEui),
    ...littleEndian(request.devNonce, 2),
  );
  return Uint8Array.of(...message, ...cmac(appKey, message).subarray(0, MIC_LENGTH));
}

/** The request without its signature being looked at: it names the device whose key is needed. */
export function readJoinRequest(phyPayload: Uint8Array): JoinRequest {
  if (phyPayload.length !== 23 || phyPayload[0] !== MTYPE.joinRequest << 5) {
    throw new NetworkError('bad-frame', 'no join request');
  }
  return {
    joinEui: reversed(phyPayload.subarray(1, 9)),
    devEui: reversed(phyPayload.subarray(9, 17)),
    devNonce: (phyPayload[17] ?? 0) | ((phyPayload[18] ?? 0) << 8),
  };
}

export function joinRequestIsGenuine(phyPayload: Uint8Array, appKey: Uint8Array): boolean {
  const message = phyPayload.subarray(0, phyPayload.length - MIC_LENGTH);
  return Buffer.from(cmac(appKey, message).subarray(0, MIC_LENGTH)).equals(
    phyPayload.subarray(message.length),
  );
}

// RX1DROffset 0, RX2 at data rate 0, RX1 after one second: what EU868 devices start with (LoRaWAN 1.0.3, 6.2.5).
const DL_SETTINGS = 0x00;
const RX_DELAY = 0x01;

/** LoRaWAN 1.0.3, 6.2.5: the network *decrypts*, so that the device need only encrypt. */
export function buildJoinAccept(accept: JoinAccept, appKey: Uint8Array): Uint8Array {
  const header = MTYPE.joinAccept << 5;
  const body = Uint8Array.of(
    ...reversed(accept.appNonce),
    ...reversed(accept.netId),
    ...reversed(accept.devAddr),
    DL_SETTINGS,
    RX_DELAY,
  );
  const mic = cmac(appKey, Uint8Array.of(header, ...body)).subarray(0, MIC_LENGTH);
  return Uint8Array.of(header, ...decryptBlocks(appKey, Uint8Array.of(...body, ...mic)));
}

/** @throws NetworkError bad-frame */
export function openJoinAccept(phyPayload: Uint8Array, appKey: Uint8Array): JoinAccept {
  if (phyPayload.length !== 17 || phyPayload[0] !== MTYPE.joinAccept << 5) {
    throw new NetworkError('bad-frame', 'no join accept');
  }
  const clear = encryptBlocks(appKey, phyPayload.subarray(1));
  const body = clear.subarray(0, 12);
  const mic = cmac(appKey, Uint8Array.of(phyPayload[0], ...body)).subarray(0, MIC_LENGTH);
  if (!Buffer.from(mic).equals(clear.subarray(12)))
    throw new NetworkError('bad-frame', 'its MIC does not fit');
  return {
    appNonce: reversed(body.subarray(0, 3)),
    netId: reversed(body.subarray(3, 6)),
    devAddr: reversed(body.subarray(6, 10)),
  };
}

/** Both session keys from what the join exchanged (LoRaWAN 1.0.3, 6.2.5). */
export function deriveSessionKeys(
  appKey: Uint8Array,
  accept: Pick<JoinAccept, 'appNonce' | 'netId'>,
  devNonce: number,
): SessionKeys {
  const derive = (kind: number) => {
    const seed = new Uint8Array(16);
    const parts = [
      kind,
      ...reversed(accept.appNonce),
      ...reversed(accept.netId),
      ...littleEndian(devNonce, 2),
    ];
    seed.set(parts);
    return encryptBlocks(appKey, seed);
  };
  return { nwkSKey: derive(0x01), appSKey: derive(0x02) };
}
