import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { TargetError } from './errors.ts';
import { parseDescription } from './load-description.ts';
import { createManagementPort } from './management-port.ts';

interface Seen {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly authorization: string | undefined;
  readonly body: string;
}

const seen: Seen[] = [];
let answer: { status: number; body: unknown } = { status: 200, body: {} };
const server = createServer(async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  const { method, url, headers } = request;
  seen.push({ method, url, authorization: headers.authorization, body: Buffer.concat(chunks).toString() });
  response.writeHead(answer.status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(answer.body));
});
let origin = '';
let folder = '';

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'management-port-'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  assert.ok(typeof address === 'object' && address !== null);
  origin = `http://127.0.0.1:${address.port}`;
});

after(async () => {
  server.close();
  await rm(folder, { recursive: true });
});

async function portOf(more: string) {
  const text = `
version: 1
name: Mine
baseUrl: ${origin}/api
credentials: { kind: none }
capabilities: [connections-api]
uplink: { http: { url: /uplinks } }
platform: { kind: twin, listen: "127.0.0.1:1" }
${more}`;
  const file = join(folder, 'mine.yaml');
  const description = parseDescription(file, text, {});
  return await createManagementPort({ description, file, at: (path) => join(folder, path) });
}

test('without a word about it, calls go as the product has them', async () => {
  answer = { status: 201, body: { id: '8', state: 'OPENING' } };
  const port = await portOf('');
  const made = await port.call(
    { method: 'POST', path: '/connections', query: { a: 'b' }, body: { name: 'North' } },
    { authorization: 'Bearer x' },
  );
  assert.deepEqual([made.status, made.body], [201, { id: '8', state: 'OPENING' }]);
  assert.deepEqual(seen.at(-1), {
    method: 'POST',
    url: '/api/connections?a=b',
    authorization: 'Bearer x',
    body: '{"name":"North"}',
  });
});

test('an operation is addressed as the file says, and its answer read as the product would give it', async () => {
  answer = { status: 200, body: { data: { key: 7, status: 'up', title: 'North' } } };
  const port = await portOf(`
operations:
  create: { method: PUT, path: /links, body: { title: "{name}" } }
  assign: { method: POST, path: "/things/{devEui}/links", body: { link: "{id}" } }
  restart: none
answers: { id: data.key, state: data.status, name: data.title, states: { up: OPENED } }`);
  const made = await port.call({ method: 'POST', path: '/connections', body: { name: 'North' } }, {});
  assert.equal(made.status, 201);
  assert.deepEqual(made.body, {
    id: '7',
    connectorId: 'actility-cumulocity-iot',
    name: 'North',
    active: true,
    configuration: {},
    state: 'OPENED',
  });
  assert.deepEqual(
    [seen.at(-1)?.method, seen.at(-1)?.url, seen.at(-1)?.body],
    ['PUT', '/api/links', '{"title":"North"}'],
  );
  await port.call({ method: 'POST', path: '/devices/0102/connections', body: { connectionId: '7' } }, {});
  assert.deepEqual([seen.at(-1)?.url, seen.at(-1)?.body], ['/api/things/0102/links', '{"link":"7"}']);
  await assert.rejects(port.call({ method: 'POST', path: '/connections/7/restart' }, {}), {
    name: 'NotOnThisTarget',
  });
});

test('what the target does not claim is not asked of it', async () => {
  const port = await portOf('');
  await assert.rejects(port.call({ method: 'GET', path: '/events' }, {}), { name: 'NotOnThisTarget' });
});

test('an adapter carries operations out; what it leaves out there is not', async () => {
  await writeFile(
    join(folder, 'adapter.mjs'),
    `export default ({ send }) => ({
      async read({ id }) {
        const { body } = await send({ method: 'GET', path: '/odd/' + id });
        return { status: 200, body: { id, state: body.s } };
      },
      list: async () => 'nothing that is an answer',
    });`,
  );
  answer = { status: 200, body: { s: 'OPENED' } };
  const port = await portOf('adapter: ./adapter.mjs');
  const read = await port.call({ method: 'GET', path: '/connections/8' }, { authorization: 'Bearer x' });
  assert.deepEqual(read.body, { id: '8', state: 'OPENED' });
  assert.deepEqual([seen.at(-1)?.url, seen.at(-1)?.authorization], ['/api/odd/8', 'Bearer x']);
  await assert.rejects(port.call({ method: 'DELETE', path: '/connections/8' }, {}), {
    name: 'NotOnThisTarget',
  });
  await assert.rejects(port.call({ method: 'GET', path: '/connections' }, {}), /list\(\) gave no answer/);
});

test('an adapter with a name that there is not is refused', async () => {
  await writeFile(join(folder, 'odd.mjs'), 'export default { creat: async () => ({ status: 201 }) };');
  const port = await portOf('adapter: ./odd.mjs');
  await assert.rejects(port.call({ method: 'GET', path: '/connections/8' }, {}), { name: 'TargetError' });
});

test('an adapter that can not be loaded is told by what is wrong with it, and where', async () => {
  const told = async (adapter: string, source?: string) => {
    if (source !== undefined) await writeFile(join(folder, adapter), source);
    const port = await portOf(`adapter: ./${adapter}`);
    const error = await port.call({ method: 'GET', path: '/connections' }, {}).catch((one: unknown) => one);
    assert.ok(error instanceof TargetError);
    assert.doesNotMatch(error.message, /imported from|node_modules|chunk/);
    return error.message;
  };
  assert.match(await told('none.mjs'), /\.\/none\.mjs: there is no file \/.*none\.mjs/);
  assert.match(
    await told('broken.mjs', '\nexport default {'),
    /it can not be loaded: .*\. `node --check \/.*broken\.mjs` tells where/,
  );
  assert.match(await told('throws.mjs', 'throw new Error("no key");'), /it can not be loaded: no key/);
  assert.match(
    await told('makes.mjs', 'export default () => { throw new Error("no key"); };'),
    /the function that it exports failed: no key/,
  );
});

test('an authority whose file is not there is told by where it is named', async () => {
  await assert.rejects(portOf('caFile: ./ca.pem'), {
    name: 'TargetError',
    message:
      /names a file that can not be used\.\n {2}caFile: there is no file .*ca\.pem\.\n {2}Paths are relative/,
  });
});
