import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { after, before, test } from 'node:test';
import { z } from 'zod';
import { PACKAGE_ROOT } from '../../package-root.ts';
import { NotOnThisTarget } from '../not-on-this-target.ts';
import type { ApiRequest } from '../target.ts';
import { loadDescription } from './load-description.ts';
import { createManagementPort, type ManagementPort } from './management-port.ts';

const linkSchema = z.object({
  title: z.string(),
  enabled: z.boolean().default(true),
  cloud: z.looseObject({}),
});
type Link = z.infer<typeof linkSchema> & { readonly key: string; phase: string };

/** The API that the example speaks to, as far as it is used. */
const links = new Map<string, Link>();
const assigned = new Set<string>();
let authorization: string | undefined;
function answerOf(method: string, path: string, body: unknown): readonly [number, unknown?] {
  const [, room = '', key = '', part] = path.split('/');
  if (room === 'things') {
    const thing = path.slice('/things/'.length);
    if (method === 'PUT') assigned.add(thing);
    else assigned.delete(thing);
    return [204];
  }
  if (method === 'PUT') {
    const link = linkSchema.safeParse(body);
    if (!link.success) return [400, { error: 'no title' }];
    const made = { ...link.data, key: `k${links.size + 1}`, phase: 'rising' };
    links.set(made.key, made);
    return [200, made];
  }
  if (key === '') return [200, { links: [...links.values()] }];
  const link = links.get(key);
  if (link === undefined) return [404, { error: 'no such link' }];
  if (method === 'DELETE') {
    links.delete(key);
    return [202];
  }
  if (method === 'PATCH') links.set(key, { ...link, ...linkSchema.parse(body) });
  if (part === 'phase') link.phase = z.object({ to: z.string() }).parse(body).to;
  return [200, links.get(key)];
}
const server = createServer(async (request, response) => {
  authorization = request.headers.authorization;
  const body = request.headers['content-type'] === undefined ? undefined : await json(request);
  const [status, answer] = answerOf(request.method ?? '', request.url ?? '', body);
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(answer === undefined ? undefined : JSON.stringify(answer));
});

let port: ManagementPort;
before(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  assert.ok(typeof address === 'object' && address !== null);
  const environment = { LINKS_BRIDGE_PORT: String(address.port), LINKS_BRIDGE_TOKEN: 'token' };
  port = await createManagementPort(
    await loadDescription(join(PACKAGE_ROOT, 'examples/adapter/target.yaml'), environment),
  );
});
after(() => server.close());

const call = (method: ApiRequest['method'], path: string, body?: unknown) =>
  port.call({ method, path, ...(body === undefined ? {} : { body }) }, { authorization: 'Bearer token' });

const CONNECTION = {
  connectorId: 'actility-cumulocity-iot',
  name: 'North',
  active: true,
  configuration: { hostName: 'tpx.eu-latest.cumulocity.com', tenantId: 't1', username: 'u', password: 'p' },
};

test('the adapter of the example carries out what the product’s API is asked for', async () => {
  const made = await call('POST', '/connections', CONNECTION);
  assert.equal(made.status, 201);
  const shown = { ...CONNECTION.configuration, password: '*****' };
  assert.deepEqual(made.body, { ...CONNECTION, id: 'k1', state: 'OPENING', configuration: shown });
  assert.equal(authorization, 'Bearer token');
  await call('POST', '/connections/k1/start');
  await call('PUT', '/connections/k1', { ...CONNECTION, name: 'South' });
  const { body } = await call('GET', '/connections');
  assert.deepEqual(body, [{ ...CONNECTION, name: 'South', id: 'k1', state: 'OPENED', configuration: shown }]);
  await call('POST', '/devices/0018B20000000ABC/connections', { connectionId: 'k1' });
  assert.deepEqual([...assigned], ['0018B20000000ABC/links/k1']);
  assert.equal((await call('DELETE', '/devices/0018B20000000ABC/connections/k1')).status, 204);
  assert.equal(assigned.size, 0);
  assert.equal((await call('DELETE', '/connections/k1')).status, 204);
});

test('it refuses as the product does, and leaves out what the bridge does not have', async () => {
  assert.deepEqual((await call('GET', '/connections/k9')).body, {
    code: 'com-4004',
    message: 'no such link',
  });
  assert.equal((await call('POST', '/connections', {})).status, 400);
  await assert.rejects(call('POST', '/connections/k1/restart'), NotOnThisTarget);
});
