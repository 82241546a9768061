import { z } from 'zod';
import { devEuiSchema } from '../dev-eui.ts';

/** A number that is one: no NaN, no infinity. */
const finite = z.number();

/** Which application and model a frame's payload belongs to, as the network's `DriverCfg` names them. */
const driverPart = z.object({ producerId: z.string(), moduleId: z.string(), version: z.string() });

export const driverCfgSchema = z
  .object({ id: z.string(), application: driverPart, model: driverPart })
  .partial()
  .readonly();
export type DriverCfg = z.infer<typeof driverCfgSchema>;

/** A place as latitude and longitude in degrees, altitude and accuracy in metres. */
export const geoPointSchema = z
  .object({ lat: finite, lon: finite, alt: finite.optional(), accuracy: finite.optional() })
  .readonly();
export type GeoPoint = z.infer<typeof geoPointSchema>;

/** One point of the ontology as it stands in a document or comes from a driver. */
export const pointSchema = z.object({
  unitId: z.string().optional(),
  type: z.string().optional(),
  record: z.unknown().optional(),
  records: z
    .array(z.object({ eventTime: z.string(), value: z.unknown() }).readonly())
    .readonly()
    .optional(),
});

/**
 * What makes a frame the frame it is: a session's address and counter alone come again after a join or a counter
 * reset, the integrity code (MIC) tells them apart (LoRaWAN L2 1.0.4, section 4.4).
 */
export const frameIdentitySchema = z
  .object({
    devEui: devEuiSchema,
    devAddr: z.string().optional(),
    fCntUp: z.number().int().nonnegative(),
    mic: z.string().optional(),
  })
  .readonly();
export type FrameIdentity = z.infer<typeof frameIdentitySchema>;

/** One data frame as the bridge works with it: read from either flavour of the network's document, immutable. */
export const uplinkSchema = z
  .object({
    identity: frameIdentitySchema,
    devEui: devEuiSchema,
    fPort: z.number().int().min(1).max(255),
    fCntUp: z.number().int().nonnegative(),
    /** ISO 8601, UTC: when the frame was received by radio, also where it was queued at the gateway since. */
    time: z.string(),
    /** ISO 8601, UTC: when the bridge took it in. */
    receivedAt: z.string(),
    /** True when the gateway had queued the frame. */
    late: z.boolean(),
    payloadHex: z.string(),
    /** dBm, dB, dBm and the spreading factor; of the best gateway. */
    radio: z.object({ rssi: finite, snr: finite, esp: finite, sf: z.number().int() }).partial().readonly(),
    driverCfg: driverCfgSchema.optional(),
    tags: z.array(z.string()).readonly(),
    name: z.string().optional(),
    /** Where the network located the device. */
    networkLocation: geoPointSchema.optional(),
    /** Where the customer says that the device is. */
    customerLocation: geoPointSchema.optional(),
    /** What the network's own decoding made of the payload, if it did any. */
    payload: z.unknown().optional(),
    points: z.record(z.string(), pointSchema).readonly().optional(),
    decodingError: z.object({ code: z.string(), message: z.string() }).readonly().optional(),
  })
  .readonly();
export type Uplink = z.infer<typeof uplinkSchema>;
