import type { Envelope } from '../envelope.ts';
import { permuted } from './permutation.ts';

/** Replaces the addresses of devices, the same one by the same other one wherever it stands. */
export interface Pseudonyms {
  envelope(envelope: Envelope): Envelope;
  /** A part of a body, or a text. */
  value(value: unknown): unknown;
}

/** Bytes of a device's application are no addresses, whatever they look like. */
const BYTES = new Set(['payload_hex', 'Payload', 'mic_hex', 'rawMacCommands', 'bytes']);
/** Frames as they are on air carry addresses inside, and nothing is done with them: only their length is kept. */
const FRAMES = new Set(['phyPayload', 'rawJoinRequest']);
const DEVICE_ADDRESSES = new Set(['devaddr']);
const GATEWAYS = new Set(['lrrid', 'gateway']);

/** An EUI-64 between whatever is no letter or digit; a percent-encoded byte may stand before it (RFC 3986, 2.1). */
const EUI = /(?<=^|[^0-9A-Za-z]|%[0-9A-Fa-f]{2})[0-9A-Fa-f]{16}(?![0-9A-Za-z])/g;
/** EUI-64 and MAC addresses as they are printed on housings: pairs of digits with colons or dashes between. */
const PAIRS =
  /(?<![0-9A-Za-z:-])[0-9A-Fa-f]{2}(?:([:-])[0-9A-Fa-f]{2})(?:\1[0-9A-Fa-f]{2}){4}(?:(?:\1[0-9A-Fa-f]{2}){2})?(?![0-9A-Za-z:-])/g;
/** A device address within the text of a document that is carried as text. */
const ADDRESS_IN_TEXT = /(DevAddr\\*"?\s*[:=]\s*\\*"?)([0-9A-Fa-f]{8})(?![0-9A-Za-z])/gi;

/**
 * Makes pseudonyms for DevEUI, DevAddr, and the addresses of gateways and housings (MAC).
 *
 * @param key the same key gives the same pseudonyms; who knows it can look whether an address is among them
 */
export function createPseudonyms(key: string): Pseudonyms {
  const hex = (text: string, label: string): string => {
    const replaced = Buffer.from(permuted(Buffer.from(text, 'hex'), key, label)).toString('hex');
    return /[a-f]/.test(text) ? replaced : replaced.toUpperCase();
  };
  const text = (given: string): string =>
    given
      .replace(ADDRESS_IN_TEXT, (_all, before: string, address: string) => before + hex(address, 'DevAddr'))
      .replace(EUI, (eui) => hex(eui, 'EUI-64'))
      .replace(PAIRS, (pairs: string, separator: string) => {
        const digits = pairs.replaceAll(separator, '');
        const replaced = hex(digits, digits.length === 16 ? 'EUI-64' : 'MAC');
        return replaced.match(/../g)?.join(separator) ?? replaced;
      });

  const number = (given: number, label: string): number => {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(given);
    return Buffer.from(permuted(bytes, key, label)).readUInt32BE();
  };

  /** What stands under a name that says what it is. */
  const named = (name: string, value: unknown, parent: string): unknown => {
    if (BYTES.has(name)) return value;
    if (parent === 'c8y_Command' && name === 'text') return value;
    if (FRAMES.has(name)) return typeof value === 'string' ? value.replace(/[0-9A-Fa-f]/g, '0') : value;
    const label = labelOf(name) ?? (name === 'value' ? labelOf(parent) : undefined);
    if (label !== undefined && typeof value === 'string' && /^[0-9A-Fa-f]{8}$/.test(value))
      return hex(value, label);
    if (label !== undefined && isUInt32(value)) return number(value, label);
    return walk(value, name);
  };

  const walk = (value: unknown, parent: string): unknown => {
    if (typeof value === 'string') return text(value);
    if (Array.isArray(value)) return value.map((one: unknown) => walk(one, parent));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, member]) => [text(name), named(name, member, parent)]),
    );
  };

  return {
    value: (value) => walk(value, ''),
    envelope: ({ title, correlation, body, ...rest }) => ({
      ...rest,
      // A run of a simulation is named after its seed, from which its devices follow.
      run: 'pseudonymised',
      title: text(title),
      correlation: {
        ...correlation,
        ...(correlation.devEui === undefined ? {} : { devEui: text(correlation.devEui) }),
      },
      ...(body === undefined ? {} : { body: walk(body, '') }),
    }),
  };
}

function labelOf(name: string): string | undefined {
  const lower = name.toLowerCase();
  if (DEVICE_ADDRESSES.has(lower)) return 'DevAddr';
  return GATEWAYS.has(lower) ? 'gateway' : undefined;
}

function isUInt32(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < 2 ** 32;
}
