import { createHash, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';

/** What the network says of a document in the address that it posts it to. */
export interface PostedAddress {
  readonly devEui: string;
  readonly asId: string;
  /** ISO 8601, as it stands there. */
  readonly time: string;
  readonly token: string;
  /** What the token signs of the address: all of it but the token, without its percent signs, in the given order. */
  readonly signed: string;
}

/** Names of the address that count; each may stand there once. */
const NAMES = { devEui: 'LrnDevEui', asId: 'AS_ID', time: 'Time', token: 'Token' } as const;

/**
 * Takes an address apart (Actility, LRC-AS tunnel interface, "Uplink"). A plus sign is a plus sign: `Time` has one that
 * some networks do not encode.
 *
 * @returns the names that are missing, doubled or badly encoded, where it is no such address
 */
export function readPostedAddress(url: string): PostedAddress | { readonly wrong: readonly string[] } {
  const query = url.split('?')[1] ?? '';
  const pairs = query.split('&').flatMap((part) => {
    const [name = '', ...value] = part.split('=');
    return name === '' ? [] : [[name, decoded(value.join('='))] as const];
  });
  const only = (name: string) => {
    const found = pairs.filter(([known]) => known === name);
    return found.length === 1 ? found[0]?.[1] : undefined;
  };
  const unreadable = pairs.flatMap(([name, value]) => (value === undefined ? [name] : []));
  const [devEui, asId, time, token] = [NAMES.devEui, NAMES.asId, NAMES.time, NAMES.token].map(only);
  if (
    unreadable.length > 0 ||
    devEui === undefined ||
    asId === undefined ||
    time === undefined ||
    token === undefined
  ) {
    const missing = Object.values(NAMES).filter((name) => only(name) === undefined);
    return { wrong: [...new Set([...missing, ...unreadable])] };
  }
  const signed = pairs
    .filter(([name]) => name !== NAMES.token)
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
  return { devEui, asId, time, token, signed };
}

const scalar = z.union([z.string(), z.number()]).transform(String).catch('');
const fieldsSchema = z.object({
  CustomerID: scalar,
  DevEUI: scalar,
  FPort: scalar,
  FCntUp: scalar,
  FCntDn: scalar,
  payload_hex: scalar,
});
const documentSchema = z.record(z.string(), fieldsSchema);

/** The DevEUI that a document names, upper case; empty where it names none. */
export function devEuiOfDocument(document: unknown): string {
  return openDocument(document).fields.DevEUI.toUpperCase();
}

/**
 * Whether the token was made with this key: SHA-256, in hexadecimal, over what identifies the document, the address and
 * the key in lower case (Actility, LRC-AS tunnel interface, "Application server authentication"). Takes equally long
 * whatever is wrong with it.
 */
export function isTokenOf({ signed, token }: PostedAddress, document: unknown, asKey: string): boolean {
  const { root, fields } = openDocument(document);
  const { CustomerID, DevEUI, FPort, FCntUp, FCntDn, payload_hex } = fields;
  // Reports have neither an uplink counter of their own nor a payload.
  const identifying =
    root === 'DevEUI_uplink'
      ? [CustomerID, DevEUI, FPort, FCntUp, payload_hex]
      : [CustomerID, DevEUI, FPort, FCntDn];
  const expected = createHash('sha256')
    .update(identifying.join('') + signed + asKey.toLowerCase())
    .digest();
  const given = /^[0-9a-f]{64}$/i.test(token) ? Buffer.from(token, 'hex') : Buffer.alloc(expected.length);
  return timingSafeEqual(given, expected);
}

function openDocument(document: unknown) {
  const read = documentSchema.safeParse(document);
  const [root, fields] = (read.success ? Object.entries(read.data)[0] : undefined) ?? [
    '',
    fieldsSchema.parse({}),
  ];
  return { root, fields };
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
