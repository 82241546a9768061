import { z } from 'zod';
import type { ApiResponse } from '../../src/conformance/targets/index.ts';
import type { PlatformAccount } from '../../src/simulation/index.ts';
import type { ScenarioWorld } from './world.ts';

/** The connector of a Cumulocity connection, as the document has it. */
export const CONNECTOR = 'actility-cumulocity-iot';

/** The name of the connection in the document's example. */
export const EXAMPLE_NAME = 'Test Cumulocity Connection';

const connectionSchema = z.object({
  id: z.string(),
  connectorId: z.string(),
  name: z.string(),
  active: z.boolean(),
  configuration: z.record(z.string(), z.unknown()),
  state: z.string(),
  startupTime: z.string().optional(),
  nextRestart: z.string().optional(),
});
/** A connection as the management API gives it back. */
export type ConnectionView = z.infer<typeof connectionSchema>;

const connectionsSchema = z.array(connectionSchema);

/** The longest page of a list. */
const PAGE = 100;

/** A body for a connection: what is sent, right or wrong. */
export type Body = Record<string, unknown>;

/** The request of the document's example, for the account given. */
export function exampleBody(account: PlatformAccount): Body {
  return {
    connectorId: CONNECTOR,
    name: EXAMPLE_NAME,
    configuration: {
      description: 'Cumulocity connection test',
      hostName: account.hostName,
      tenantId: account.tenantId,
      username: account.username,
      password: account.password,
    },
  };
}

const errorSchema = z.object({ code: z.string(), message: z.string() });

/** The code and message of a refusal. @throws Error when the answer is none. */
export function refusalOf(answer: ApiResponse): { readonly code: string; readonly message: string } {
  const parsed = errorSchema.safeParse(answer.body);
  if (!parsed.success) throw new Error(`Expected a refusal with code and message, but got ${told(answer)}`);
  return parsed.data;
}

/** An answer in one line, for messages of failed steps. */
export function told(answer: ApiResponse): string {
  return `${answer.status} ${answer.text.slice(0, 400)}`;
}

/** Reads one connection. @throws Error when it can't be read. */
export async function readConnection(world: ScenarioWorld, name?: string): Promise<ConnectionView> {
  const answer = await world.look({ method: 'GET', path: `/connections/${world.connections.id(name)}` });
  return connectionOf(answer);
}

/** The connection that an answer holds. @throws Error when it holds none. */
export function connectionOf(answer: ApiResponse): ConnectionView {
  const parsed = connectionSchema.safeParse(answer.body);
  if (!parsed.success) throw new Error(`Expected a connection, but got ${told(answer)}`);
  return parsed.data;
}

/** Lists all connections. @throws Error when they can't be listed. */
export async function listConnections(world: ScenarioWorld): Promise<readonly ConnectionView[]> {
  const found: ConnectionView[] = [];
  for (let page = 1; ; page += 1) {
    const query = { page: String(page), perPage: String(PAGE) };
    const answer = await world.look({ method: 'GET', path: '/connections', query });
    const parsed = connectionsSchema.safeParse(answer.body);
    if (!parsed.success) throw new Error(`Expected a list of connections, but got ${told(answer)}`);
    found.push(...parsed.data);
    if (parsed.data.length < PAGE) return found;
  }
}

/** Sends a creation; when it is accepted, the connection is from now on "the connection". */
export async function createConnection(world: ScenarioWorld, body: Body): Promise<ApiResponse> {
  const answer = await world.call({ method: 'POST', path: '/connections', body });
  rememberCreated(world, answer);
  return answer;
}

/** Remembers what a creation made. */
export function rememberCreated(world: ScenarioWorld, answer: ApiResponse): void {
  const created = connectionSchema.safeParse(answer.body);
  if (answer.status === 201 && created.success) world.connections.add(created.data.name, created.data.id);
}

/** A connection as an update would send it: all that was read, the password in clear. */
export async function wholeBody(
  world: ScenarioWorld,
  name?: string,
): Promise<Body & { configuration: Body }> {
  const { account } = await world.simulation();
  const { connectorId, name: readName, active, configuration } = await readConnection(world, name);
  const password = world.connections.password(name) ?? account.password;
  return { connectorId, name: readName, active, configuration: { ...configuration, password } };
}

/** Sends an update of the whole connection. */
export async function updateConnection(
  world: ScenarioWorld,
  body: Body,
  name?: string,
): Promise<ApiResponse> {
  return await world.call({ method: 'PUT', path: `/connections/${world.connections.id(name)}`, body });
}

/** A copy of a body in which one field, given by its path, is set; undefined removes it. */
export function withField(body: Body, path: string, value: unknown): Body {
  const [head = path, ...rest] = path.split('.');
  const copy: Body = { ...body };
  if (rest.length > 0) {
    const inner = z.record(z.string(), z.unknown()).safeParse(copy[head]);
    copy[head] = withField(inner.success ? inner.data : {}, rest.join('.'), value);
  } else if (value === undefined) delete copy[head];
  else copy[head] = value;
  return copy;
}

/** A field of a document, given by its path; undefined where there is none. */
export function fieldOf(document: unknown, path: string): unknown {
  const [head = path, ...rest] = path.split('.');
  const record = z.record(z.string(), z.unknown()).safeParse(document);
  const value = record.success ? record.data[head] : undefined;
  return rest.length === 0 ? value : fieldOf(value, rest.join('.'));
}

/** Succeeds only with an answer of that kind. @throws Error that tells the answer. */
export function expectStatus(answer: ApiResponse, wanted: (status: number) => boolean, what: string): void {
  if (!wanted(answer.status)) throw new Error(`Expected the request to be ${what}, but got ${told(answer)}`);
}

/** @throws Error unless the request was carried out. */
export function expectAccepted(answer: ApiResponse): void {
  expectStatus(answer, (status) => status >= 200 && status < 300, 'accepted');
}
