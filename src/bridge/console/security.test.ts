import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createVirtualClock } from '../../clock/index.ts';
import { createRandom } from '../../random/index.ts';
import { bridgeConfigSchema } from '../bridge-config.ts';
import { createMemoryStorage } from '../storage/memory-storage.ts';
import { startTestBridge } from '../testing/test-bridge.ts';
import { createSessions } from './sessions.ts';
import { FORM, signInToConsole, trySignIn, withVisitor } from './testing/visitor.ts';

const HOUR = 3_600_000;
const PAGES = ['', '/devices', '/connections', '/connections/create', '/events', '/flows', '/drivers'];
const FORM_PAGE = '/connections/create/cumulocity';

test('who is not signed in is led to the sign-in, from a part of a page too, and back to the page', async () => {
  const { bridge, close } = await startTestBridge();
  for (const path of PAGES) {
    const reply = await bridge.api.inject({ method: 'GET', url: `/console${path}` });
    assert.equal(reply.status, 303, path);
    assert.equal(reply.headers.location, `/console/sign-in?next=${encodeURIComponent(`/console${path}`)}`);
  }
  const part = await bridge.api.inject({
    method: 'GET',
    url: '/console/connections/1/state?seen=x',
    headers: { 'hx-request': 'true', 'hx-current-url': 'http://127.0.0.1/console/connections/1' },
  });
  assert.equal(part.headers['hx-redirect'], '/console/sign-in?next=%2Fconsole%2Fconnections%2F1');
  const change = await bridge.api.inject({
    method: 'POST',
    url: '/console/connections/1/delete',
    headers: FORM,
    body: '',
  });
  assert.equal(change.headers.location, '/console/sign-in');
  await close();
});

test('every page has the strict policy, and nothing in it that the policy would have to allow', () =>
  withVisitor(async ({ page, call }) => {
    await call('POST', '/connections', CONNECTION);
    for (const path of [...PAGES, FORM_PAGE, '/connections/1', '/sign-in', '/nowhere']) {
      const { headers, body } = await page(path);
      const policy = headers['content-security-policy'] ?? '';
      assert.match(policy, /^default-src 'none'; script-src 'self'; style-src 'self';/);
      assert.doesNotMatch(policy, /unsafe|\*/);
      assert.equal(headers['x-content-type-options'], 'nosniff');
      assert.equal(headers['cache-control'], 'no-store');
      assert.doesNotMatch(body, /<script(?![^>]* src=)|<style|\sstyle="|\son\w+="|javascript:/i, path);
      assert.match(body, /&quot;allowEval&quot;:false/);
    }
  }));

test('what the pages load is served from here, typed, and again only when it has changed', () =>
  withVisitor(async ({ page }) => {
    for (const [name, type] of [
      ['console.css', 'text/css'],
      ['console.js', 'text/javascript'],
      ['htmx.js', 'text/javascript'],
      ['uplot.js', 'text/javascript'],
      ['icon.svg', 'image/svg+xml'],
    ] as const) {
      const { status, headers, body } = await page(`/assets/${name}`);
      assert.deepEqual([status, headers['content-type']?.split(';')[0]], [200, type]);
      assert.ok(body.length > 100, name);
      const again = await page(`/assets/${name}`, { 'if-none-match': headers.etag ?? '' });
      assert.deepEqual([again.status, again.body], [304, '']);
    }
    assert.equal((await page('/assets/..%2Findex.ts')).status, 404);
  }));

for (const [what, headers] of [
  ['without the token', { 'x-csrf-token': '' }],
  ['with the token of another session', { 'x-csrf-token': 'A'.repeat(43) }],
  ['from another site', { 'sec-fetch-site': 'cross-site' }],
  ['from a sister site', { 'sec-fetch-site': 'same-site' }],
] as const) {
  test(`a change ${what} is refused and changes nothing`, () =>
    withVisitor(async ({ send, call, applied }) => {
      await call('POST', '/connections', CONNECTION);
      const reply = await send('/connections/1/delete', {}, headers);
      assert.equal(reply.status, 403);
      assert.match(reply.body, /did not come from a page of this console/);
      assert.ok(applied.has('1'));
    }));
}

test('a change in another form than a form is refused', () =>
  withVisitor(async ({ bridge, session, call, applied }) => {
    await call('POST', '/connections', CONNECTION);
    const { status } = await bridge.api.inject({
      method: 'POST',
      url: '/console/connections/1/delete',
      headers: { cookie: session.cookie, 'x-csrf-token': session.csrf, 'content-type': 'application/json' },
      body: '{}',
    });
    assert.equal(status, 415);
    assert.ok(applied.has('1'));
  }));

test('the sign-in is refused for wrong credentials and without its own form', async () => {
  const bridge = await startTestBridge();
  const wrong = await trySignIn(bridge, { clientSecret: 'wrong secret' });
  assert.equal(wrong.status, 401);
  assert.match(wrong.body, /role="alert">The client id or the client secret is wrong/);
  assert.doesNotMatch(wrong.body, /wrong secret"/);
  assert.equal((await trySignIn(bridge, { csrf: 'forged' })).status, 403);
  assert.ok(!bridge.log.some((line) => line.includes('wrong secret')));
  await bridge.close();
});

test('the cookie of a session is out of reach of scripts and of other sites', async () => {
  const bridge = await startTestBridge();
  const cookie = (await trySignIn(bridge)).headers['set-cookie'] ?? '';
  assert.match(
    cookie,
    /^iot-flow-session=[\w-]{43}; Path=\/console; Max-Age=43200; HttpOnly; SameSite=Strict$/,
  );
  await bridge.close();
});

test('the sign-in leads to pages of the console only', async () => {
  const bridge = await startTestBridge();
  const elsewhere = fc.oneof(
    fc.webUrl(),
    fc.string().map((text) => `/${text}`),
    fc.string().map((text) => `/console${text}`),
    fc.constantFrom(
      '//evil.example',
      '/console/../..//evil',
      '/console\\@evil',
      '/console/\r\nx: y',
      'javascript:1',
    ),
  );
  await fc.assert(
    fc.asyncProperty(elsewhere, async (next) => {
      const { headers } = await trySignIn(bridge, { next });
      const location = new URL(headers.location ?? '', 'http://bridge.test');
      assert.equal(location.origin, 'http://bridge.test');
      assert.match(headers.location ?? '', /^\/console(\/|$)/);
    }),
    { numRuns: 50 },
  );
  await bridge.close();
});

test('a session ends with its time', () =>
  withVisitor(async ({ page, clock }) => {
    await clock.advance(12 * HOUR - 1);
    assert.equal((await page('')).status, 200);
    await clock.advance(1);
    assert.equal((await page('')).status, 303);
  }));

test('who signs out is out, whatever cookie is left', () =>
  withVisitor(async ({ page, send }) => {
    assert.equal((await send('/sign-out')).headers['hx-redirect'], '/console/sign-in');
    assert.equal((await page('')).status, 303);
  }));

test('a session outlives a restart of the bridge; the store holds nothing to sign in with', async () => {
  const before = await startTestBridge();
  const cookie = await signInToConsole(before);
  await before.close();
  const stored = await before.storage.reopened();
  const after = await startTestBridge({ storage: stored });
  const reply = await after.bridge.api.inject({ method: 'GET', url: '/console', headers: { cookie } });
  assert.equal(reply.status, 200);
  await after.close();
});

test('a session is none any more when the credentials of the bridge are others', async () => {
  const clock = createVirtualClock({ start: 0 });
  const storage = createMemoryStorage();
  const random = createRandom('sessions');
  const sessionsWith = (clientSecret: string) =>
    createSessions({
      config: bridgeConfigSchema.parse({ api: { clientSecret } }),
      clock,
      storage,
      secureRandom: (length) => random.bytes(length),
    });
  const token = (await sessionsWith('first secret').open('local/admin', 'first secret')) ?? '';
  assert.equal((await sessionsWith('first secret').find(token))?.clientId, 'local/admin');
  assert.equal(await sessionsWith('other secret').find(token), undefined);
  assert.equal(await sessionsWith('first secret').find(`${token}x`), undefined);
});

const CONNECTION = {
  connectorId: 'actility-cumulocity-iot',
  name: 'Test Cumulocity Connection',
  configuration: {
    hostName: 'tpx.eu-latest.cumulocity.com',
    tenantId: 'tpx',
    username: 'tpx-iot-flow',
    password: '123456',
  },
};
