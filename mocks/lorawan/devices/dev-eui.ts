import { z } from 'zod';
import { NetworkError } from '../errors.ts';
import { fromHex, toHex } from '../hex.ts';

const devEuiSchema = z
  .string()
  .transform((text) => text.replaceAll(/[-: ]/g, '').toUpperCase())
  .pipe(z.string().regex(/^[0-9A-F]{16}$/))
  .brand<'DevEui'>();

/** The EUI-64 that names a device: 16 upper-case hexadecimal digits. */
export type DevEui = z.infer<typeof devEuiSchema>;

/**
 * Reads a DevEUI in any of its usual spellings: upper or lower case, with dashes, colons, spaces or nothing.
 * @throws NetworkError bad-dev-eui
 */
export function parseDevEui(text: string): DevEui {
  const parsed = devEuiSchema.safeParse(text);
  if (!parsed.success) throw new NetworkError('bad-dev-eui', text);
  return parsed.data;
}

export function devEuiFromBytes(bytes: Uint8Array): DevEui {
  return parseDevEui(toHex(bytes));
}

export function devEuiToBytes(devEui: DevEui): Uint8Array {
  return fromHex(devEui);
}
