import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createTestWorld, HOST } from '../testing.ts';

const APP = '/apps/devicemanagement';

/** A person at a browser: keeps the cookie, and finds the form's token in the page. */
function createVisitor(world: ReturnType<typeof createTestWorld>, host = HOST) {
  let cookie = '';
  const ask = async (method: 'GET' | 'POST', path: string, form?: Record<string, string>, extra = {}) => {
    const answer = await world.twin.request({
      host,
      method,
      path,
      headers: { cookie, ...extra },
      ...(form === undefined ? {} : { body: new URLSearchParams(form).toString() }),
    });
    cookie = answer.headers['set-cookie']?.split(';')[0] ?? cookie;
    return answer;
  };
  return {
    get: (path: string, extra = {}) => ask('GET', path, undefined, extra),
    post: (path: string, form: Record<string, string>) => ask('POST', path, form),
    signIn: (username = 'admin', password = 'secret-1') =>
      ask('POST', `${APP}/sign-in`, { username, password, next: `${APP}/devices` }),
    async token() {
      return /name="csrf" value="([^"]+)"/.exec((await ask('GET', APP)).body)?.[1] ?? '';
    },
  };
}

test('a stranger is asked to log in, and led to where the way went', async () => {
  const visitor = createVisitor(createTestWorld());
  const asked = await visitor.get(`${APP}/devices`);
  assert.equal(asked.status, 200);
  assert.match(asked.body, /<button[^>]*>Log in/);
  assert.match(asked.body, /name="next" value="\/apps\/devicemanagement\/devices"/);
  const entered = await visitor.signIn();
  assert.equal(entered.status, 303);
  assert.equal(entered.headers.location, `${APP}/devices`);
  assert.match(entered.headers['set-cookie'] ?? '', /HttpOnly; SameSite=Strict/);
  assert.match((await visitor.get(`${APP}/devices`)).body, /<h1>All devices<\/h1>/);
});

test('wrong passwords, unknown and disabled users stay outside', async () => {
  for (const [user, password] of [
    ['admin', 'wrong'],
    ['nobody-knows', 'secret-1'],
    ['left', 'secret-1'],
    ['other/admin', 'secret-1'],
  ] as const) {
    const visitor = createVisitor(createTestWorld());
    const refused = await visitor.signIn(user, password);
    assert.equal(refused.status, 401);
    assert.match(refused.body, /Invalid credentials/);
    assert.match((await visitor.get(APP)).body, /Log in/);
  }
});

test('nobody is led to another site by the log-in', async () => {
  const world = createTestWorld();
  for (const next of ['https://evil.example', '//evil.example', `${APP}evil`, '/other', `${APP}/\\evil`]) {
    const answer = await createVisitor(world).post(`${APP}/sign-in`, {
      username: 'admin',
      password: 'secret-1',
      next,
    });
    assert.equal(answer.headers.location, APP, next);
  }
});

test('a device is listed and shows its data on its tabs', async () => {
  const world = createTestWorld();
  const visitor = createVisitor(world);
  await visitor.signIn();
  assert.match((await visitor.get(`${APP}/devices`)).body, /There is no device yet/);
  const id = await world.created('/inventory/managedObjects', {
    name: '70B3D5E75E000001',
    c8y_IsDevice: {},
    com_cumulocity_model_Agent: {},
    c8y_Hardware: { serialNumber: '70B3D5E75E000001', model: 'elsys:ers:1' },
    c8y_Position: { lat: 48.85, lng: 2.35 },
  });
  const time = new Date(world.clock.now()).toISOString();
  await world.created('/measurement/measurements', {
    source: { id },
    type: 'iotFlow',
    time,
    c8y_TemperatureMeasurement: { T: { value: 21.5, unit: 'C' } },
  });
  await world.created('/event/events', { source: { id }, type: 'c8y_X', text: 'Something', time });
  await world.created('/alarm/alarms', {
    source: { id },
    type: 'c8y_Y',
    text: 'Too hot',
    severity: 'MAJOR',
    time,
  });
  await world.created(`/identity/globalIds/${id}/externalIds`, { type: 'c8y_Serial', externalId: '70B3' });
  for (const [tab, wanted] of [
    ['', /elsys:ers:1/],
    ['/measurements', /c8y_TemperatureMeasurement\.T \[C\]/],
    ['/events', /Something/],
    ['/alarms', /Too hot/],
    ['/location', /48\.85°/],
    ['/identity', /c8y_Serial/],
  ] as const) {
    const page = await visitor.get(`${APP}/devices/${id}${tab}`);
    assert.equal(page.status, 200, tab);
    assert.match(page.body, wanted);
  }
  assert.match((await visitor.get(`${APP}/devices?search=ers`)).body, /70B3D5E75E000001/);
  assert.match((await visitor.get(`${APP}/devices?search=none`)).body, /No device matches/);
});

test('a command becomes an operation; one without the page’s token, or that is none, does not', async () => {
  const world = createTestWorld();
  const visitor = createVisitor(world);
  await visitor.signIn();
  const id = await world.created('/inventory/managedObjects', {
    name: 'probe',
    c8y_IsDevice: {},
    com_cumulocity_model_Agent: {},
  });
  const control = `${APP}/devices/${id}/control`;
  assert.equal((await visitor.post(control, { command: '01:2' })).status, 403);
  const csrf = await visitor.token();
  assert.equal((await visitor.post(control, { command: '01:2', csrf })).status, 303);
  const refused = await visitor.post(control, { command: '{"c8y_Command', csrf });
  assert.equal(refused.status, 422);
  assert.match(refused.body, /begins like JSON/);
  const page = await visitor.get(control);
  assert.match(page.body, /PENDING/);
  assert.equal(page.body.match(/01:2/g)?.length, 2);
});

test('what is live is sent anew only when it has changed', async () => {
  const world = createTestWorld();
  const visitor = createVisitor(world);
  await visitor.signIn();
  const page = await visitor.get(`${APP}/devices`);
  const live = /hx-get="([^"]+)"/.exec(page.body)?.[1]?.replaceAll('&amp;', '&') ?? '';
  const htmx = { 'hx-request': 'true' };
  assert.equal((await visitor.get(live, htmx)).status, 204);
  await world.device();
  const anew = await visitor.get(live, htmx);
  assert.equal(anew.status, 200);
  assert.match(anew.body, /probe/);
  assert.doesNotMatch(anew.body, /<html/);
});

test('one who may not read is told so; pages that are not there are none', async () => {
  const world = createTestWorld();
  const nobody = createVisitor(world);
  await nobody.signIn('nobody');
  const id = await world.device();
  assert.equal((await nobody.get(`${APP}/devices/${id}/events`)).status, 403);
  assert.equal((await nobody.get(`${APP}/devices`)).status, 403);
  const admin = createVisitor(world);
  await admin.signIn();
  for (const path of ['/nope', '/devices/4711', `/devices/${id}/nope`, `/devices/${id}/info/more`]) {
    assert.equal((await admin.get(APP + path)).status, 404, path);
  }
});

test('whatever stands in a device, its pages run nothing and show it as text', async () => {
  const world = createTestWorld();
  const visitor = createVisitor(world);
  await visitor.signIn();
  await fc.assert(
    fc.asyncProperty(fc.string(), async (text) => {
      const name = `<script>${text}</script>"'><img src=x onerror=1>`;
      const id = await world.created('/inventory/managedObjects', {
        name,
        c8y_IsDevice: {},
        c8y_X: { text: name },
      });
      for (const path of [`/devices/${id}`, '/devices', `/devices/${id}/control`]) {
        const { body, headers } = await visitor.get(APP + path);
        assert.doesNotMatch(body, /<script>|<img/);
        assert.match(headers['content-security-policy'] ?? '', /script-src 'self'/);
      }
    }),
    { numRuns: 20 },
  );
});

test('scripts and styles are served, and not sent again to who has them', async () => {
  const visitor = createVisitor(createTestWorld());
  for (const name of ['app.css', 'app.js', 'htmx.js', 'uplot.js', 'icon.svg']) {
    const { status, body, headers } = await visitor.get(`${APP}/assets/${name}`);
    assert.equal(status, 200, name);
    assert.ok(body.length > 100, name);
    const again = await visitor.get(`${APP}/assets/${name}`, { 'if-none-match': headers.etag });
    assert.equal(again.status, 304);
  }
});
