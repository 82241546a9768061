import { z } from 'zod';

/** That an uplink goes to a connection, and how it is decoded on its way. */
export const routeSchema = z
  .object({
    connectionId: z.string(),
    /** `actility:auto:1`, a driver's id, or absent: no decoding. */
    driverId: z.string().optional(),
    /** The flow connector's own limit, such as `72h`. */
    uplinkTimeValidity: z.string().optional(),
  })
  .readonly();
export type Route = z.infer<typeof routeSchema>;

/**
 * The driver that stands for "the one that the uplink's `DriverCfg` names" (ThingPark X IoT Flow, Setting up an IoT Flow
 * instance).
 */
export const AUTO_DRIVER_ID = 'actility:auto:1';
