import { type ApiRequest, type ApiResponse, NotOnThisTarget } from '../conformance/targets/index.ts';

/** What things are called on a bridge that is shared with others, and how it reaches the simulated platform. */
export interface ForeignNames {
  /** The run's own name; it stands in front of the names of connections. */
  readonly run: string;
  /** The documented host. */
  readonly documentedHost: string;
  /** The host name by which the bridge reaches the platform; undefined where it reaches all documented ones. */
  readonly platformHost: string | undefined;
  /** Whether a host name is one of the simulated platform's. */
  isPlatform(hostName: string): boolean;
}

/**
 * A call as the target is to get it: connections bear the run's name, and the platform the name that leads there.
 * @throws NotOnThisTarget when it would send the bridge to a host that is not the kit's
 */
export function inTheirNames(request: ApiRequest, names: ForeignNames): ApiRequest {
  const { body } = request;
  if (!isDocument(body) || !request.path.startsWith('/connections')) return request;
  const { name, configuration } = body;
  const isNamed = typeof name === 'string' && name.trim() !== '';
  return {
    ...request,
    body: {
      ...body,
      ...(isNamed ? { name: `${names.run} ${name}` } : {}),
      ...(isDocument(configuration) ? { configuration: withTheirHost(configuration, names) } : {}),
    },
  };
}

function withTheirHost(configuration: Document, names: ForeignNames): Document {
  const { hostName } = configuration;
  if (names.platformHost === undefined || typeof hostName !== 'string' || hostName === '')
    return configuration;
  if (names.isPlatform(hostName)) return { ...configuration, hostName: names.platformHost };
  throw new NotOnThisTarget(
    `It would let the target call ${hostName}, which is not the platform of the target’s file.`,
  );
}

/** An answer with the names that a scenario knows; connections that others made are left out. */
export function inOurNames({ path }: ApiRequest, answer: ApiResponse, names: ForeignNames): ApiResponse {
  if (!path.startsWith('/connections') || answer.status >= 300) return answer;
  const { body } = answer;
  const translated = Array.isArray(body)
    ? body.filter((one) => isOurs(one, names)).map((one) => withOurNames(one, names))
    : withOurNames(body, names);
  return translated === body ? answer : { ...answer, body: translated, text: JSON.stringify(translated) };
}

function isOurs(connection: unknown, { run }: ForeignNames): boolean {
  if (!isDocument(connection) || typeof connection.name !== 'string') return true;
  return connection.name.startsWith(`${run} `);
}

function withOurNames(connection: unknown, names: ForeignNames): unknown {
  if (!isDocument(connection) || !('configuration' in connection)) return connection;
  const { name, configuration } = connection;
  const prefix = `${names.run} `;
  const leadsHere =
    isDocument(configuration) &&
    names.platformHost !== undefined &&
    configuration.hostName === names.platformHost;
  return {
    ...connection,
    ...(typeof name === 'string' && name.startsWith(prefix) ? { name: name.slice(prefix.length) } : {}),
    ...(leadsHere ? { configuration: { ...configuration, hostName: names.documentedHost } } : {}),
  };
}

type Document = Readonly<Record<string, unknown>>;

function isDocument(value: unknown): value is Document {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
