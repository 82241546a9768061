import { z } from 'zod';
import { durationText } from '../duration.ts';

/** How a secret is read back; sent in an update it means "keep the one you have". */
export const MASK = '*****';

/** The properties that are read back as {@link MASK} and encrypted at rest. */
export const SECRET_KEYS = ['password', 'downlinkAsKey'] as const;
export type SecretKey = (typeof SECRET_KEYS)[number];

const LABEL = '(?!-)[A-Za-z0-9_-]{1,63}(?<!-)';
const HOST_NAME = new RegExp(`^(?=[^:]{1,253}(:|$))${LABEL}(\\.${LABEL})*(:([1-9]\\d{0,4}))?$`);

/**
 * A bare host name with an optional port. It must not begin with `http` (ThingPark X IoT Flow, Cumulocity connector);
 * anything else that belongs to a URL (path, user, query) is refused too, because it would change what is called. The
 * patterns do without flags: in the connector's JSON Schema they stand without them.
 */
const hostNameSchema = z
  .string()
  .regex(
    /^(?![hH][tT]{2}[pP][sS]?:)/,
    'must be a bare host name without http:// or https://, such as tpx.eu-latest.cumulocity.com',
  )
  .regex(/^(?![hH][tT]{2}[pP])/, 'must not begin with http')
  .regex(
    HOST_NAME,
    'must be a bare host name such as tpx.eu-latest.cumulocity.com: no path, user, query or space',
  )
  .refine((text) => Number(/:(\d+)$/.exec(text)?.[1] ?? 1) <= 65_535, 'must have a port from 1 to 65535')
  .meta({ title: 'Hostname', description: 'Host name of the account on Cumulocity, without http://' });

/** Credentials travel in one Basic header, `tenant/user:password` (RFC 7617): control characters have no place there. */
const credential = z
  .string()
  .min(1, 'must not be empty')
  .max(255)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it refuses
  .regex(/^[^\u0000-\u001f\u007f]*$/, 'must not hold control characters');

/**
 * The Cumulocity connection's parameters: its own (ThingPark X IoT Flow, Creating a Cumulocity connection) and those
 * common to all connectors (About connections, Common parameters), with the documented defaults.
 */
export const cumulocityConfigurationSchema = z.strictObject({
  hostName: hostNameSchema,
  tenantId: credential.regex(/^[^/:\s]*$/, 'must not hold a slash, a colon or a space').meta({
    title: 'Tenant ID',
    description: 'Tenant of the account on Cumulocity',
  }),
  username: credential.regex(/^[^:]*$/, 'must not hold a colon').meta({
    title: 'Username',
    description: 'User of the account on Cumulocity',
  }),
  password: credential.meta({
    title: 'Password',
    description: `Password of the account on Cumulocity; read back as ${MASK}`,
    format: 'password',
  }),
  description: z.string().max(1000).optional().meta({ title: 'Description', description: 'Text for people' }),
  createDevices: z
    .boolean()
    .default(true)
    .describe('Register an unknown device at its first uplink; false: its uplinks are skipped with an event'),
  sendMetadata: z
    .boolean()
    .default(false)
    .describe('true removes the DevEUI_uplink root node; only uplinks are forwarded then'),
  sendRawDecodedFormat: z
    .boolean()
    .default(false)
    .describe('true (with sendMetadata false) sends the payload field alone'),
  uplinkTimeValidity: durationText
    .optional()
    .describe('An uplink older than this is not sent, and an event tells of it: 1m, 5m, 72h'),
  downlinkEnabled: z.boolean().default(true).describe('false: no command is taken from Cumulocity'),
  downlinkAsId: z.string().min(1).max(255).optional().describe('AS_ID that signs downlinks'),
  downlinkAsKey: z
    .string()
    .min(1)
    .max(255)
    .optional()
    .meta({ description: `AS_KEY that signs downlinks; read back as ${MASK}`, format: 'password' }),
  /** 1 to 223 are the application's own, 224 the test protocol's (LoRaWAN 1.0.4, 4.3.2, Port field). */
  downlinkPort: z.number().int().min(1).max(224).optional().describe('FPort where a command names none'),
  reconnectStrategy: z
    .enum(['CALM', 'NORMAL', 'AGGRESSIVE'])
    .default('NORMAL')
    .describe('How often a connection that is down is tried again'),
});

/** A connection's configuration with its secrets in clear and the defaults filled in. */
export type CumulocityConfiguration = z.infer<typeof cumulocityConfigurationSchema>;
