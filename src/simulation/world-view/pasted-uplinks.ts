import { z } from 'zod';

/** A document that is to be handed over in the name of its device. */
export interface PastedUplink {
  readonly devEui: string;
  readonly document: Readonly<Record<string, unknown>>;
}

export type ReadPaste = { readonly uplinks: readonly PastedUplink[] } | { readonly problem: string };

const namedSchema = z.looseObject({ DevEUI: z.string().regex(/^[0-9a-fA-F]{16}$/) });

/** More than anybody reads at once. */
const MOST = 1000;

/**
 * Reads ThingPark's documents as people paste them: one, an array of them, or one a line; with the root `DevEUI_uplink`
 * (or another of the network's) or without it.
 */
export function readPaste(text: string): ReadPaste {
  if (text.trim() === '') return { problem: 'Paste a document first.' };
  const documents = jsonIn(text);
  if (documents === undefined) return { problem: 'It is neither JSON nor JSON line by line.' };
  if (documents.length > MOST) return { problem: `These are more than ${MOST} documents.` };
  const uplinks: PastedUplink[] = [];
  for (const [index, document] of documents.entries()) {
    const read = uplinkOf(document);
    if (read === undefined)
      return { problem: `Document ${index + 1} has no DevEUI of 16 hexadecimal digits.` };
    uplinks.push(read);
  }
  return uplinks.length === 0 ? { problem: 'There is no document in it.' } : { uplinks };
}

function jsonIn(text: string): readonly unknown[] | undefined {
  try {
    const whole: unknown = JSON.parse(text);
    return Array.isArray(whole) ? whole : [whole];
  } catch {
    try {
      return text.split(/\r?\n/).flatMap((line) => (line.trim() === '' ? [] : [JSON.parse(line)]));
    } catch {
      return undefined;
    }
  }
}

function uplinkOf(value: unknown): PastedUplink | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [root, body] of Object.entries(value)) {
    const inner = /^DevEUI_[a-zA-Z_]+$/.test(root) ? namedSchema.safeParse(body) : undefined;
    if (inner?.success === true) return { devEui: inner.data.DevEUI.toUpperCase(), document: { ...value } };
  }
  const bare = namedSchema.safeParse(value);
  if (!bare.success) return undefined;
  return { devEui: bare.data.DevEUI.toUpperCase(), document: { DevEUI_uplink: bare.data } };
}
