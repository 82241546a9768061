import { z } from 'zod';

/** Ids are numeric strings; some releases answer numbers. */
const id = z.union([z.string().min(1), z.number().int().transform(String)]);

/** Only what the bridge reads stands here; answers may hold anything besides. */
export const currentTenantSchema = z.object({ name: z.string().min(1) });
export const currentUserSchema = z.object({
  id: z.string().optional(),
  userName: z.string().optional(),
});
export const managedObjectSchema = z.object({ id });
export const managedObjectsSchema = z.object({
  managedObjects: z.array(
    z.object({
      id,
      type: z.unknown().optional(),
      c8y_Hardware: z.object({ serialNumber: z.unknown() }).optional().catch(undefined),
    }),
  ),
});
export const externalIdSchema = z.object({ managedObject: z.object({ id }) });
export const measurementsSchema = z.object({ measurements: z.array(z.record(z.string(), z.unknown())) });
export const eventsSchema = z.object({ events: z.array(z.record(z.string(), z.unknown())) });
export const errorAnswerSchema = z.object({ error: z.string().optional(), message: z.string().optional() });
