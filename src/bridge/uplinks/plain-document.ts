import { isDevEui } from '../dev-eui.ts';
import { readTime } from '../read-time.ts';
import { isFlag, readNumber, readOptionalText } from './lenient.ts';
import type { UplinkDocument } from './uplink-document.ts';

type Fields = Readonly<Record<string, unknown>>;

/**
 * Reads an uplink's document as `uplinkDocumentSchema` does, in an eighth of its time, as long as everything in it is as
 * the network usually writes it, in either flavour; undefined for anything else, which is the schema's to judge.
 */
export function readPlainDocument(body: unknown): UplinkDocument | undefined {
  if (!isFields(body)) return undefined;
  const document = readFrame(body);
  if (document === undefined) return undefined;
  for (const name of TEXTS) if (name in body) document[name] = readOptionalText(body[name]);
  for (const name of NUMBERS) if (name in body) document[name] = readNumber(body[name]);
  for (const name of AS_THEY_ARE) if (name in body) document[name] = body[name];
  if ('Late' in body) document.Late = isFlag(body.Late);
  return readCustomer(document, body.CustomerData) && readDriver(document, body.DriverCfg)
    ? document
    : undefined;
}

/** What makes it a data frame. */
function readFrame(body: Fields): UplinkDocument | undefined {
  if ('rawJoinRequest' in body || 'points' in body || 'payloadDecodedError' in body) return undefined;
  const { DevEUI, payload_hex } = body;
  const Time = typeof body.Time === 'string' ? readTime(body.Time) : undefined;
  const FPort = readWhole(body.FPort, 255);
  const FCntUp = readWhole(body.FCntUp, 0xffff_ffff);
  if (typeof DevEUI !== 'string' || !isDevEui(DevEUI)) return undefined;
  if (typeof payload_hex !== 'string' || !/^(?:[0-9a-f]{2})+$/.test(payload_hex)) return undefined;
  if (Time === undefined || FPort === undefined || FCntUp === undefined) return undefined;
  return { DevEUI, Time, FPort, FCntUp, payload_hex };
}

const TEXTS = ['DevAddr', 'mic_hex'] as const;
const NUMBERS = [
  'LrrRSSI',
  'LrrSNR',
  'LrrESP',
  'SpFact',
  'DevLAT',
  'DevLON',
  'DevAlt',
  'DevLocRadius',
] as const;
const AS_THEY_ARE = ['MType', 'payload'] as const;

/** Says whether it is as usual, or missing. */
function readCustomer(document: UplinkDocument, customer: unknown): boolean {
  if (customer === undefined) return true;
  if (!isFields(customer)) return false;
  const { tags, loc } = customer;
  const read: NonNullable<UplinkDocument['CustomerData']> = {};
  document.CustomerData = read;
  if ('name' in customer) read.name = readOptionalText(customer.name);
  if (tags !== undefined) {
    if (!Array.isArray(tags) || !tags.every(isPlainTag)) return false;
    read.tags = tags;
  }
  if (loc === undefined) return true;
  if (!isFields(loc)) return false;
  read.loc = {};
  if ('lat' in loc) read.loc.lat = readNumber(loc.lat);
  if ('lon' in loc) read.loc.lon = readNumber(loc.lon);
  return true;
}

/** Says whether it is as usual, or missing. */
function readDriver(document: UplinkDocument, driver: unknown): boolean {
  if (driver === undefined) return true;
  if (!isFields(driver)) return false;
  const read: NonNullable<UplinkDocument['DriverCfg']> = {};
  document.DriverCfg = read;
  if ('id' in driver) read.id = readOptionalText(driver.id);
  for (const name of ['mod', 'app'] as const) {
    const part = driver[name];
    if (part === undefined) continue;
    if (!isFields(part)) return false;
    const { pId, mId, ver } = part;
    if (typeof pId !== 'string' || typeof mId !== 'string' || typeof ver !== 'string') return false;
    read[name] = { pId: readOptionalText(pId), mId: readOptionalText(mId), ver: readOptionalText(ver) };
  }
  return true;
}

function readWhole(value: unknown, max: number): number | undefined {
  const number = readNumber(value);
  return number !== undefined && Number.isInteger(number) && number >= 0 && number <= max
    ? number
    : undefined;
}

function isPlainTag(tag: unknown): tag is string {
  return typeof tag === 'string' && tag !== '' && tag.trim() === tag;
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
