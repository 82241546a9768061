import assert from 'node:assert/strict';
import { type IncomingMessage, request } from 'node:http';
import { request as tlsRequest } from 'node:https';
import { test } from 'node:test';
import { createRealClock, eventually } from '../../src/clock/index.ts';
import { createRandom } from '../../src/random/index.ts';
import type { EnvelopeDraft } from '../../src/recording/index.ts';
import { createTwin, type TwinOptions } from './index.ts';
import { basic, HOST } from './testing.ts';

function openWorld(options: Partial<TwinOptions> = {}) {
  const recorded: EnvelopeDraft[] = [];
  const twin = createTwin({
    clock: createRealClock(),
    recorder: { record: (draft) => void recorded.push(draft) },
    random: createRandom('sockets'),
    ...options,
  });
  twin.addTenant({ id: 'tpx', domain: HOST, users: [{ name: 'bridge', password: 'secret-1' }] });
  return { twin, recorded };
}

interface Wanted {
  readonly method?: string;
  readonly path: string;
  readonly host?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly ca?: string;
  readonly signal?: AbortSignal;
  readonly servername?: string;
}

function call(
  url: string,
  { method = 'GET', path, host = HOST, headers, body, ca, signal, servername = HOST }: Wanted,
) {
  const { protocol, hostname, port } = new URL(url);
  const options = {
    hostname,
    port,
    path,
    method,
    agent: false,
    headers: { host, authorization: basic('bridge'), ...headers },
    ...(signal === undefined ? {} : { signal }),
  };
  return new Promise<{ status: number; body: string; headers: IncomingMessage['headers'] }>(
    (resolve, reject) => {
      const receive = (answer: IncomingMessage) => {
        const parts: string[] = [];
        answer.setEncoding('utf8');
        answer.on('data', (part: string) => parts.push(part));
        answer.on('error', reject);
        answer.on('end', () => {
          resolve({ status: answer.statusCode ?? 0, body: parts.join(''), headers: answer.headers });
        });
      };
      const sent =
        protocol === 'https:'
          ? tlsRequest({ ...options, servername, ...(ca === undefined ? {} : { ca }) }, receive)
          : request(options, receive);
      sent.on('error', reject);
      sent.end(body);
    },
  );
}

const CREATE = {
  method: 'POST',
  path: '/inventory/managedObjects',
  headers: { 'content-type': 'application/json' },
  body: '{"name":"probe"}',
};

test('plain and TLS listeners serve the same world, each with links of its own scheme', async () => {
  const { twin } = openWorld();
  try {
    const plain = await twin.listen();
    const tls = await twin.listen({ tls: true });
    assert.equal(tls.ca, await twin.certificateAuthority());
    const made = await call(plain.url, CREATE);
    assert.match(made.headers.location ?? '', new RegExp(`^http://${HOST}/inventory/managedObjects/\\d+$`));
    const ca = tls.ca ?? '';
    const list = await call(tls.url, { path: '/inventory/managedObjects', ca });
    assert.match(list.body, new RegExp(`"self":"https://${HOST}/inventory/managedObjects/\\d+"`));
  } finally {
    await twin.close();
  }
});

test('a client that does not know the run’s authority refuses the TLS listener', async () => {
  const { twin } = openWorld();
  try {
    const { url } = await twin.listen({ tls: true });
    await assert.rejects(call(url, { path: '/tenant/currentTenant' }), /self-signed|unable to verify/);
  } finally {
    await twin.close();
  }
});

test('a tenant that is added while a TLS listener is open is in the certificate from then on', async () => {
  const { twin } = openWorld();
  try {
    const { url, ca = '' } = await twin.listen({ tls: true });
    const host = 'late.example.com';
    const ask = () => call(url, { path: '/tenant/loginOptions', host, ca, servername: host });
    await assert.rejects(ask(), /altnames/);
    twin.addTenant({ id: 'late', domain: host, users: [] });
    assert.equal((await ask()).status, 200);
  } finally {
    await twin.close();
  }
});

for (const tls of [false, true]) {
  test(`resets reach a client over a ${tls ? 'TLS' : 'plain'} socket, before and after storing`, async () => {
    const { twin } = openWorld();
    try {
      const { url, ca = '' } = await twin.listen({ tls });
      for (const [kind, held] of [
        ['reset-before-store', 0],
        ['reset-after-store', 1],
      ] as const) {
        twin.faults.add({ match: { method: 'POST' }, count: 1, effect: { kind } });
        await assert.rejects(call(url, { ...CREATE, ca }), /hang up|ECONNRESET/);
        assert.equal(twin.stats().tenants.tpx?.managedObjects.held, held);
      }
    } finally {
      await twin.close();
    }
  });
}

test('a silent twin is done with a request when its socket closes', async () => {
  const clock = createRealClock();
  const { twin } = openWorld({ clock });
  try {
    const { url } = await twin.listen();
    twin.faults.add({ effect: { kind: 'silence' } });
    const gaveUp = new AbortController();
    const pending = assert.rejects(call(url, { path: '/tenant/currentTenant', signal: gaveUp.signal }));
    await twin.journal.await({ state: 'silent' }, { withinMs: 5000 });
    gaveUp.abort();
    await pending;
  } finally {
    await twin.close();
  }
});

test('close() frees the port, also under a client that waits', async () => {
  const { twin } = openWorld();
  const { url } = await twin.listen();
  twin.faults.add({ effect: { kind: 'silence' } });
  const pending = assert.rejects(call(url, { path: '/tenant/currentTenant' }));
  await twin.journal.await({ state: 'silent' }, { withinMs: 5000 });
  await twin.close();
  await pending;
  await assert.rejects(call(url, { path: '/tenant/currentTenant' }), /ECONNREFUSED/);
});

test('who called is told by the listener, never by the request', async () => {
  const { twin, recorded } = openWorld();
  try {
    const { url } = await twin.listen({ from: 'operator' });
    await call(url, { path: '/tenant/currentTenant', headers: { 'user-agent': 'bridge', from: 'bridge' } });
    assert.deepEqual(
      recorded.map(({ from, to }) => [from, to]),
      [
        ['operator', 'cumulocity'],
        ['cumulocity', 'operator'],
      ],
    );
  } finally {
    await twin.close();
  }
});

for (const tls of [false, true]) {
  test(`an offer to change the protocol is passed over on ${tls ? 'TLS' : 'plain'} sockets`, async () => {
    const { twin } = openWorld();
    try {
      const { url, ca = '' } = await twin.listen({ tls });
      const offer = { connection: 'Upgrade, HTTP2-Settings', upgrade: 'h2c', 'http2-settings': 'AAMAAABk' };
      assert.equal((await call(url, { path: '/tenant/currentTenant', headers: offer, ca })).status, 200);
      const made = await call(url, { ...CREATE, headers: { ...CREATE.headers, ...offer }, ca });
      assert.equal(made.status, 201);
    } finally {
      await twin.close();
    }
  });
}

test('a body beyond the limit gives 413 in the platform’s form and is journalled', async () => {
  const { twin } = openWorld({ limits: { bodyBytes: 100 } });
  try {
    const { url } = await twin.listen();
    const answer = await call(url, { ...CREATE, body: JSON.stringify({ name: 'x'.repeat(200) }) });
    assert.equal(answer.status, 413);
    assert.match(answer.body, /"info":/);
    assert.equal(twin.journal.count({ status: 413 }), 1);
  } finally {
    await twin.close();
  }
});

for (const tls of [false, true]) {
  test(`who is out of reach ${tls ? 'by TLS' : 'in plain'} gets no answer, and another tenant does`, async () => {
    const { twin, recorded } = openWorld();
    twin.addTenant({ id: 'other', domain: 'other.example.com', users: [] });
    try {
      const { url, ca = '' } = await twin.listen({ tls });
      const ask = (host: string) =>
        call(url, {
          path: '/tenant/loginOptions',
          host,
          ca,
          servername: host,
          headers: { authorization: '' },
        });
      assert.equal(twin.setReach(HOST, 'refusing'), true);
      await assert.rejects(ask(HOST), { code: 'ECONNRESET' });
      assert.equal((await ask('other.example.com')).status, 200);
      assert.deepEqual(
        twin.journal.all().map(({ host }) => host),
        ['other.example.com'],
      );
      assert.deepEqual(
        recorded.filter(({ kind }) => kind === 'fault').map(({ title, outcome }) => [title, outcome]),
        [['GET /tenant/loginOptions: the connection was refused', 'failed']],
      );
      twin.setReach(HOST, 'in-reach');
      assert.equal((await ask(HOST)).status, 200);
    } finally {
      await twin.close();
    }
  });
}

test('a poll that is held ends when its tenant gets out of reach; the credentials tell whose it is', async () => {
  const { twin } = openWorld();
  try {
    const { url } = await twin.listen();
    const say = (message: object) =>
      call(url, {
        method: 'POST',
        path: '/notification/operations',
        host: '127.0.0.1',
        headers: { 'content-type': 'application/json', authorization: basic('tpx/bridge') },
        body: JSON.stringify([message]),
      });
    const shake = { channel: '/meta/handshake', version: '1.0', supportedConnectionTypes: ['long-polling'] };
    const [{ clientId }] = JSON.parse((await say(shake)).body);
    await say({ channel: '/meta/subscribe', clientId, subscription: '/operations/1' });
    const held = say({ channel: '/meta/connect', clientId, connectionType: 'long-polling' });
    const ended = assert.rejects(held, { code: 'ECONNRESET' });
    const isHeld = () => twin.journal.all().at(-1)?.state === 'open';
    await eventually(createRealClock(), 'the poll is held', isHeld, { withinMs: 5000 });
    twin.setReach(HOST, 'refusing');
    await ended;
  } finally {
    await twin.close();
  }
});

test('packets that are swallowed leave who sent them without an answer; nobody can be out of reach who is not there', async () => {
  const { twin, recorded } = openWorld();
  try {
    const { url } = await twin.listen();
    twin.setReach(HOST, 'swallowing');
    const given = new AbortController();
    const asked = assert.rejects(call(url, { path: '/tenant/loginOptions', signal: given.signal }), {
      name: 'AbortError',
    });
    const isLost = () => recorded.some(({ title }) => title.endsWith('no packet gets through'));
    await eventually(createRealClock(), 'the request is lost', isLost, { withinMs: 5000 });
    given.abort();
    await asked;
    assert.deepEqual(twin.journal.all(), []);
    assert.equal(twin.setReach('nobody.example.com', 'refusing'), false);
    twin.reset();
    assert.equal((await call(url, { path: '/tenant/loginOptions' })).status, 200);
  } finally {
    await twin.close();
  }
});
