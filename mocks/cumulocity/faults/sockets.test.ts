import assert from 'node:assert/strict';
import { Agent, type IncomingMessage, request as plainRequest } from 'node:http';
import { Agent as TlsAgent, request as tlsRequest } from 'node:https';
import { test } from 'node:test';
import { createRealClock } from '../../../src/clock/index.ts';
import { createRandom } from '../../../src/random/index.ts';
import { createTwin, type FaultPlan } from '../index.ts';
import { basic, HOST } from '../testing.ts';

interface Received {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly pieces: readonly string[];
  /** Why the answer ended, where it ended early. */
  readonly broken: string | undefined;
}

async function openWorld() {
  const twin = createTwin({
    clock: createRealClock(),
    recorder: { record: () => {} },
    random: createRandom('fault sockets'),
  });
  twin.addTenant({ id: 'tpx', domain: HOST, users: [{ name: 'bridge', password: 'secret-1' }] });
  const held = () => twin.stats().tenants.tpx?.managedObjects.held;
  return { twin, held };
}

/** Creates an object, with a client that knows the authority `ca`. */
function create(url: string, { ca, agent }: { ca?: string | undefined; agent?: Agent } = {}) {
  const { protocol, hostname, port } = new URL(url);
  const headers = {
    host: HOST,
    authorization: basic('bridge'),
    accept: 'application/json',
    'content-type': 'application/json',
  };
  const options = { hostname, port, path: '/inventory/managedObjects', method: 'POST', headers };
  return new Promise<Received>((resolve, reject) => {
    const receive = (answer: IncomingMessage) => {
      const pieces: string[] = [];
      const end = (broken?: Error) => {
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, pieces, broken: broken?.message });
      };
      answer.setEncoding('utf8');
      answer.on('data', (piece: string) => pieces.push(piece));
      answer.on('error', end);
      answer.on('end', () => end());
    };
    const sent =
      protocol === 'https:'
        ? tlsRequest(
            { ...options, servername: HOST, agent: agent ?? false, ...(ca === undefined ? {} : { ca }) },
            receive,
          )
        : plainRequest({ ...options, agent: agent ?? false }, receive);
    sent.on('error', reject);
    sent.end('{"name":"probe"}');
  });
}

for (const tls of [false, true]) {
  const way = tls ? 'TLS' : 'a plain socket';

  test(`over ${way}: a body dribbles, breaks off, and 429 names its time`, async () => {
    const { twin, held } = await openWorld();
    try {
      const { url, ca } = await twin.listen({ tls });
      const strike = (effect: FaultPlan['effect']) => {
        twin.faults.clear();
        twin.faults.add({ effect, count: 1 });
        return create(url, { ca });
      };
      const slow = await strike({ kind: 'dribble', overMs: 60, pieces: 3 });
      assert.deepEqual([slow.status, slow.broken], [201, undefined]);
      assert.ok(slow.pieces.length > 1);
      assert.match(slow.pieces.join(''), /^\{.*"name":"probe".*\}$/);
      const cut = await strike({ kind: 'truncated-body', share: 0.3 });
      assert.deepEqual([cut.status, cut.broken], [201, 'aborted']);
      assert.throws(() => JSON.parse(cut.pieces.join('')), SyntaxError);
      assert.equal(held(), 2);
      const busy = await strike({ kind: 'status', status: 429, retryAfter: 3 });
      assert.deepEqual([busy.status, busy.headers['retry-after']], [429, '3']);
      assert.equal(held(), 2);
      const stored = await strike({ kind: 'status', status: 500, when: 'after-stored' });
      assert.deepEqual([stored.status, held()], [500, 3]);
    } finally {
      await twin.close();
    }
  });
}

test('a client that leaves a dribbling answer ends it', async () => {
  const { twin } = await openWorld();
  const agent = new Agent({ keepAlive: true });
  try {
    const { url } = await twin.listen();
    twin.faults.add({ effect: { kind: 'dribble', overMs: 600_000 } });
    const pending = create(url, { agent });
    await twin.journal.await({ method: 'POST' }, { withinMs: 5000 });
    agent.destroy();
    await pending.then(
      ({ broken }) => assert.equal(broken, 'aborted'),
      (error: unknown) => assert.match(String(error), /hang up|ECONNRESET/),
    );
  } finally {
    await twin.close();
  }
});

const REFUSALS = [
  ['expired', 'CERT_HAS_EXPIRED'],
  ['wrong-host', 'ERR_TLS_CERT_ALTNAME_INVALID'],
  ['unknown-authority', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
] as const;

test('a TLS fault strikes connections while it lasts, also of a client that has been there before', async () => {
  const { twin } = await openWorld();
  const agent = new TlsAgent();
  try {
    const { url, ca } = await twin.listen({ tls: true });
    for (const [certificate, code] of REFUSALS) {
      assert.equal((await create(url, { ca, agent })).status, 201);
      twin.faults.add({ match: { tenant: 'tpx' }, effect: { kind: 'tls', certificate } });
      await assert.rejects(create(url, { ca, agent }), { code });
      twin.faults.clear();
    }
    assert.equal((await create(url, { ca, agent })).status, 201);
  } finally {
    agent.destroy();
    await twin.close();
  }
});

for (const [certificate, code] of REFUSALS) {
  test(`a listener may have a certificate that is ${certificate} for good`, async () => {
    const { twin, held } = await openWorld();
    try {
      const { url, ca } = await twin.listen({ tls: true, certificate });
      await assert.rejects(create(url, { ca }), { code });
      assert.equal(held(), 0);
    } finally {
      await twin.close();
    }
  });
}
