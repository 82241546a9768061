import { NetworkError } from '../../errors.ts';

export interface Position {
  /** Degrees north. */
  readonly latitude: number;
  /** Degrees east. */
  readonly longitude: number;
}

/** What a device measured, under the names of ThingPark's ontology. */
export interface Measured {
  /** Degrees Celsius. */
  readonly temperature?: number;
  /** Relative humidity, %. */
  readonly humidity?: number;
  /** Lux. */
  readonly light?: number;
  /** Movements since the last message. */
  readonly motion?: number;
  /** Parts per million. */
  readonly co2Level?: number;
  /** Hectopascal. */
  readonly pressure?: number;
  /** Millivolt. */
  readonly batteryVoltage?: number;
  /** In units of g, an axis each. */
  readonly acceleration?: { readonly x: number; readonly y: number; readonly z: number };
  readonly location?: Position;
}

/** What else stands in a frame of a device that tells of its own radio link. */
export interface LinkState {
  readonly fCntUp: number;
  readonly fCntDn: number;
  /** dBm and dB of the last downlink. */
  readonly downlinkRssi?: number;
  readonly downlinkSnr?: number;
}

export interface EncodedPayload {
  readonly fPort: number;
  readonly bytes: Uint8Array;
  /** What the bytes carry: the given values, rounded to the steps of the format. What it has no place for is gone. */
  readonly values: Measured;
}

/** ThingPark's name of a driver or a model: producer, module, version. */
export interface ModuleId {
  readonly pId: string;
  readonly mId: string;
  readonly ver: string;
}

/** What DriverCfg says of a device. */
export interface DriverName {
  readonly model: ModuleId;
  readonly application: ModuleId;
  /** `producer:module:version` */
  readonly id: string;
}

/** How one kind of device turns what it measures into bytes. */
export interface Codec {
  /** The device, the application that its payloads belong to, and ThingPark's id of the driver that reads them. */
  readonly driver: DriverName;
  /** Profile of the device as ThingPark's `alr` names it. */
  readonly profile: { readonly pro: string; readonly ver: string };
  /** @throws NetworkError value-out-of-range */
  encode(values: Measured, link: LinkState): EncodedPayload;
  /** @throws NetworkError bad-payload */
  decode(bytes: Uint8Array): Measured;
}

/**
 * A value in steps of its format, as the whole number that travels.
 * @throws NetworkError value-out-of-range
 */
export function quantised(name: string, value: number, perUnit: number, min: number, max: number): number {
  const steps = Math.round(value * perUnit);
  if (!(steps >= min && steps <= max)) {
    throw new NetworkError(
      'value-out-of-range',
      `${name} ${value}, allowed are ${min / perUnit} to ${max / perUnit}`,
    );
  }
  // -0 would not survive a journey as bytes.
  return steps + 0;
}
