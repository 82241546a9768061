import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createTwin } from '../../../mocks/cumulocity/index.ts';
import { createNetwork } from '../../../mocks/lorawan/index.ts';
import { createRealClock } from '../../clock/index.ts';
import { createRandom } from '../../random/index.ts';
import { createJournal, readCapture } from '../../recording/index.ts';
import { openWorldView } from './open-world-view.tsx';

const clock = createRealClock();
const random = createRandom('view');
const journal = createJournal({ clock, run: 'view', secrets: ['secret-1'] });
const twin = createTwin({ clock, recorder: journal, random });
const published: string[] = [];
const network = createNetwork({
  clock,
  random,
  recorder: journal,
  mqtt: { publish: async (topic, payload) => void published.push(`${topic} ${String(payload)}`) },
});
const device = network.addDevice({ codec: 'elsys-ers' });
const account = { hostName: 'h', tenantId: 'tpx', username: 'bridge', password: 'secret-1' };
let view: Awaited<ReturnType<typeof openWorldView>>;
let csrf = '';

before(async () => {
  view = await openWorldView(
    {
      journal,
      origin: { tool: '1.2.3', seed: '7' },
      network,
      twin,
      account,
      admin: account,
      random,
      places: [{ label: 'Console', href: 'http://127.0.0.1:1/console' }],
      platformUrl: 'http://127.0.0.1:2',
      time: clock,
      status: async () => ({ sent: 3, delivered: 2, inFlight: 1, failed: 0 }),
    },
    0,
  );
  csrf = /x-csrf-token&quot;:&quot;([^&]+)/.exec(await (await fetch(view.url)).text())?.[1] ?? '';
});

after(async () => {
  await view.close();
  network.close();
  await twin.close();
});

const post = (path: string, form: Record<string, string>, headers: Record<string, string> = {}) =>
  fetch(view.url + path, {
    method: 'POST',
    body: new URLSearchParams(form),
    headers: { 'x-csrf-token': csrf, ...headers },
  });

test('what is kept can be saved as a capture, from any message on', async () => {
  await device.send({ temperature: 20 });
  const whole = await (await fetch(`${view.url}/capture`)).text();
  const { header, envelopes } = readCapture(whole, { tool: '', now: 0 });
  assert.deepEqual([header.tool, header.seed], ['1.2.3', '7']);
  assert.ok(envelopes.some(({ kind }) => kind === 'radio'));
  const last = envelopes.at(-1)?.seq ?? 0;
  const rest = await (await fetch(`${view.url}/capture?after=${last}`)).text();
  assert.deepEqual(readCapture(rest, { tool: '', now: 0 }).envelopes, []);
});

test('a page shows the messages, and runs its own scripts only', async () => {
  await device.send({ temperature: 21 });
  const page = await fetch(view.url);
  const text = await page.text();
  assert.match(page.headers.get('content-security-policy') ?? '', /script-src 'self'/);
  assert.match(text, /Uplinks sent/);
  assert.match(text, /<svg /);
  assert.match(text, new RegExp(device.devEui));
});

test('a message opens with its body and, where it is a request to Cumulocity, as a command', async () => {
  journal.record({
    from: 'bridge',
    to: 'cumulocity',
    kind: 'http-request',
    title: 'POST /measurement/measurements',
    body: { type: 'x', password: 'secret-1' },
  });
  const { seq } = journal.all().at(-1) ?? { seq: 0 };
  const text = await (await fetch(`${view.url}/messages/${seq}`)).text();
  assert.match(text, /curl --globoff -X POST/);
  assert.match(text, /tpx\/bridge/);
  assert.doesNotMatch(text, /secret-1/);
  assert.match(await (await fetch(`${view.url}/messages/999999`)).text(), /no longer kept/);
});

test('uplinks are sent by hand: measured, as bytes, and pasted', async () => {
  const before = device.nextFCntUp();
  assert.match(
    await (
      await post('/uplinks', { device: device.devEui, temperature: '21.5', hex: '', fPort: '1' })
    ).text(),
    /has sent uplink/,
  );
  assert.match(
    await (
      await post('/uplinks', { device: device.devEui, temperature: '', hex: '0100e2', fPort: '5' })
    ).text(),
    /has sent uplink/,
  );
  assert.equal(device.nextFCntUp(), before + 2);
  const pasted = JSON.stringify({ DevEUI_uplink: { DevEUI: '70B3D5E75E000001', FPort: 1 } });
  assert.match(await (await post('/documents', { documents: pasted })).text(), /1 document is published/);
  assert.equal(published.at(-1), `mqtt/things/70B3D5E75E000001/uplink ${pasted}`);
  for (const form of [
    { device: device.devEui, temperature: '', hex: 'abc', fPort: '1' },
    { device: '0000000000000000', temperature: '1', hex: '', fPort: '1' },
    { device: device.devEui, temperature: '9999999', hex: '', fPort: '1' },
  ]) {
    assert.match(await (await post('/uplinks', form)).text(), /Not done/, JSON.stringify(form));
  }
});

test('faults are switched on for the bridge alone, and off again; time passes faster', async () => {
  const on = await (await post('/faults', { fault: 'unavailable', scope: 'data', extent: 'five' })).text();
  assert.match(on, /answers 503: measurements, 5 times/);
  const [fault] = twin.faults.list();
  assert.deepEqual(fault?.match, { method: 'POST', route: '/measurement/measurements', user: 'bridge' });
  await post(`/faults/${fault?.id}/off`, {});
  assert.deepEqual(twin.faults.list(), []);
  assert.match(await (await post('/faults', { fault: 'toString' })).text(), /no such fault/);
  await post('/time', { speed: '10' });
  assert.equal(clock.speed(), 10);
  assert.match(await (await post('/time', { speed: '0' })).text(), /must be from/);
  clock.setSpeed(1);
});

test('what is live is sent anew only when it has changed', async () => {
  const text = await (await fetch(`${view.url}/messages`)).text();
  const href = /hx-get="([^"]+)"/.exec(text)?.[1]?.replaceAll('&amp;', '&') ?? '';
  assert.equal((await fetch(view.url + href)).status, 204);
  await device.send({ temperature: 22 });
  assert.equal((await fetch(view.url + href)).status, 200);
});

test('who comes from elsewhere changes nothing', async () => {
  assert.equal((await post('/time', { speed: '10' }, { 'x-csrf-token': 'x' })).status, 403);
  assert.equal(clock.speed(), 1);
  const { request } = await import('node:http');
  const status = await new Promise<number | undefined>((resolve, reject) => {
    const call = request(view.url, { headers: { host: 'evil.example' } }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    });
    call.on('error', reject).end();
  });
  assert.equal(status, 403);
});
