import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer as createHttpServer } from 'node:http';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { loadDescription, openLedger, TargetError } from '../conformance/targets/index.ts';
import { reachTarget } from './reach-target.ts';

let answers: (path: string) => number = () => 200;
const bridge = createHttpServer((request, response) => {
  response.writeHead(answers(request.url ?? ''), { 'content-type': 'application/json' });
  response.end('[]');
});
const taken = createServer();
let folder = '';

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'reach-target-'));
  await Promise.all([listening(bridge), listening(taken)]);
});

after(async () => {
  bridge.close();
  taken.close();
  await rm(folder, { recursive: true });
});

function listening(server: Server): Promise<void> {
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
}

function portOf(server: Server): number {
  const address = server.address();
  assert.ok(typeof address === 'object' && address !== null);
  return address.port;
}

const FREE = 'platform: { kind: twin, listen: "127.0.0.1:0" }';

/** Why a target can't be judged, whether it is told or thrown. */
async function unfit(
  more: string,
  { baseUrl = `http://127.0.0.1:${portOf(bridge)}`, credentials = '{ kind: none }' } = {},
): Promise<string | undefined> {
  const file = join(folder, 'mine.yaml');
  const uplink = more.includes('uplink:') ? '' : 'uplink: { http: { url: /uplinks } }';
  await writeFile(
    file,
    `version: 1\nname: Mine\nbaseUrl: ${baseUrl}\ncredentials: ${credentials}\ncapabilities: [connections-api]\n${uplink}\n${more}\n`,
  );
  try {
    const target = await reachTarget(
      await loadDescription(file, {}),
      openLedger(join(folder, 'ledger')),
      'r',
    );
    return await target.unfit();
  } catch (error) {
    assert.ok(error instanceof TargetError, String(error));
    return error.message;
  }
}

test('a target whose own part and the kit’s are there can be judged, and the address is left free', async () => {
  answers = () => 200;
  assert.equal(await unfit(FREE), undefined);
  const port = portOf(taken);
  const told = await unfit(`platform: { kind: twin, listen: "127.0.0.1:${port}" }`);
  assert.match(
    told ?? '',
    new RegExp(
      `mine\\.yaml names an address .*\n  platform\\.listen 127\\.0\\.0\\.1:${port}: something else listens`,
    ),
  );
  assert.match(told ?? '', /End what else listens there/);
  assert.match(
    (await unfit('platform: { kind: twin, listen: "127.0.0.1:99999" }')) ?? '',
    /there is no such port/,
  );
});

test('files that the twin needs are looked at before the run', async () => {
  const tls = (listen: string) =>
    `platform: { kind: twin, listen: "127.0.0.1:${listen}", tls: { certFile: ./cert.pem, keyFile: ./key.pem } }`;
  assert.match((await unfit(tls('0'))) ?? '', /platform\.tls\.certFile: there is no file .*cert\.pem/);
  await writeFile(join(folder, 'cert.pem'), 'no certificate');
  await writeFile(join(folder, 'key.pem'), 'no key');
  assert.match((await unfit(tls('0'))) ?? '', /platform\.tls: .* are no PEM certificate and the key to it/);
});

test('a broker that is not there is told before the run', async () => {
  const gone = createServer();
  await listening(gone);
  const port = portOf(gone);
  await new Promise<void>((resolve) => gone.close(() => resolve()));
  assert.match(
    (await unfit(`${FREE}\nuplink: { mqtt: { url: "mqtt://127.0.0.1:${port}" } }`)) ?? '',
    new RegExp(`names a broker that the kit can not use\\.\n  uplink\\.mqtt\\.url 127\\.0\\.0\\.1:${port}: `),
  );
});

test('only what gave no answer can’t be reached', async () => {
  answers = () => 401;
  assert.match((await unfit(FREE)) ?? '', /^\S+ refuses to list its connections \(401\)\. Check credentials/);
  const oauth = { credentials: '{ kind: oauth, clientId: a, clientSecret: b }' };
  assert.match(
    (await unfit(FREE, oauth)) ?? '',
    /^\S+\/oauth\/token gives no token for the credentials .* \(status 401\)\. Check/,
  );
  answers = () => 200;
  assert.match(
    (await unfit(FREE, { baseUrl: 'http://127.0.0.1:1' })) ?? '',
    /can't be reached: connect ECONNREFUSED.* Check that the bridge is running/,
  );
});

test('an adapter that fails is told as one', async () => {
  await writeFile(
    join(folder, 'odd.mjs'),
    'export default { list: async () => { throw new Error("no map"); } };',
  );
  assert.match(
    (await unfit(`${FREE}\nadapter: ./odd.mjs`)) ?? '',
    /^The adapter \.\/odd\.mjs failed .*: no map\./,
  );
  assert.match(
    (await unfit(`${FREE}\nadapter: ./none.mjs`)) ?? '',
    /names an adapter .*\n {2}.*there is no file/,
  );
});
