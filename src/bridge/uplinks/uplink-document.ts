import { z } from 'zod';
import { devEuiSchema } from '../dev-eui.ts';
import { readTime } from '../read-time.ts';
import { flag, lenientObject, optionalNumber, optionalText, wholeNumber } from './lenient.ts';
import { pointSchema } from './uplink.ts';

const part = z.object({ pId: optionalText, mId: optionalText, ver: optionalText });

/** Tags occur as a list and, in older documents, as one text; what is no text is left out. */
const tags = z
  .unknown()
  .transform((value) => {
    const list = Array.isArray(value) ? value : typeof value === 'string' ? value.split(',') : [];
    return list.flatMap((tag) => (typeof tag === 'string' && tag.trim() !== '' ? [tag.trim()] : []));
  })
  .optional();

const customerData = z.object({
  name: optionalText,
  tags,
  loc: lenientObject(z.object({ lat: optionalNumber, lon: optionalNumber })),
});

/** Points one by one: a broken one is left out, the others stay. */
const points = z
  .unknown()
  .transform((value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
    return Object.fromEntries(
      Object.entries(value).flatMap(([name, point]) => {
        const read = pointSchema.safeParse(point);
        return read.success ? [[name, read.data] as const] : [];
      }),
    );
  })
  .optional();

const payloadHex = z
  .unknown()
  .transform((value, context) => {
    if (value === undefined || value === null) return '';
    if (typeof value !== 'string' || !/^(?:[0-9a-fA-F]{2})*$/.test(value)) {
      context.addIssue({ code: 'custom', message: 'must be pairs of hexadecimal digits' });
      return z.NEVER;
    }
    return value.toLowerCase();
  })
  .optional();

const time = z
  .string()
  .transform((text, context) => {
    const read = readTime(text);
    if (read === undefined) {
      context.addIssue({ code: 'custom', message: 'must be an ISO 8601 time' });
      return z.NEVER;
    }
    return read;
  })
  .optional();

/**
 * The content of `DevEUI_uplink` as far as the bridge uses it (ThingPark Wireless, LRC-AS tunnel interface, uplink
 * frame report). Two flavours are in live traffic, numbers as numbers and as text; unknown fields are let be.
 */
export const uplinkDocumentSchema = z.object({
  DevEUI: devEuiSchema,
  Time: time,
  DevAddr: optionalText,
  FPort: wholeNumber(255),
  FCntUp: wholeNumber(0xffff_ffff),
  payload_hex: payloadHex,
  mic_hex: optionalText,
  rawJoinRequest: z.unknown().optional(),
  MType: z.unknown().optional(),
  Late: flag,
  LrrRSSI: optionalNumber,
  LrrSNR: optionalNumber,
  LrrESP: optionalNumber,
  SpFact: optionalNumber,
  CustomerData: lenientObject(customerData),
  DriverCfg: lenientObject(
    z.object({ id: optionalText, mod: lenientObject(part), app: lenientObject(part) }),
  ),
  DevLAT: optionalNumber,
  DevLON: optionalNumber,
  DevAlt: optionalNumber,
  DevLocRadius: optionalNumber,
  payload: z.unknown().optional(),
  points,
  payloadDecodedError: lenientObject(z.object({ code: optionalText, message: optionalText })),
});
export type UplinkDocument = z.infer<typeof uplinkDocumentSchema>;
