import type { EpochMs } from '../../src/clock/index.ts';
import type { CodecName, DevEui, DriverName, Measured, Position } from './devices/index.ts';
import type { DeviceClass, Flavour, JoinDocument, UplinkDocument } from './network-server/index.ts';
import type { SentUplink } from './sent-uplink.ts';

/** A device as it is added to a network; what is left out is made up, the same for the same seed. */
export interface DeviceOptions {
  /** The payload format that the device speaks. */
  readonly codec: CodecName;
  /** Made up from the seed by default. */
  readonly devEui?: string;
  /** `device-1`, `device-2`, … by default. */
  readonly name?: string;
  /** 32 hexadecimal digits; made up from the seed by default. */
  readonly appKey?: string;
  readonly tags?: readonly string[];
  /** The driver that DriverCfg names; the codec's own by default, false for documents without DriverCfg. */
  readonly driver?: DriverName | false;
  /** ThingPark's model configuration; `0`, none, by default. */
  readonly modelCfg?: string;
  /** Where it stands; somewhere around the network's centre by default. Also written as CustomerData.loc. */
  readonly location?: Position;
  /** True: the network locates the device and writes DevLAT, DevLON and the like. */
  readonly located?: boolean;
  readonly flavour?: Flavour;
  /** When it listens: A, after its own frames, by default; C always. */
  readonly deviceClass?: DeviceClass;
  /** How many base stations hear it; 2 by default. */
  readonly gateways?: number;
  /** The counter of its first frame after each join; 0 by default. */
  readonly firstFCntUp?: number;
  /** DevStatusAns (LoRaWAN 1.0.3, 5.5): 0 mains, 1 to 254 level, 255 unknown. Never reported by default. */
  readonly batteryLevel?: number;
}

export interface SendOptions {
  /** When the base station heard it; now by default. */
  readonly at?: EpochMs;
  /** Milliseconds for which the frame lay at the base station: Late is 1, and Time that much earlier unless `at` says. */
  readonly queuedAtGatewayMs?: number;
  /** So many frames before this one were heard by nobody: the counter skips them. */
  readonly lostUplinks?: number;
  /** The device reports its battery with this frame, see {@link DeviceOptions.batteryLevel}. */
  readonly batteryLevel?: number;
  /** The network could not locate the device this time. */
  readonly withoutPosition?: boolean;
  readonly confirmed?: boolean;
  /** How many base stations hear this frame. */
  readonly gateways?: number;
  /** Changes the document before it is published, for what no well-behaved network would send. */
  readonly alter?: (document: UplinkDocument) => unknown;
}

/** Bytes as they are, for what no codec would write; a null port is a frame without port and payload. */
export interface RawPayload {
  readonly hex: string;
  readonly fPort: number | null;
}

/** A downlink as a device's application got it. */
export interface ReceivedDownlink {
  readonly fPort: number;
  readonly bytes: Uint8Array;
  /** The whole downlink counter of its frame. */
  readonly fCntDn: number;
  readonly at: EpochMs;
}

/** A simulated device that has joined the network. */
export interface Device {
  readonly devEui: DevEui;
  readonly name: string;
  readonly codec: CodecName;
  readonly tags: readonly string[];
  readonly location: Position;
  /** The counter of its next frame. */
  nextFCntUp(): number;
  /**
   * Sends what was measured, or raw bytes; resolves when the broker has the document, or a fault of the wire holds it.
   * @throws NetworkError value-out-of-range, bad-hex, bad-port, payload-too-long
   */
  send(payload: Measured | RawPayload, options?: SendOptions): Promise<SentUplink>;
  /** What it was sent, oldest first: each frame checked and decrypted with the device's own keys, each once. */
  received(): readonly ReceivedDownlink[];
  /** Calls `onReceived` for each downlink from now on, until the returned function is called. */
  watch(onReceived: (downlink: ReceivedDownlink) => void): () => void;
  /** Joins anew: new address and keys, counters from the start; the network publishes the join request. */
  join(): Promise<JoinDocument>;
}
