import type { EpochMs, Timer } from '../../../src/clock/index.ts';
import type { DevEui } from '../devices/index.ts';
import type { DeviceClass, Flavour, Session } from '../network-server/index.ts';
import type { Reception } from '../radio/index.ts';
import type { DownlinkQueue, QueuedDownlink } from './downlink-queue.ts';

/** The radio side of a device. */
export interface DownlinkListener {
  readonly devEui: DevEui;
  readonly deviceClass: DeviceClass;
  readonly flavour: Flavour;
  /** Gives the device a frame that reaches it. */
  hear(phyPayload: Uint8Array, at: EpochMs): void;
}

/** An uplink as far as it opens the way to its device. */
export interface UplinkHeard {
  readonly at: EpochMs;
  readonly best: Reception;
  /** It acknowledges a confirmed downlink. */
  readonly ack: boolean;
  /** It is confirmed, and not yet acknowledged. */
  readonly acknowledgementOwed: boolean;
}

/** A device as the downlink side knows it. */
export interface Link {
  readonly listener: DownlinkListener;
  readonly queue: DownlinkQueue;
  lastHeard: UplinkHeard | undefined;
  /** A receive window is ahead, or a frame waits for a busy base station. */
  opening: boolean;
  /** When the next that waits is to be thrown away. */
  expiry: Timer | undefined;
  /** With which counter the next in the queue was on air. */
  onAir: { readonly downlink: QueuedDownlink; readonly session: Session; readonly fCnt: number } | undefined;
}
