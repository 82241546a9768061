import type { Envelope } from '../envelope.ts';
import { CaptureError } from './errors.ts';
import { jsonInText } from './json-in-text.ts';
import { makeEnvelopes } from './make-envelopes.ts';
import {
  documentTitle,
  readBareUplink,
  readThingParkDocument,
  type ThingParkDocument,
} from './thingpark-document.ts';

/** A document as somebody pasted it, with the root that it may have lacked. */
export interface PastedDocument {
  readonly about: ThingParkDocument;
  readonly document: Readonly<Record<string, unknown>>;
}

/**
 * Reads ThingPark's documents as people paste them: one, an array of them, or several in a row, each in one line or in many,
 * with or without commas and other text between; with the root `DevEUI_uplink` (or another of the network's) or without it.
 *
 * @throws CaptureError empty, not-json, no-device, with the line where that is known
 */
export function readPastedDocuments(text: string): readonly PastedDocument[] {
  if (text.trim() === '') throw new CaptureError('empty');
  const whole = parsed(text);
  if (whole !== undefined) return documentsOf(whole.value, {});
  const { found, broken } = jsonInText(text);
  if (broken !== undefined) throw new CaptureError('not-json', { line: broken.line, detail: broken.why });
  if (found.length === 0) throw new CaptureError('not-json', { line: lineOfText(text) });
  return found.flatMap(({ value, line }) => documentsOf(value, { line }));
}

/** Pasted documents as the network would have published them, each at the time that it names. */
export function pastedEnvelopes(documents: readonly PastedDocument[], now: number): readonly Envelope[] {
  let last = now - documents.length * 1000;
  return makeEnvelopes(
    'pasted documents',
    documents.map(({ about, document }) => {
      const { devEui, fCntUp } = about;
      // One without a time comes a second after the one before it.
      last = about.at ?? last + 1000;
      return {
        at: last,
        from: about.root === 'DevEUI_downlink' ? 'bridge' : 'network-server',
        to: 'broker',
        kind: 'mqtt',
        title: documentTitle(about),
        correlation: { devEui, ...(fCntUp === undefined ? {} : { fCntUp }) },
        body: document,
      };
    }),
  );
}

function parsed(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    // Several documents in a row are no JSON: whoever asked reads them one by one.
    return undefined;
  }
}

function lineOfText(text: string): number {
  return text.slice(0, text.search(/\S/)).split('\n').length;
}

function documentsOf(value: unknown, place: { readonly line?: number }): readonly PastedDocument[] {
  const documents: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (documents.length === 0) throw new CaptureError('empty');
  return documents.map((document, index) =>
    documentOf(document, documents.length === 1 ? place : { ...place, detail: `document ${index + 1}` }),
  );
}

function documentOf(value: unknown, place: { line?: number; detail?: string }): PastedDocument {
  const rooted = readThingParkDocument(value);
  if (rooted !== undefined) return { about: rooted, document: { [rooted.root]: rooted.fields } };
  const bare = readBareUplink(value);
  if (bare !== undefined) return { about: bare, document: { DevEUI_uplink: bare.fields } };
  throw new CaptureError('no-device', place);
}
