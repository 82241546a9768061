import { z } from 'zod';
import type { DevEui } from '../dev-eui.ts';
import { readNumber } from './lenient.ts';
import { readPlainDocument } from './plain-document.ts';
import { toUplink } from './to-uplink.ts';
import type { Uplink } from './uplink.ts';
import { type UplinkDocument, uplinkDocumentSchema } from './uplink-document.ts';

/** What a message from the network turned out to be. Only `data` is delivered. */
export type NetworkMessage =
  | {
      readonly kind: 'data';
      readonly uplink: Uplink;
      /** The document that it was read from. */
      readonly text: string;
    }
  | {
      /** A join request, or an acknowledgement without payload: no data, but a sign of life of a known device. */
      readonly kind: 'join' | 'empty';
      readonly devEui: DevEui;
      readonly tags: readonly string[];
      readonly name?: string;
      readonly time?: string;
    }
  /** Another root of the network's documents, such as `DevEUI_location`. */
  | { readonly kind: 'other'; readonly root: string; readonly body: unknown }
  | { readonly kind: 'invalid'; readonly reason: string; readonly devEui?: string };

const utf8 = new TextDecoder('utf-8', { fatal: true });
const OTHER_ROOT = /^DevEUI_[a-zA-Z_]{1,40}$/;
/** Far beyond any of the network's documents, and bounds what so many of them take in memory. */
const MOST_BYTES = 256 * 1024;
/** JSON is read at any depth but can't be written at any: a document that can't be stored would come again for ever. */
const DEEPEST = 64;

/** Reads one document; never throws. `receivedAt`: ISO 8601, when the bridge took it in. */
export function readMessage(bytes: Uint8Array, receivedAt: string): NetworkMessage {
  if (bytes.length > MOST_BYTES) return { kind: 'invalid', reason: `longer than ${MOST_BYTES} bytes` };
  const text = textOf(bytes);
  return text === undefined ? { kind: 'invalid', reason: 'not UTF-8' } : readText(text, receivedAt);
}

function textOf(bytes: Uint8Array): string | undefined {
  try {
    return utf8.decode(bytes);
  } catch {
    return undefined;
  }
}

/** Reads the text of one document; never throws. */
export function readText(text: string, receivedAt: string): NetworkMessage {
  const json = jsonOf(text);
  if (json === undefined) return { kind: 'invalid', reason: 'not JSON' };
  if (!isObject(json)) return { kind: 'invalid', reason: 'not a JSON object' };
  if (mayBeDeeper(text, DEEPEST) && isDeeper(json, DEEPEST))
    return { kind: 'invalid', reason: `nested deeper than ${DEEPEST} levels` };
  const body = json.DevEUI_uplink;
  if (body !== undefined) return readUplink(text, body, receivedAt);
  const root = Object.keys(json).find((key) => OTHER_ROOT.test(key));
  if (root === undefined) return { kind: 'invalid', reason: 'no DevEUI_uplink in it' };
  return { kind: 'other', root, body: json[root] };
}

/** Undefined for what is no JSON (whose values are never undefined). */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function readUplink(text: string, body: unknown, receivedAt: string): NetworkMessage {
  const plain = readPlainDocument(body);
  if (plain !== undefined) return messageOf(text, plain, receivedAt);
  const read = uplinkDocumentSchema.safeParse(body);
  if (read.success) return messageOf(text, read.data, receivedAt);
  const reason = read.error.issues
    .slice(0, 5)
    .map((issue) => `${['DevEUI_uplink', ...issue.path].join('.')}: ${issue.message}`)
    .join('; ');
  return { kind: 'invalid', reason, ...devEuiOf(body) };
}

function messageOf(text: string, document: UplinkDocument, receivedAt: string): NetworkMessage {
  if (isJoin(document)) return { kind: 'join', ...sighting(document) };
  // FPort 0 carries MAC commands for the network alone (LoRaWAN L2 1.0.4, section 4.3.2); no payload, no data.
  const { FPort: fPort, FCntUp: fCntUp, payload_hex: payload = '' } = document;
  if (fPort === undefined || fPort === 0 || payload === '') {
    return { kind: 'empty', ...sighting(document) };
  }
  if (fCntUp === undefined) return missing('FCntUp', document);
  if (document.Time === undefined) return missing('Time', document);
  const uplink = toUplink(document, { fPort, fCntUp, time: document.Time, receivedAt });
  return { kind: 'data', uplink, text };
}

/** A join request shares the uplink's root; `MType` 0 and `rawJoinRequest` tell it apart. */
function isJoin(document: UplinkDocument): boolean {
  if (document.rawJoinRequest !== undefined) return true;
  return readNumber(document.MType) === 0 && document.FCntUp === undefined;
}

function sighting(document: UplinkDocument) {
  const name = document.CustomerData?.name;
  return {
    devEui: document.DevEUI,
    tags: document.CustomerData?.tags ?? [],
    ...(name === undefined ? {} : { name }),
    ...(document.Time === undefined ? {} : { time: document.Time }),
  };
}

function missing(field: string, document: UplinkDocument): NetworkMessage {
  return { kind: 'invalid', reason: `DevEUI_uplink.${field}: is missing`, devEui: document.DevEUI };
}

const namedSchema = z.object({ DevEUI: z.string().regex(/^[0-9a-fA-F]{16}$/) });

function devEuiOf(body: unknown): { readonly devEui?: string } {
  const read = namedSchema.safeParse(body);
  return read.success ? { devEui: read.data.DevEUI.toUpperCase() } : {};
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Few brackets make no depth: that is soon seen, and true of nearly all documents. */
function mayBeDeeper(text: string, levels: number): boolean {
  return countUpTo(levels, text, '{') + countUpTo(levels, text, '[') > levels;
}

function countUpTo(most: number, text: string, character: string): number {
  let count = 0;
  for (let at = text.indexOf(character); at !== -1 && count <= most; at = text.indexOf(character, at + 1)) {
    count += 1;
  }
  return count;
}

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((member) => isDeeper(member, levels - 1));
}
