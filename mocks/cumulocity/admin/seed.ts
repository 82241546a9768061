import { z } from 'zod';

/** Records of a source that is named by its id, or by an external id that was bound before (also in this seed). */
const record = z.looseObject({
  source: z.union([
    z.strictObject({ id: z.string() }),
    z.strictObject({ type: z.string().default('c8y_Serial'), externalId: z.string() }),
  ]),
});

const user = z.strictObject({
  name: z.string().min(1),
  password: z.string(),
  roles: z.union([z.string(), z.array(z.string())]).optional(),
  enabled: z.boolean().optional(),
});

/**
 * What a tenant is to hold before a scenario begins. The parts are sent through the API as the named user, so that
 * the same rules hold for them; they are neither journalled nor recorded.
 */
export const seedSchema = z.strictObject({
  /** Added first, where they don't exist. */
  tenants: z.array(z.strictObject({ id: z.string(), domain: z.string(), users: z.array(user) })).default([]),
  tenant: z.string().optional(),
  /** Who owns the objects. */
  owner: z.string().optional(),
  managedObjects: z.array(z.looseObject({})).default([]),
  measurements: z.array(record).default([]),
  events: z.array(record).default([]),
  alarms: z.array(record).default([]),
});

export type TwinSeed = z.input<typeof seedSchema>;
export type CompleteSeed = z.output<typeof seedSchema>;
