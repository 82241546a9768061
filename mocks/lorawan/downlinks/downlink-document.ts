import { z } from 'zod';
import type { EpochMs } from '../../../src/clock/index.ts';
import { fromHex } from '../hex.ts';

// Actility, ThingPark IoT Flow documentation, "Downlink message". Numbers come as numbers or as strings.

/** What an application asks the network to send to a device. */
export interface DownlinkRequest {
  /** 16 upper-case hexadecimal digits. */
  readonly devEui: string;
  readonly fPort: number;
  readonly payload: Uint8Array;
  readonly confirmed: boolean;
  /** Empties the device's queue before this one is put into it. */
  readonly flush: boolean;
  /** When it is to be thrown away if it has not gone by then. */
  readonly validUntil: EpochMs | undefined;
  /** As it was written. */
  readonly correlationId: string | undefined;
  /** The application encrypted the payload itself, for this downlink counter. */
  readonly fCntDn: number | undefined;
  readonly signature: Signature;
}

/** How an application says who it is. */
export interface Signature {
  readonly asId: string | undefined;
  readonly asKey: string | undefined;
  readonly token: string | undefined;
  /** What a token signs, without the key. */
  readonly query: string;
}

// More than the fastest data rates of EU868 carry (LoRaWAN Regional Parameters 1.0.3, 2.2.6).
const MAX_PAYLOAD = 222;

function wholeNumber(min: number, max: number, error: string) {
  const inRange = z.number({ error }).int({ error }).min(min, { error }).max(max, { error });
  return z.union([inRange, z.string().regex(/^\d+$/).transform(Number).pipe(inRange)], { error });
}

function flag(name: string) {
  const error = `${name} must be 0 or 1`;
  return z.union([z.literal([0, '0']).transform(() => false), z.literal([1, '1']).transform(() => true)], {
    error,
  });
}

function isoTime(error: string) {
  return z.iso.datetime({ offset: true, error });
}

const VALIDITY = 'ValidityTime must be an ISO 8601 time with an offset or a number of seconds';

const downlinkSchema = z.object(
  {
    DevEUI: z
      .string({ error: 'DevEUI must be 16 hexadecimal digits' })
      .regex(/^[0-9a-fA-F]{16}$/, { error: 'DevEUI must be 16 hexadecimal digits' }),
    // Port 0 is the network's own; 224 is for tests of the device (LoRaWAN 1.0.3, 4.3.2).
    FPort: wholeNumber(1, 224, 'FPort must be a whole number from 1 to 224'),
    payload_hex: z
      .string({ error: 'payload_hex must be hexadecimal digits' })
      .regex(/^[0-9a-fA-F]*$/, { error: 'payload_hex must be hexadecimal digits' })
      .refine((hex) => hex.length % 2 === 0, { error: 'payload_hex must have an even number of digits' })
      .refine((hex) => hex.length <= 2 * MAX_PAYLOAD, {
        error: `payload_hex must be ${MAX_PAYLOAD} bytes at most`,
      })
      .optional(),
    payload: z.unknown().optional(),
    Time: isoTime('Time must be an ISO 8601 time with an offset').optional(),
    AS_ID: z.string({ error: 'AS_ID must be a string' }).optional(),
    AS_KEY: z.string({ error: 'AS_KEY must be a string' }).optional(),
    Token: z
      .string({ error: 'Token must be 64 hexadecimal digits' })
      .regex(/^[0-9a-fA-F]{64}$/, { error: 'Token must be 64 hexadecimal digits' })
      .optional(),
    Confirmed: flag('Confirmed').optional(),
    FlushDownlinkQueue: flag('FlushDownlinkQueue').optional(),
    ValidityTime: z
      .union([isoTime(VALIDITY), wholeNumber(0, Number.MAX_SAFE_INTEGER / 1e6, VALIDITY)], {
        error: VALIDITY,
      })
      .optional(),
    CorrelationID: z
      .string({ error: 'CorrelationID must be 16 hexadecimal digits' })
      .regex(/^[0-9a-fA-F]{16}$/, { error: 'CorrelationID must be 16 hexadecimal digits' })
      .optional(),
    FCntDn: wholeNumber(0, 0xffffffff, 'FCntDn must be a whole number of 32 bits').optional(),
    // Only for multicast: taken and of no effect.
    RetryIneligibleGateways: flag('RetryIneligibleGateways').optional(),
  },
  { error: 'DevEUI_downlink must be an object' },
);

/** Only what says of itself that it is a downlink is one; other JSON on the topic is for somebody else. */
const rootSchema = z.looseObject({ DevEUI_downlink: z.unknown().refine((value) => value !== undefined) });

/** What became of a message on a downlink topic. */
export type ReadDownlink =
  | { readonly kind: 'request'; readonly request: DownlinkRequest }
  | { readonly kind: 'invalid'; readonly cause: string; readonly given: GivenFields }
  /** No JSON, or no downlink: nobody answers (ThingPark IoT Flow documentation, "Creating an MQTT connection"). */
  | { readonly kind: 'ignored'; readonly why: string };

/** What can still be told of a document that is not valid. */
export interface GivenFields {
  readonly devEui: string | undefined;
  readonly fPort: number | undefined;
  readonly correlationId: string | undefined;
}

const givenSchema = z.object({
  DevEUI: z.string().optional().catch(undefined),
  FPort: z.coerce.number().int().min(0).optional().catch(undefined),
  CorrelationID: z.string().optional().catch(undefined),
});

/** Reads a message from a downlink topic; `now` is what a validity in seconds counts from. */
export function readDownlink(text: string, now: EpochMs): ReadDownlink {
  const body = parseJson(text);
  if (body === undefined) return { kind: 'ignored', why: 'no JSON' };
  const root = rootSchema.safeParse(body.value);
  if (!root.success) return { kind: 'ignored', why: 'no DevEUI_downlink' };
  const given = root.data.DevEUI_downlink;
  return readFields(given, now, signedQuery);
}

/** What the address of a downlink by HTTP calls differently (Actility, LRC-AS tunnel interface, "Downlink"). */
const PARAMETERS: Readonly<Record<string, string>> = { Payload: 'payload_hex' };

/** Reads the query of a downlink by HTTP, without its question mark. */
export function readDownlinkQuery(query: string, now: EpochMs): Exclude<ReadDownlink, { kind: 'ignored' }> {
  const given = Object.fromEntries(
    [...new URLSearchParams(query)].map(([name, value]) => [PARAMETERS[name] ?? name, value]),
  );
  // The token signs the query as it stands there, percent signs and all.
  const signed = query
    .split('&')
    .filter((part) => !part.startsWith('Token='))
    .join('&');
  return readFields(given, now, () => signed);
}

function readFields(
  given: unknown,
  now: EpochMs,
  signed: (given: unknown) => string,
): Exclude<ReadDownlink, { kind: 'ignored' }> {
  const parsed = downlinkSchema.safeParse(given);
  const cause = parsed.success
    ? payloadProblem(parsed.data)
    : (parsed.error.issues[0]?.message ?? 'Invalid document');
  if (!parsed.success || cause !== undefined) {
    return { kind: 'invalid', cause: cause ?? 'Invalid document', given: fieldsOf(given) };
  }
  return { kind: 'request', request: requestOf(parsed.data, signed(given), now) };
}

type Downlink = z.infer<typeof downlinkSchema>;

function payloadProblem({ payload, payload_hex }: Downlink): string | undefined {
  if (payload !== undefined && payload_hex !== undefined) return 'Either payload or payload_hex, not both';
  if (payload_hex !== undefined) return undefined;
  // A payload in clear is for the driver that stands before the network server.
  return payload === undefined ? 'payload_hex is missing' : 'payload is not encoded: payload_hex is missing';
}

function requestOf(downlink: Downlink, query: string, now: EpochMs): DownlinkRequest {
  const { ValidityTime: validity } = downlink;
  return {
    devEui: downlink.DevEUI.toUpperCase(),
    fPort: downlink.FPort,
    payload: fromHex(downlink.payload_hex ?? ''),
    confirmed: downlink.Confirmed ?? false,
    flush: downlink.FlushDownlinkQueue ?? false,
    validUntil: validity === undefined ? undefined : endOf(validity, now),
    correlationId: downlink.CorrelationID,
    fCntDn: downlink.FCntDn,
    signature: {
      asId: downlink.AS_ID,
      asKey: downlink.AS_KEY,
      token: downlink.Token,
      query,
    },
  };
}

function endOf(validity: string | number, now: EpochMs): EpochMs {
  return typeof validity === 'number' ? now + validity * 1000 : Date.parse(validity);
}

/**
 * What the token of a downlink by HTTP signs, in its order (Actility, LRC-AS tunnel interface, "Downlink"); the
 * document's values stand in it as they were written.
 */
function signedQuery(given: unknown): string {
  const fields = z.record(z.string(), z.unknown()).parse(given);
  const named: readonly (readonly [string, string])[] = [
    ['DevEUI', 'DevEUI'],
    ['FPort', 'FPort'],
    ['Payload', 'payload_hex'],
    ['Confirmed', 'Confirmed'],
    ['FlushDownlinkQueue', 'FlushDownlinkQueue'],
    ['ValidityTime', 'ValidityTime'],
    ['AS_ID', 'AS_ID'],
    ['Time', 'Time'],
    ['CorrelationID', 'CorrelationID'],
  ];
  return named
    .filter(([, field]) => fields[field] !== undefined)
    .map(([name, field]) => `${name}=${String(fields[field])}`)
    .join('&');
}

function fieldsOf(given: unknown): GivenFields {
  const fields = givenSchema.safeParse(given).data;
  return { devEui: fields?.DevEUI, fPort: fields?.FPort, correlationId: fields?.CorrelationID };
}

function parseJson(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    // Any bytes may be published on a topic: what they are not is all that counts here.
    return undefined;
  }
}
