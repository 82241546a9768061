import { z } from 'zod';
import { REQUIREMENT_ID } from '../../requirements/requirement-id.ts';
import { CAPABILITIES } from '../target.ts';

const text = z.string().trim().min(1, 'must not be empty');

const webUrl = z
  .url({ protocol: /^https?$/, error: 'must be a URL such as http://127.0.0.1:8080/iot-flow/v1' })
  .transform((url) => url.replace(/\/+$/, ''));

const mqttUrl = z.url({ protocol: /^mqtts?$/, error: 'must be a URL such as mqtt://127.0.0.1:1883' });

/** A span of time as the product writes them, `500ms`, `10s` or `2m`; read into milliseconds. */
const span = z
  .string({
    error: ({ input }) =>
      typeof input === 'number'
        ? `must be a span of time with its unit, such as ${input}s or ${input}ms`
        : 'must be a span of time such as 500ms, 10s or 2m',
  })
  .regex(/^\d+(ms|s|m)$/, 'must be a span of time such as 500ms, 10s or 2m')
  .transform((written) => Number.parseInt(written, 10) * (UNIT_MS[written.replace(/\d+/, '')] ?? 1));
const UNIT_MS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000 };

const credentialsSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('oauth'),
    clientId: text,
    clientSecret: text,
    /** Where a token is asked for, relative to the base URL. */
    tokenPath: z.string().startsWith('/', 'must begin with /').default('/oauth/token'),
  }),
  z.strictObject({ kind: z.literal('bearer'), token: text }),
  z.strictObject({ kind: z.literal('basic'), username: text, password: text }),
  z.strictObject({ kind: z.literal('header'), name: text, value: text }),
  z.strictObject({ kind: z.literal('none') }),
]);

/** What a bridge is asked to do; the product's own paths are taken for those that a file does not address. */
export const OPERATIONS = [
  'create',
  'read',
  'list',
  'update',
  'delete',
  'start',
  'stop',
  'restart',
  'assign',
  'unassign',
] as const;
export type OperationName = (typeof OPERATIONS)[number];

const addressSchema = z.strictObject({
  method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']),
  /** Relative to the base URL; `{id}` and `{devEui}` stand for the connection and the device. */
  path: z.string().startsWith('/', 'must begin with /'),
  /** What is sent: any document in which `{name}`, `{configuration.hostName}` and the like stand for the fields. */
  body: z.unknown().optional(),
});
export type Address = z.infer<typeof addressSchema>;

const answersSchema = z.strictObject({
  id: text.default('id'),
  state: text.default('state'),
  name: text.default('name'),
  active: text.default('active'),
  configuration: text.default('configuration'),
  /** Where the array of a list stands; the document itself unless told otherwise. */
  list: text.optional(),
  /** The target's own words for the states, and what the product calls them. */
  states: z
    .record(
      z.string(),
      z.enum([
        'CLOSED',
        'OPENING',
        'AUTHENTICATING',
        'OPENED',
        'AUTHENTICATION_FAILED',
        'CLOSING',
        'DEACTIVATED',
        'UNREACHABLE',
      ]),
    )
    .default({}),
});

const uplinkSchema = z
  .strictObject({
    http: z
      .strictObject({
        /** Absolute, or relative to the base URL. */
        url: z.union([webUrl, z.string().startsWith('/', 'must be a URL or begin with /')]),
        headers: z.record(z.string(), z.string()).default({}),
        asId: text.default('iot-flow-tck'),
        /** Documents are signed with it; 32 hexadecimal digits. */
        asKey: z
          .string()
          .regex(/^[0-9a-fA-F]{32}$/, 'must be 32 hexadecimal digits')
          .default('00000000000000000000000000000000'),
      })
      .optional(),
    mqtt: z
      .strictObject({
        url: mqttUrl,
        username: text.optional(),
        password: text.optional(),
        topic: z
          .string()
          .includes('{DevEUI}', { error: 'must hold {DevEUI}' })
          .default('mqtt/things/{DevEUI}/uplink'),
        downlinkTopic: z
          .string()
          .includes('{DevEUI}', { error: 'must hold {DevEUI}' })
          .default('mqtt/things/{DevEUI}/downlink'),
      })
      .optional(),
  })
  .refine(({ http, mqtt }) => http !== undefined || mqtt !== undefined, 'must have http, mqtt or both');

const userSchema = z.strictObject({ username: text, password: text });

const platformSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('twin'),
    /** Where the twin listens; the bridge's machine must reach it there. */
    listen: z
      .string()
      .regex(/^(\[[0-9a-f:]+\]|[^:]+):\d{1,5}$/i, 'must be an address and a port such as 127.0.0.1:8443'),
    /** PEM files: what the twin shows, and the key to it. Without them it speaks plain HTTP. */
    tls: z.strictObject({ certFile: text, keyFile: text }).optional(),
    /**
     * `documented`: the bridge was told to reach *.cumulocity.com there. Otherwise the name, with its port, under which
     * the bridge reaches the twin.
     */
    hostName: text.default('documented'),
  }),
  z.strictObject({
    kind: z.literal('tenant'),
    /** Where the kit reaches it, such as https://test.eu-latest.cumulocity.com. */
    baseUrl: webUrl,
    /** PEM file of the authority behind it, where the system doesn't know it. */
    caFile: text.optional(),
    tenantId: text,
    /** What connections are given as `hostName`; that of the base URL unless told otherwise. */
    hostName: text.optional(),
    /** What connections sign in with. */
    bridge: userSchema,
    /** Who looks at what arrived, gives commands and removes what the run has made. */
    operator: userSchema,
  }),
]);

const deviationSchema = z.strictObject({
  requirement: z.string().regex(REQUIREMENT_ID, 'must be the id of a requirement such as MAP-06'),
  comment: text,
});

/** A bridge that the kit does not host, as its file describes it. */
export const descriptionSchema = z.strictObject({
  version: z.literal(1),
  /** Under which name reports tell of it. */
  name: text,
  /** With the base path. */
  baseUrl: webUrl,
  /** PEM file of the authority behind an https base URL, where the system doesn't know it. */
  caFile: text.optional(),
  credentials: credentialsSchema,
  capabilities: z.array(z.enum(CAPABILITIES)),
  /** An operation that the bridge does not have is `none`. */
  operations: z.partialRecord(z.enum(OPERATIONS), z.union([addressSchema, z.literal('none')])).default({}),
  /** How connections are read from answers; only where they differ from the product's. */
  answers: answersSchema.optional(),
  /** A module that carries the operations out, for an API of another shape; in place of operations and answers. */
  adapter: text.optional(),
  uplink: uplinkSchema,
  platform: platformSchema,
  timeouts: z
    .strictObject({
      /** For an answer of the management API. */
      answer: span.default(10_000),
      /** Until a state or data are as awaited, when nothing is wrong. */
      settle: span.default(10_000),
      /** Until data have been sent again after a passing trouble of Cumulocity; without it none is made. */
      recovery: span.optional(),
      /** For how long it is watched that something does not happen. */
      quiet: span.default(1_500),
    })
    .prefault({}),
  knownDeviations: z.array(deviationSchema).default([]),
});
/** A description as it is used: defaults filled in, spans in milliseconds. */
export type TargetDescription = z.output<typeof descriptionSchema>;
export type KnownDeviation = z.infer<typeof deviationSchema>;
