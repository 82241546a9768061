import type { DriverCfg, FrameIdentity, GeoPoint, Uplink } from './uplink.ts';
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
  const uplink: Writable<Uplink> = {
    identity: identityOf(document, frame.fCntUp),
    devEui,
    fPort: frame.fPort,
    fCntUp: frame.fCntUp,
    time: frame.time,
    receivedAt: frame.receivedAt,
    late: document.Late ?? false,
    payloadHex: document.payload_hex ?? '',
    radio: radioOf(document),
    tags: customer?.tags ?? [],
  };
  if (customer?.name !== undefined) uplink.name = customer.name;
  const driver = driverCfg(document.DriverCfg);
  if (driver !== undefined) uplink.driverCfg = driver;
  const located = place(document.DevLAT, document.DevLON, document.DevAlt, document.DevLocRadius);
  if (located !== undefined) uplink.networkLocation = located;
  const stated = place(customer?.loc?.lat, customer?.loc?.lon);
  if (stated !== undefined) uplink.customerLocation = stated;
  if (document.points !== undefined) uplink.points = document.points;
  const failure = decodingError(document.payloadDecodedError);
  if (failure !== undefined) uplink.decodingError = failure;
  if (document.payload !== undefined) uplink.payload = document.payload;
  return uplink;
}

// Field by field, here and below: every uplink passes, and what is put together from parts costs several times as much.
type Writable<T> = { -readonly [K in keyof T]: T[K] };

function identityOf({ DevEUI, DevAddr, mic_hex: mic }: UplinkDocument, fCntUp: number): FrameIdentity {
  const identity: Writable<FrameIdentity> = { devEui: DevEUI, fCntUp };
  if (DevAddr !== undefined) identity.devAddr = DevAddr.toUpperCase();
  if (mic !== undefined) identity.mic = mic.toLowerCase();
  return identity;
}

function radioOf({ LrrRSSI: rssi, LrrSNR: snr, LrrESP: esp, SpFact: sf }: UplinkDocument): Uplink['radio'] {
  const radio: Writable<Uplink['radio']> = {};
  if (rssi !== undefined) radio.rssi = rssi;
  if (snr !== undefined) radio.snr = snr;
  if (esp !== undefined) radio.esp = esp;
  if (sf !== undefined && isSpreadingFactor(sf)) radio.sf = sf;
  return radio;
}

/** LoRa has 5 to 12 (LoRaWAN Regional Parameters, data rates). */
function isSpreadingFactor(value: number): boolean {
  return Number.isInteger(value) && value >= 5 && value <= 12;
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
