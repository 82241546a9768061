import { NetworkError } from './errors.ts';

/** Lower-case hexadecimal. */
export function toHex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}

/** @throws NetworkError bad-hex */
export function fromHex(hex: string): Uint8Array {
  if (!/^(?:[0-9a-fA-F]{2})*$/.test(hex)) throw new NetworkError('bad-hex', hex);
  return Uint8Array.from(Buffer.from(hex, 'hex'));
}

/** LoRaWAN sends numbers and identifiers least significant byte first (LoRaWAN 1.0.3, 1.2). */
export function reversed(bytes: Uint8Array): Uint8Array {
  return Uint8Array.from(bytes).reverse();
}

export function littleEndian(value: number, length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, index) => Math.floor(value / 2 ** (8 * index)) % 256);
}
