import { z } from 'zod';

/** A device's 64-bit identifier, sixteen hexadecimal digits in upper case. */
export type DevEui = string & z.$brand<'DevEui'>;

/**
 * Accepts a DevEUI in either case and gives it in upper case: live traffic holds both, and a device is one device
 * however its id is written.
 */
export const devEuiSchema = z
  .string()
  .regex(/^[0-9a-fA-F]{16}$/, 'must be 16 hexadecimal digits')
  .transform((text) => text.toUpperCase())
  .brand<'DevEui'>();

/** Says whether a text is a DevEUI as the bridge writes it. */
export function isDevEui(text: string): text is DevEui {
  return /^[0-9A-F]{16}$/.test(text);
}
