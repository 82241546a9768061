import { z } from 'zod';
import { durationMs, durationText } from './duration.ts';

/** A span as people write it, `5m`, or as a number of milliseconds; in milliseconds once read. */
const span = (name: string) =>
  z
    .union([z.number().int().nonnegative(), durationText], {
      error: 'must be a number of milliseconds, or a whole number and a unit, such as 30s or 5m',
    })
    .transform((value) => (typeof value === 'number' ? value : durationMs(value)))
    .describe(name);

const port = z.number().int().min(0).max(65_535);
const count = z.number().int().positive();

const apiSchema = z.strictObject({
  host: z.string().min(1).default('127.0.0.1').describe('Address the management API listens on'),
  port: port.default(8080).describe('Port of the management API; 0 takes a free one'),
  clientId: z
    .string()
    .regex(/^[^/\s]+\/\S+$/, 'must have the form <platform>/<login>, such as local/admin')
    .default('local/admin')
    .describe('Client id of the management API, <platform>/<login>'),
  clientSecret: z.string().min(8, 'must have at least 8 characters').describe('Client secret'),
  tokenLifetime: span('How long a bearer token is good').prefault('1h'),
  maxBodyBytes: count.default(262_144).describe('Largest body that a request may have'),
});

const brokerSchema = z.strictObject({
  url: z
    .string()
    .regex(/^(mqtts?|tcp|tls):\/\/[^\s/]+/, 'must be a broker URL, such as mqtt://127.0.0.1:1883')
    .default('mqtt://127.0.0.1:1883')
    .describe('Broker the uplinks come from'),
  username: z.string().optional().describe('User at the broker'),
  password: z.string().optional().describe('Password at the broker'),
  clientId: z.string().min(1).default('iot-flow-bridge').describe('MQTT client id: names the session'),
  uplinkTopics: z
    .array(z.string().min(1))
    .min(1)
    .default(['mqtt/things/+/uplink'])
    .describe('Topic filters of the uplinks'),
  caFile: z.string().optional().describe('PEM file of authorities to trust for mqtts://'),
  window: count.default(1000).describe('Most messages taken in and not yet acknowledged'),
});

const storageSchema = z.strictObject({
  directory: z.string().min(1).optional().describe('Where definitions and uplinks are kept; none: in memory'),
  key: z
    .string()
    .regex(/^[A-Za-z0-9+/]{43}=$/, 'must be 32 bytes in Base64, as `openssl rand -base64 32` prints them')
    .optional()
    .describe('Key for the secrets at rest; none: a key file beside the data'),
});

/** Where a documented host name is to be found, as `curl --resolve` does it. */
const hostEntrySchema = z.strictObject({
  address: z.string().min(1),
  port: port.min(1),
  tls: z.boolean().default(true),
});

const cumulocitySchema = z.strictObject({
  hosts: z
    .record(z.string().min(1), hostEntrySchema)
    .default({})
    .describe('Host table: where host names of connections are really to be reached'),
  allowedHosts: z
    .array(z.string().min(1))
    .default(['*.cumulocity.com'])
    .describe('Host names that may be called though not in the table; * stands for one or more labels'),
  caFile: z.string().optional().describe('PEM file of authorities to trust beside the system’s own'),
  connectTimeout: span('Limit for reaching a host').prefault('10s'),
  headersTimeout: span('Limit for the first byte of an answer').prefault('30s'),
  bodyTimeout: span('Limit for the whole body of an answer').prefault('30s'),
  closeTimeout: span('How long an ending bridge waits for answers to what it has sent').prefault('5s'),
});

const limitsSchema = z.strictObject({
  maxConnections: count.default(5).describe('Most connections (ThingPark Enterprise allows 5)'),
  maxFlows: count.default(1000).describe('Most flows'),
  maxEvents: count.default(1000).describe('Events kept for GET /events'),
  maxTokens: count.default(1000).describe('Bearer tokens good at one time; the oldest gives way'),
});

const reconnectSchema = z.strictObject({
  jitter: span('Random delay, at most, that spreads restarts').prefault('1m'),
});

const intakeSchema = z.strictObject({
  http: z
    .strictObject({
      enabled: z.boolean().default(true).describe('False closes this way in, its keys kept'),
      asId: z.string().min(1).describe('Id of the application server that the network posts to'),
      asKey: z
        .string()
        .regex(/^[0-9a-fA-F]{32}$/, 'must be 32 hexadecimal digits')
        .describe('AS key, which the network signs with'),
      timeDeviation: span("How far the network's clock may be off").prefault('1m'),
    })
    .optional()
    .describe('Way in by HTTP, POST /iot-flow/v1/uplinks; none: MQTT only'),
});

const deliverySchema = z.strictObject({
  quota: count.default(1_000_000).describe('Uplinks that may wait for one connection; the oldest fall out'),
  retention: span('How long an uplink may wait for one connection').prefault('7d'),
  logQuota: count
    .default(5_000_000)
    .describe('Uplinks that may wait for all connections together; beyond it none is taken in'),
});

const commandsSchema = z.strictObject({
  downlinkTopic: z
    .string()
    .regex(/^[^+#]*\{DevEUI\}[^+#]*$/, 'must hold {DevEUI}, and neither + nor #')
    .default('mqtt/things/{DevEUI}/downlink')
    .describe('Topic that a downlink is published on'),
  pollTimeout: span('How long Cumulocity may hold a poll for new operations').prefault('1m'),
  lookEvery: span('How often operations are looked for that no notification told of').prefault('30m'),
  validity: span('How long the network may keep a downlink whose command says nothing of it').prefault('24h'),
  reportTimeout: span('How long the network’s report may take once a downlink’s validity has ended').prefault(
    '1h',
  ),
  brokerTimeout: span('How long a command waits for the broker').prefault('10m'),
  spacing: span('Rest between two downlinks of one device').prefault('2s'),
});

/** All settings of a bridge. Spans are milliseconds once read. */
export const bridgeConfigSchema = z.strictObject({
  api: apiSchema,
  broker: brokerSchema.prefault({}),
  intake: intakeSchema.prefault({}),
  commands: commandsSchema.prefault({}),
  storage: storageSchema.prefault({}),
  cumulocity: cumulocitySchema.prefault({}),
  limits: limitsSchema.prefault({}),
  reconnect: reconnectSchema.prefault({}),
  delivery: deliverySchema.prefault({}),
  log: z
    .strictObject({ level: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info') })
    .prefault({}),
});
export type BridgeConfig = z.infer<typeof bridgeConfigSchema>;
export type BridgeConfigInput = z.input<typeof bridgeConfigSchema>;
