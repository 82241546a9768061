import { z } from 'zod';
import type { Uplink } from '../uplinks/uplink.ts';
import type { EventDraft } from './drafts.ts';
import { FRAME_FRAGMENT, frameObject } from './frame-fragment.ts';

/** The type of the event that keeps an uplink's document, and the fragment that holds it. */
export const DOCUMENT_EVENT_TYPE = 'iotFlow_Document';

interface DocumentSettings {
  readonly sendMetadata: boolean;
  readonly sendRawDecodedFormat: boolean;
}

interface Content {
  /** The network's document, as it came. */
  readonly document: string;
  /** What decoding made of the payload; undefined where nothing was decoded. */
  readonly payload: unknown;
}

const rootSchema = z.looseObject({ DevEUI_uplink: z.record(z.string(), z.unknown()) });

/**
 * The event that keeps an uplink's document, where the settings ask for one (ThingPark X IoT Flow, About connections,
 * Common parameters): `sendMetadata` keeps all of it without its root node; `sendRawDecodedFormat`, without
 * `sendMetadata`, the decoded payload alone, or the whole message where there is none.
 */
export function documentEvent(
  { sendMetadata, sendRawDecodedFormat }: DocumentSettings,
  uplink: Uplink,
  { document, payload }: Content,
): EventDraft | undefined {
  if (!sendMetadata && !sendRawDecodedFormat) return undefined;
  const message = rootSchema.parse(JSON.parse(document));
  const kept = sendMetadata ? message.DevEUI_uplink : (payload ?? message);
  return {
    type: DOCUMENT_EVENT_TYPE,
    time: uplink.time,
    text: `Uplink ${uplink.fCntUp} on port ${uplink.fPort}`,
    fragments: {
      [DOCUMENT_EVENT_TYPE]: withPlainNames(kept),
      [FRAME_FRAGMENT]: frameObject(uplink.identity, 0),
    },
  };
}

/** Not allowed in the names of fragments (Cumulocity OpenAPI, Measurements; Domain model, Naming conventions). */
const SPECIAL = /[\s.,*[\]()@$]/g;

/** Drivers name the entries of a payload as they like: what Cumulocity's names must not hold becomes an underscore. */
function withPlainNames(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withPlainNames);
  if (typeof value !== 'object' || value === null) return value;
  const named = new Map<string, unknown>();
  for (const [name, entry] of Object.entries(value)) {
    let plain = name === '' ? '_' : name.replace(SPECIAL, '_');
    while (named.has(plain)) plain += '_';
    named.set(plain, withPlainNames(entry));
  }
  return Object.fromEntries(named);
}
