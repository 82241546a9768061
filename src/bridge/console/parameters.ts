import { z } from 'zod';
import type { Connection } from '../connections/connection.ts';
import { listConnectors } from '../connections/connector.ts';
import { SECRET_KEYS } from '../connections/cumulocity-configuration.ts';
import { newConnectionSchema } from '../connections/definition.ts';

type Kind = 'text' | 'long-text' | 'secret' | 'number' | 'yes-no' | 'choice' | 'json';

/** One parameter of a connection as people meet it. */
export interface Parameter {
  /** Also the name of its field. */
  readonly key: string;
  /** As in an error of the management API, `configuration.hostName`. */
  readonly path: string;
  readonly label: string;
  readonly help: string;
  readonly kind: Kind;
  readonly isMandatory: boolean;
  readonly options: readonly string[];
}

/** The parameters of the documented form, in its order (ThingPark X IoT Flow, Creating a Cumulocity connection). */
const BASIC = ['name', 'hostName', 'tenantId', 'username', 'password', 'description'];

/** Labels of those whose schema has no title; they are documented for the API only. */
const LABELS: Readonly<Record<string, string>> = {
  name: 'Name',
  active: 'Active',
  alarms: 'Low-rate alarms',
  createDevices: 'Create devices',
  sendMetadata: 'Remove the uplink root node',
  sendRawDecodedFormat: 'Send the decoded payload only',
  uplinkTimeValidity: 'Uplink time validity',
  downlinkEnabled: 'Downlinks',
  downlinkAsId: 'Downlink AS ID',
  downlinkAsKey: 'Downlink AS key',
  downlinkPort: 'Downlink port',
  reconnectStrategy: 'Reconnect strategy',
};

const propertySchema = z.object({
  title: z.string().optional(),
  description: z.string().default(''),
  type: z.string().optional(),
  format: z.string().optional(),
  enum: z.array(z.string()).default([]),
});
const connectorSchema = z.object({
  properties: z.record(z.string(), propertySchema),
  required: z.array(z.string()).default([]),
});

export interface Parameters {
  readonly basic: readonly Parameter[];
  readonly advanced: readonly Parameter[];
}

/** All parameters of a Cumulocity connection, read from the JSON Schema that the management API gives for it. */
export function connectionParameters(): Parameters {
  const [connector] = listConnectors();
  const { properties, required } = connectorSchema.parse(connector?.connection.configurationSchema);
  const own = (key: 'name' | 'active' | 'alarms', kind: Kind): Parameter => ({
    key,
    path: key,
    label: LABELS[key] ?? key,
    help: newConnectionSchema.shape[key].description ?? '',
    kind,
    isMandatory: key === 'name',
    options: [],
  });
  const configured = Object.entries(properties).map(
    ([key, property]): Parameter => ({
      key,
      path: `configuration.${key}`,
      label: property.title ?? LABELS[key] ?? key,
      help: property.description,
      kind: kindOf(key, property),
      isMandatory: required.includes(key),
      options: property.enum,
    }),
  );
  const all = [own('name', 'text'), ...configured, own('alarms', 'json')];
  return {
    basic: BASIC.flatMap((key) => all.filter((parameter) => parameter.key === key)),
    advanced: [own('active', 'yes-no'), ...all.filter(({ key }) => !BASIC.includes(key))],
  };
}

function kindOf(key: string, { type, format, enum: options }: z.infer<typeof propertySchema>): Kind {
  if (format === 'password') return 'secret';
  if (options.length > 0) return 'choice';
  if (type === 'boolean') return 'yes-no';
  if (type === 'integer' || type === 'number') return 'number';
  return key === 'description' ? 'long-text' : 'text';
}

/** What a connection has for a parameter. */
export function presentValue(connection: Connection, { key, path }: Parameter): unknown {
  return Reflect.get(path === key ? connection : connection.configuration, key);
}

/** A value as it stands in a field; never a secret. */
export function textOf(connection: Connection, parameter: Parameter): string {
  const value = presentValue(connection, parameter);
  if (value === undefined || parameter.kind === 'secret') return '';
  return parameter.kind === 'json' ? JSON.stringify(value, null, 2) : String(value);
}

/** What a field's text stands for; what is none of that kind goes on as text, for the schema to refuse. */
export function readText(text: string, { kind }: Parameter): unknown {
  if (text === '') return undefined;
  switch (kind) {
    case 'yes-no':
      return text === 'true' ? true : text === 'false' ? false : text;
    case 'number':
      return /^-?\d+(\.\d+)?$/.test(text.trim()) ? Number(text) : text;
    case 'json':
      return parsed(text);
    default:
      return text;
  }
}

/** A connection with another value for a parameter, as the management API would be sent it. */
export function withValue(connection: Connection, { key, path }: Parameter, value: unknown): unknown {
  const { id: _id, ...definition } = connection;
  return path === key
    ? { ...definition, [key]: value }
    : { ...definition, configuration: { ...connection.configuration, [key]: value } };
}

export function isSecret({ key }: Parameter): boolean {
  return SECRET_KEYS.some((secret) => secret === key);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
