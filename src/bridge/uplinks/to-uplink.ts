import type { DriverCfg, GeoPoint, Uplink } from './uplink.ts';
import type { UplinkDocument } from './uplink-document.ts';

/** What must be there for a document to be a data frame. */
export interface FrameFacts {
  readonly fPort: number;
  readonly fCntUp: number;
  readonly time: string;
  readonly receivedAt: string;
}

/** Makes the bridge's own value of a data frame's document. */
export function toUplink(document: UplinkDocument, frame: FrameFacts): Uplink {
  const { DevEUI: devEui, CustomerData: customer } = document;
  return {
    identity: {
      devEui,
      fCntUp: frame.fCntUp,
      ...given({ devAddr: document.DevAddr?.toUpperCase(), mic: document.mic_hex?.toLowerCase() }),
    },
    devEui,
    ...frame,
    late: document.Late ?? false,
    payloadHex: document.payload_hex ?? '',
    radio: given({
      rssi: document.LrrRSSI,
      snr: document.LrrSNR,
      esp: document.LrrESP,
      sf: isSpreadingFactor(document.SpFact) ? document.SpFact : undefined,
    }),
    tags: customer?.tags ?? [],
    ...given({
      name: customer?.name,
      driverCfg: driverCfg(document.DriverCfg),
      networkLocation: place(document.DevLAT, document.DevLON, document.DevAlt, document.DevLocRadius),
      customerLocation: place(customer?.loc?.lat, customer?.loc?.lon),
      points: document.points,
      decodingError: decodingError(document.payloadDecodedError),
    }),
    ...(document.payload === undefined ? {} : { payload: document.payload }),
  };
}

/** LoRa has 5 to 12 (LoRaWAN Regional Parameters, data rates). */
function isSpreadingFactor(value: number | undefined): boolean {
  return value !== undefined && Number.isInteger(value) && value >= 5 && value <= 12;
}

type DriverPart = NonNullable<NonNullable<UplinkDocument['DriverCfg']>['mod']>;

function driverCfg(read: UplinkDocument['DriverCfg']): DriverCfg | undefined {
  if (read === undefined) return undefined;
  const found = given({ id: read.id, application: driverPart(read.app), model: driverPart(read.mod) });
  return Object.keys(found).length === 0 ? undefined : found;
}

function driverPart(part: DriverPart | undefined): DriverCfg['application'] {
  if (part?.pId === undefined || part.mId === undefined || part.ver === undefined) return undefined;
  return { producerId: part.pId, moduleId: part.mId, version: part.ver };
}

function place(lat?: number, lon?: number, alt?: number, accuracy?: number): GeoPoint | undefined {
  return lat === undefined || lon === undefined ? undefined : { lat, lon, ...given({ alt, accuracy }) };
}

function decodingError(read: UplinkDocument['payloadDecodedError']): Uplink['decodingError'] {
  if (read === undefined) return undefined;
  return { code: read.code ?? 'unknown', message: read.message ?? 'the network gave no reason' };
}

type Given<T> = { -readonly [K in keyof T]?: Exclude<T[K], undefined> };

/** The entries that have a value: an absent field stays absent instead of becoming `undefined`. */
function given<T extends object>(fields: T): Given<T> {
  const kept: Given<T> = {};
  for (const key in fields) {
    const value = fields[key];
    if (isGiven(value)) kept[key] = value;
  }
  return kept;
}

function isGiven<T>(value: T): value is Exclude<T, undefined> {
  return value !== undefined;
}
