import type { DriverDescription, Point } from './driver-host.ts';

/** What a driver's decoder takes and gives (LoRa Alliance TS013, Payload Codec API, `decodeUplink`). */
export interface CodecInput {
  readonly bytes: Uint8Array;
  readonly fPort: number;
  /** ISO 8601. */
  readonly recvTime: string;
}

export interface CodecOutput {
  readonly data: Readonly<Record<string, unknown>>;
  readonly warnings: readonly string[];
}

/** What a driver's encoder gives (LoRa Alliance TS013, Payload Codec API, `encodeDownlink`). */
export interface EncodedDownlink {
  readonly bytes: Uint8Array;
  readonly fPort?: number;
  readonly warnings: readonly string[];
}

/** A payload driver that comes with the bridge. */
export interface BuiltInDriver {
  readonly description: DriverDescription;
  /** @throws {PayloadError} when the payload is none of this device's */
  decodeUplink(input: CodecInput): CodecOutput;
  /** The ontology's view of what was decoded (ThingPark X IoT Flow, driver developer guide, `extractPoints`). */
  extractPoints(data: CodecOutput['data']): Readonly<Record<string, Point>>;
  /**
   * Absent where the device takes no commands, or none is known.
   *
   * @throws {PayloadError} when the data are no command for this device
   */
  encodeDownlink?(data: Readonly<Record<string, unknown>>): EncodedDownlink;
}

/** A payload that a driver can't read, or data that it can't write. */
export class PayloadError extends Error {
  override readonly name = 'PayloadError';
}
