import { z } from 'zod';

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/** Reads a number from either flavour of the documents, `18` or `"18"`; undefined for anything else. */
export function readNumber(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  if (typeof value !== 'string' || !NUMBER.test(value.trim())) return undefined;
  const number = Number(value.trim());
  return Number.isFinite(number) ? number : undefined;
}

/** A number that may be missing or unreadable: then it is left out, the message is still good. */
export const optionalNumber = z.unknown().transform(readNumber).optional();

/** A counter or port: unreadable, negative and broken numbers are an error, absence and null are not. */
export const wholeNumber = (max: number) =>
  z
    .unknown()
    .transform((value, context) => {
      if (value === undefined || value === null || value === '') return undefined;
      const number = readNumber(value);
      if (number === undefined || !Number.isInteger(number) || number < 0 || number > max) {
        context.addIssue({ code: 'custom', message: `must be a whole number from 0 to ${max}` });
        return z.NEVER;
      }
      return number;
    })
    .optional();

/** `1`, `"1"`, `true` or `"true"`. */
export function isFlag(value: unknown): boolean {
  if (typeof value === 'string') return /^(1|true)$/i.test(value.trim());
  return value === true || value === 1;
}

/** A flag in either flavour; anything else is none. */
export const flag = z.unknown().transform(isFlag).optional();

/** Text, or a number standing where text is expected; anything else counts as missing. */
export function readOptionalText(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** A text that may be missing or unreadable. */
export const optionalText = z.unknown().transform(readOptionalText).optional();

/** Whatever is not the object that is expected counts as missing: an unknown extension never spoils a message. */
export const lenientObject = <T extends z.ZodType>(schema: T) =>
  z
    .unknown()
    .transform((value): z.output<T> | undefined => {
      const read = schema.safeParse(value);
      return read.success ? read.data : undefined;
    })
    .optional();
