import type { Flavour } from './fields.ts';
import {
  type JoinDocument,
  joinDocumentInStringsSchema,
  uplinkDocumentInStringsSchema,
  uplinkDocumentSchema,
} from './uplink-document.ts';

// What the schema calls real: written with six decimals in the string flavour, as C's `%f` does.
const REALS = new Set([
  'LrrRSSI',
  'LrrSNR',
  'LrrESP',
  'LrrLAT',
  'LrrLON',
  'TxPower',
  'Frequency',
  'InstantPER',
  'MeanPER',
  'airtime',
  'DevLAT',
  'DevLON',
  'DevAlt',
  'DevLocRadius',
]);

/** The document as its flavour writes it. One that was altered on purpose may be anything: only its numbers change. */
export function uplinkInFlavour(document: unknown, flavour: Flavour): unknown {
  if (flavour === 'numbers') return document;
  const written = inStrings(document);
  return uplinkDocumentSchema.safeParse(document).success
    ? uplinkDocumentInStringsSchema.parse(written)
    : written;
}

/** A report, whose strings and numbers have no schema to change over. */
export function inFlavour(document: unknown, flavour: Flavour): unknown {
  return flavour === 'numbers' ? document : inStrings(document);
}

export function joinInFlavour(document: JoinDocument, flavour: Flavour): unknown {
  return flavour === 'numbers' ? document : joinDocumentInStringsSchema.parse(inStrings(document));
}

function inStrings(value: unknown, key = ''): unknown {
  if (typeof value === 'number') return REALS.has(key) ? value.toFixed(6) : String(value);
  if (Array.isArray(value)) return value.map((item: unknown) => inStrings(item, key));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, inStrings(item, name)]));
}
