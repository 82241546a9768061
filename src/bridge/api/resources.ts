import { z } from 'zod';
import type { Connection } from '../connections/connection.ts';
import { connectionMetricsSchema } from '../connections/connection-metrics.ts';
import { CONNECTION_STATES } from '../connections/connection-state.ts';
import { cumulocityConfigurationSchema, MASK, SECRET_KEYS } from '../connections/cumulocity-configuration.ts';
import { changedConnectionSchema, newConnectionSchema } from '../connections/definition.ts';
import { lowRateAlarmSchema } from '../connections/low-rate-alarm.ts';
import type { ConnectionStatus } from '../connections/supervisor.ts';
import { EVENT_TYPES } from '../events/event.ts';
import { changedFlowSchema, flowDefinitionSchema } from '../flows/flow.ts';

/** A connection as the API shows it: secrets masked. */
const connectionSchema = z.object({
  id: z.string(),
  connectorId: z.string(),
  name: z.string(),
  active: z.boolean(),
  configuration: cumulocityConfigurationSchema,
  alarms: z.array(lowRateAlarmSchema).optional(),
  startupTime: z.iso.datetime({ offset: true }).optional().describe('When the link was last opened'),
  state: z.enum(CONNECTION_STATES),
  reason: z.string().optional().describe('Why it is in that state'),
  nextRestart: z.iso.datetime({ offset: true }).optional().describe('When the next attempt is made'),
});

const errorSchema = z.object({
  code: z.string().describe('com-4000, com-4001, com-4004 …'),
  message: z.string().describe('What is wrong, where, and how to mend it'),
  errors: z
    .array(z.object({ path: z.string(), message: z.string() }))
    .optional()
    .describe('Each wrong field'),
});

const module = { producerId: z.string(), moduleId: z.string(), version: z.string() };

const connectorSchema = z.object({
  id: z.string(),
  ...module,
  description: z.string(),
  connection: z.object({ configurationSchema: z.record(z.string(), z.unknown()) }),
  flow: z.object({}),
});

const driverSchema = z.object({
  id: z.string(),
  ...module,
  application: z.object(module),
  models: z.array(z.object(module)),
});

const eventSchema = z.object({
  id: z.string(),
  time: z.iso.datetime(),
  type: z.enum(EVENT_TYPES),
  severity: z.enum(['info', 'warning', 'error']),
  message: z.string(),
  connectionId: z.string().optional(),
  devEui: z.string().optional(),
  fCntUp: z.number().int().optional(),
});

const deviceSchema = z.object({
  devEui: z.string(),
  name: z.string().optional(),
  tags: z.array(z.string()),
  connectionIds: z.array(z.string()).describe('Connections assigned to the device'),
  lastUplink: z.iso.datetime().optional(),
});

export const tokenInfoSchema = z.object({
  token_type: z.string(),
  expires_in: z.number().int().describe('Seconds'),
  scope: z.string(),
  client_id: z.string(),
});
export const tokenAnswerSchema = tokenInfoSchema.extend({ access_token: z.string() });

export const assignmentSchema = z.strictObject({ connectionId: z.string().min(1) });

/** The named schemas of the API's description. */
export const resources = {
  Connection: connectionSchema,
  NewConnection: newConnectionSchema,
  ChangedConnection: changedConnectionSchema,
  ConnectionMetrics: connectionMetricsSchema,
  Connector: connectorSchema,
  Driver: driverSchema,
  Flow: flowDefinitionSchema.extend({ id: z.string() }),
  NewFlow: flowDefinitionSchema,
  ChangedFlow: changedFlowSchema,
  Event: eventSchema,
  Device: deviceSchema,
  Assignment: assignmentSchema,
  Token: tokenAnswerSchema,
  TokenInfo: tokenInfoSchema,
  Error: errorSchema,
};

/** Pages of them. Made once: a schema costs more than the route that shows it. */
export const lists = {
  Assignment: z.array(resources.Assignment),
  Connection: z.array(resources.Connection),
  Connector: z.array(resources.Connector),
  Device: z.array(resources.Device),
  Driver: z.array(resources.Driver),
  Event: z.array(resources.Event),
  Flow: z.array(resources.Flow),
};

/** A connection for the outside: its secrets are masked. */
export function showConnection(connection: Connection, status: ConnectionStatus): unknown {
  const configuration = { ...connection.configuration };
  for (const key of SECRET_KEYS) {
    if (configuration[key] !== undefined) configuration[key] = MASK;
  }
  return { ...connection, configuration, ...status };
}
