import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { test } from 'node:test';
import { member, signIn, startTestBridge, type TestBridge } from '../testing/test-bridge.ts';

async function withBridge(work: (bridge: TestBridge) => Promise<void>, parts = {}): Promise<void> {
  const bridge = await startTestBridge({ parts });
  try {
    await work(bridge);
  } finally {
    await bridge.close();
  }
}

const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });
const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
const json = (body: string) => ({ 'content-type': 'application/json', body });

for (const [what, headers] of [
  ['no token', {}],
  ['a garbled token', { authorization: 'Bearer nonsense' }],
  ['an empty token', { authorization: 'Bearer ' }],
  ['another scheme', { authorization: 'Basic bG9jYWwvdGVzdGVyOmNvcnJlY3QgaG9yc2U=' }],
] as const) {
  test(`${what} is answered with 401 and com-4001`, () =>
    withBridge(async ({ raw }) => {
      for (const path of ['/connections', '/connectors', '/flows', '/drivers', '/events', '/devices']) {
        const reply = await raw('GET', path, { headers });
        assert.equal(reply.status, 401, path);
        assert.equal(member(reply.json, 'code'), 'com-4001');
        assert.equal(reply.headers['www-authenticate'], 'Bearer realm="iot-flow"');
      }
    }));
}

test('a token ends when its time is over', () =>
  withBridge(async ({ raw, clock }) => {
    const token = await signIn(raw);
    await clock.advance(3_599_000);
    const info = await raw('GET', `/oauth/tokeninfo?access_token=${token}`, {});
    assert.deepEqual(info.json, {
      token_type: 'bearer',
      expires_in: 1,
      scope: 'iot-flow',
      client_id: 'local/tester',
    });
    assert.equal((await raw('GET', '/connections', bearer(token))).status, 200);
    await clock.advance(1000);
    assert.equal((await raw('GET', '/connections', bearer(token))).status, 401);
    assert.equal((await raw('GET', `/oauth/tokeninfo?access_token=${token}`, {})).status, 401);
  }));

test('credentials come as a form or as Basic; wrong ones are refused', () =>
  withBridge(async ({ raw }) => {
    const ask = (body: string, headers = {}) =>
      raw('POST', '/oauth/token', { headers: { ...FORM, ...headers }, body });
    const basic = (text: string) => ({ authorization: `Basic ${Buffer.from(text).toString('base64')}` });
    const grant = 'grant_type=client_credentials';
    const good = await ask(grant, basic('local%2Ftester:correct%20horse'));
    assert.equal(good.status, 200);
    assert.equal(member(good.json, 'expires_in'), 3600);
    assert.equal(good.headers['cache-control'], 'no-store');
    assert.equal((await ask(grant, basic('local/tester:correct horse'))).status, 200);
    const wrong = await ask(`${grant}&client_id=local%2Ftester&client_secret=guess`);
    assert.equal(wrong.status, 401);
    assert.equal(member(wrong.json, 'error'), 'invalid_client');
    assert.equal(member(wrong.json, 'code'), 'com-4001');
    assert.doesNotMatch(wrong.body, /guess/);
    assert.equal((await ask(`${grant}&client_id=local%2Ftester`)).status, 400);
    assert.equal((await ask('grant_type=password')).status, 400);
    const bare = await ask('client_id=local%2Ftester');
    assert.deepEqual([bare.status, member(bare.json, 'error')], [400, 'invalid_request']);
    assert.equal(
      (await raw('POST', '/oauth/token', { headers: { 'content-type': 'application/json' }, body: '{}' }))
        .status,
      415,
    );
  }));

test('the oldest tokens give way when there are too many', async () => {
  const bridge = await startTestBridge({ config: { limits: { maxTokens: 2 } } });
  const first = await signIn(bridge.raw);
  const second = await signIn(bridge.raw);
  const third = await signIn(bridge.raw);
  const status = async (token: string) => (await bridge.raw('GET', '/flows', bearer(token))).status;
  assert.deepEqual([await status(first), await status(second), await status(third)], [401, 200, 200]);
  await bridge.close();
});

test('what is no JSON, too large or of another kind is refused without repeating it', () =>
  withBridge(async ({ raw }) => {
    const { authorization } = bearer(await signIn(raw)).headers;
    const post = ({ body, ...headers }: { body: string; 'content-type'?: string }) =>
      raw('POST', '/connections', { headers: { authorization, ...headers }, body });
    const malformed = await post(json('{"password": "hunter2", '));
    assert.equal(malformed.status, 400);
    assert.equal(member(malformed.json, 'code'), 'com-4000');
    assert.doesNotMatch(malformed.body, /hunter2/);
    assert.equal((await post(json('[]'))).status, 400);
    assert.equal((await post(json('null'))).status, 400);
    assert.equal((await post(json(''))).status, 400);
    assert.equal((await post(json('{"__proto__": {"name": "x"}}'))).status, 400);
    assert.equal((await post(json(`{"name": "${'x'.repeat(300_000)}"}`))).status, 413);
    assert.equal((await post({ 'content-type': 'text/plain', body: '{}' })).status, 415);
    assert.equal(
      (await post({ 'content-type': 'application/x-www-form-urlencoded', body: 'a=b' })).status,
      415,
    );
    assert.deepEqual((await raw('GET', '/connections', { headers: { authorization } })).json, []);
  }));

test('unknown paths are 404, wrong methods 405 with what is allowed', () =>
  withBridge(async ({ call, bridge }) => {
    const nowhere = await call('GET', '/nowhere');
    assert.deepEqual([nowhere.status, member(nowhere.json, 'code')], [404, 'com-4004']);
    const wrong = await call('PATCH', '/connections/1', {});
    assert.deepEqual([wrong.status, member(wrong.json, 'code')], [405, 'com-4005']);
    assert.equal(wrong.headers.allow, 'GET, PUT, DELETE');
    assert.equal((await call('GET', '/connections/1/start')).status, 405);
    assert.equal((await bridge.api.inject({ method: 'GET', url: '/elsewhere' })).status, 404);
    assert.equal((await call('GET', '/connections/%E0%A4%A')).status, 400);
  }));

test('what nobody foresaw is 500 without its insides, logged and told', () =>
  withBridge(
    async ({ call, unexpected, log }) => {
      const reply = await call('GET', '/drivers');
      assert.deepEqual([reply.status, member(reply.json, 'code')], [500, 'com-5000']);
      assert.doesNotMatch(reply.body, /insides|at .*\.ts/);
      assert.equal(unexpected.length, 1);
      assert.match(log.join('\n'), /failed for no foreseen reason/);
    },
    {
      drivers: {
        list: async () => {
          throw new Error('insides');
        },
        decode: async () => [],
        encode: async () => [],
      },
    },
  ));

test('every answer forbids caching, framing, sniffing and scripts', () =>
  withBridge(async ({ call, raw }) => {
    for (const reply of [
      await call('GET', '/connections'),
      await raw('GET', '/flows', {}),
      await raw('GET', '/nowhere', {}),
    ]) {
      assert.equal(reply.headers['x-content-type-options'], 'nosniff');
      assert.equal(reply.headers['cache-control'], 'no-store');
      assert.match(reply.headers['content-security-policy'] ?? '', /^default-src 'none'/);
    }
  }));

test('health is told without a token, and a closing bridge says so', async () => {
  const { raw, close } = await startTestBridge();
  assert.deepEqual((await raw('GET', '/health', {})).json, { status: 'up', broker: true });
  await close();
});

test('a client that goes away in the midst of its body is nothing unforeseen', async () => {
  const test = await startTestBridge();
  const { port, url } = await test.bridge.listen({ host: '127.0.0.1', port: 0 });
  const socket = connect(port, '127.0.0.1');
  const head = [
    'POST /iot-flow/v1/oauth/token HTTP/1.1',
    'host: bridge',
    `content-type: ${FORM['content-type']}`,
  ];
  socket.write([...head, 'content-length: 100', 'expect: 100-continue', '', ''].join('\r\n'));
  // From here on the bridge reads the body.
  assert.match(String((await once(socket, 'data'))[0]), /^HTTP\/1\.1 100 /);
  socket.destroy();
  await once(socket, 'close');
  // What came before on the wire has been seen when this is answered.
  assert.equal((await fetch(`${url}/health`)).status, 200);
  await test.close();
  assert.deepEqual(test.unexpected, []);
  assert.deepEqual(
    test.log.filter((line) => line.startsWith('A request failed')),
    [],
  );
});
