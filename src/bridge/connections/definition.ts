import { z } from 'zod';
import { CUMULOCITY_CONNECTOR_ID } from './connector.ts';
import { cumulocityConfigurationSchema } from './cumulocity-configuration.ts';
import { lowRateAlarmSchema } from './low-rate-alarm.ts';

const definition = {
  connectorId: z.literal(CUMULOCITY_CONNECTOR_ID).describe('Kind of the connection'),
  name: z
    .string()
    .trim()
    .min(1, 'must not be empty')
    .max(255)
    .describe('Name for people; need not be unique'),
  active: z.boolean().default(true).describe('false: the connection is closed within a minute and stays so'),
  alarms: z.array(lowRateAlarmSchema).max(20).optional().describe('Low-rate alarms'),
  configuration: cumulocityConfigurationSchema,
};

/** A new connection (ThingPark X IoT Flow, Creating a connection instance using the API). */
export const newConnectionSchema = z.strictObject(definition);
export type NewConnection = z.infer<typeof newConnectionSchema>;

/**
 * A connection that replaces a stored one. What a GET adds of its own may stand in it and counts for nothing, so that
 * a client can send back what it has read.
 */
export const changedConnectionSchema = z.strictObject({
  ...definition,
  id: z.string().min(1).optional().describe('The id, where the path has none'),
  state: z.unknown().optional(),
  reason: z.unknown().optional(),
  startupTime: z.unknown().optional(),
  nextRestart: z.unknown().optional(),
});
export type ChangedConnection = z.infer<typeof changedConnectionSchema>;
