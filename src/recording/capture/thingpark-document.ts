import { z } from 'zod';

/** What one of ThingPark's documents is about (Actility, ThingPark IoT Flow documentation, message formats). */
export interface ThingParkDocument {
  readonly root: string;
  readonly devEui: string;
  readonly fCntUp: number | undefined;
  /** When the base station heard it, in milliseconds since 1970. */
  readonly at: number | undefined;
  readonly isJoinRequest: boolean;
  readonly correlationId: string | undefined;
  readonly fields: Readonly<Record<string, unknown>>;
}

const fieldsSchema = z.looseObject({ DevEUI: z.string().regex(/^[0-9a-fA-F]{16}$/) });
const textSchema = z.string();
/** Both flavours are in live traffic: numbers as such, and as text. */
const countSchema = z.union([z.number(), z.string().regex(/^\d+$/).transform(Number)]);

/** Reads a document with its root, `{"DevEUI_uplink": {…}}`; undefined: it is none. */
export function readThingParkDocument(value: unknown): ThingParkDocument | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  for (const [root, body] of Object.entries(value)) {
    const fields = /^DevEUI_[a-zA-Z_]+$/.test(root) ? fieldsSchema.safeParse(body) : undefined;
    if (fields?.success === true) return about(root, fields.data);
  }
  return undefined;
}

/** The same for a document whose root was left out: the fields of an uplink. */
export function readBareUplink(value: unknown): ThingParkDocument | undefined {
  const fields = fieldsSchema.safeParse(value);
  return fields.success ? about('DevEUI_uplink', fields.data) : undefined;
}

function about(root: string, fields: z.infer<typeof fieldsSchema>): ThingParkDocument {
  const at = Date.parse(textSchema.safeParse(fields.Time).data ?? '');
  return {
    root,
    devEui: fields.DevEUI.toUpperCase(),
    fCntUp: root === 'DevEUI_uplink' ? countSchema.safeParse(fields.FCntUp).data : undefined,
    at: Number.isFinite(at) ? at : undefined,
    isJoinRequest: fields.rawJoinRequest !== undefined,
    correlationId: textSchema.safeParse(fields.CorrelationID).data,
    fields,
  };
}

const NOUNS: Readonly<Record<string, string>> = {
  DevEUI_uplink: 'uplink',
  DevEUI_downlink: 'downlink',
  DevEUI_downlink_Sent: 'downlink sent',
  DevEUI_downlink_Rejected: 'downlink rejected',
  DevEUI_location: 'location',
  DevEUI_notification: 'notification',
};

/** What a document is called in one line: `uplink 17 of 0011223344556677`. */
export function documentTitle({ root, devEui, fCntUp, isJoinRequest }: ThingParkDocument): string {
  const noun = isJoinRequest ? 'join request' : (NOUNS[root] ?? root);
  return `${noun}${fCntUp === undefined || isJoinRequest ? '' : ` ${fCntUp}`} of ${devEui}`;
}
