import { CaptureError, readPastedDocuments } from '../../recording/index.ts';

/** A document that is to be handed over in the name of its device. */
export interface PastedUplink {
  readonly devEui: string;
  readonly document: Readonly<Record<string, unknown>>;
}

export type ReadPaste = { readonly uplinks: readonly PastedUplink[] } | { readonly problem: string };

/** More than anybody reads at once. */
const MOST = 1000;

/**
 * Reads ThingPark's documents as people paste them: one, an array of them, or several in a row; with the root `DevEUI_uplink`
 * (or another of the network's) or without it.
 */
export function readPaste(text: string): ReadPaste {
  try {
    const documents = readPastedDocuments(text);
    if (documents.length > MOST) return { problem: `These are more than ${MOST} documents.` };
    return {
      uplinks: documents.map(({ about: { devEui }, document }) => ({ devEui, document })),
    };
  } catch (error) {
    if (error instanceof CaptureError) return { problem: error.message };
    throw error;
  }
}
