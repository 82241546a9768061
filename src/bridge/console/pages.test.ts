import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { z } from 'zod';
import { devEuiSchema } from '../dev-eui.ts';
import { type Visitor, withVisitor } from './testing/visitor.ts';

const PASSWORD = 'never-to-be-seen-7';
const FIELDS = {
  name: 'Test Cumulocity Connection',
  hostName: 'tpx.eu-latest.cumulocity.com',
  tenantId: 'tpx',
  username: 'tpx-iot-flow',
  password: PASSWORD,
  description: 'Cumulocity connection test',
};
const CREATE = '/connections/create/cumulocity';
const DEVICE = '0018B20000000B20';

test('the documented form creates a connection, and its page tells so', () =>
  withVisitor(async ({ send, page, applied }) => {
    const created = await send(CREATE, FIELDS);
    const next = created.headers['hx-redirect'] ?? '';
    assert.match(next, /^\/console\/connections\/1\?notice=/);
    assert.equal(applied.get('1')?.configuration.password, PASSWORD);
    const { body } = await page(next.slice('/console'.length));
    assert.match(body, /<strong>Done<\/strong>/);
    assert.match(body, /The connection 'Test Cumulocity Connection' has been successfully created\./);
    assert.match(body, /\(Connection id: 1\)/);
    assert.doesNotMatch((await page('/connections/1?notice=forged.seal')).body, /data-toast/);
  }));

for (const wrong of [
  { hostName: 'http://tpx.eu-latest.cumulocity.com' },
  { hostName: '' },
  { hostName: 'a b' },
  { name: '   ' },
  { name: 'x'.repeat(256) },
  { tenantId: 'a/b' },
  { username: 'a:b' },
  { password: '' },
  { description: 'x'.repeat(1001) },
]) {
  const [[key, value] = ['', '']] = Object.entries(wrong);
  test(`${key} ${JSON.stringify(value.slice(0, 40))} is refused in the API's own words, while it is written and when it is sent`, () =>
    withVisitor(async (visitor) => {
      const fields = { ...FIELDS, ...wrong };
      const message = await messageOfApi(visitor, fields, key);
      assert.notEqual(message, '');
      const checked = await visitor.send(`${CREATE}/check/${key}`, fields);
      assert.equal(checked.status, 200);
      assert.ok(plain(checked.body).endsWith(` ${message}`), checked.body);
      const sent = await visitor.send(CREATE, fields);
      assert.equal(sent.status, 422);
      assert.ok(plain(sent.body).includes(message), sent.body);
      assert.equal(visitor.applied.size, 0);
      assert.ok(!sent.body.includes(PASSWORD));
    }));
}

test('a field that is right has no message, whatever the others are', () =>
  withVisitor(async ({ send }) => {
    const { body } = await send(`${CREATE}/check/hostName`, { hostName: FIELDS.hostName });
    assert.equal(plain(body), '');
  }));

test('past the most connections the documented sentence is told', () =>
  withVisitor(
    async ({ send }) => {
      await send(CREATE, FIELDS);
      const { status, body } = await send(CREATE, FIELDS);
      assert.equal(status, 409);
      assert.match(body, /Maximum reached\. You cannot create another connection\./);
    },
    { config: { limits: { maxConnections: 1 } } },
  ));

test('secrets stand in no page and in no part of one', () =>
  withVisitor(async ({ send, page, part }) => {
    await send(CREATE, FIELDS);
    await update(part, send, 'downlinkAsKey', `${PASSWORD}-key`);
    const seen = [
      await page('/connections/1'),
      await page('/connections'),
      await page('/events'),
      await page(''),
      await part('/connections/1/settings'),
      await part('/connections/1/settings/password'),
      await part('/connections/1/settings/password/edit'),
      await send('/connections/1/settings/password/check', { password: `${PASSWORD}!` }),
      await send('/connections/1/settings/password/review', { password: `${PASSWORD}!`, basis: 'old' }),
    ];
    for (const { body } of seen) assert.ok(!body.includes(PASSWORD));
    assert.match(seen[0]?.body ?? '', /id="password" readonly value="••••••••"/);
  }));

test('what people wrote is text in every page, never markup', () =>
  withVisitor(async ({ send, page, part }) => {
    await send(CREATE, FIELDS);
    const nasty = fc
      .tuple(
        fc.string({ maxLength: 20 }),
        fc.constantFrom('<img src=x>', '"><b>', "'><i a='", '</script>', '&lt;', '<!--'),
      )
      .map(([text, markup]) => `${text}${markup}x`);
    await fc.assert(
      fc.asyncProperty(nasty, nasty, async (name, description) => {
        await update(part, send, 'name', name);
        await update(part, send, 'description', description);
        const seen = [
          await page('/connections/1'),
          await page('/connections'),
          await page(''),
          await part('/connections/1/settings/name/edit'),
          await part('/connections/1/delete'),
        ];
        for (const { body } of seen) {
          for (const markup of ['<img', '<b>', '<i a', '</script>x', '<!--'])
            assert.ok(!body.includes(markup), markup);
        }
      }),
      { numRuns: 25 },
    );
  }));

test('an edit asks in the documented words, then updates and tells so', () =>
  withVisitor(async ({ send, part, applied }) => {
    await send(CREATE, FIELDS);
    const basis = await basisOf(part, 'hostName');
    const form = { hostName: 'other.cumulocity.com', basis };
    const asked = await send('/connections/1/settings/hostName/review', form);
    assert.match(asked.body, /CONFIRMATION/);
    assert.match(
      plain(asked.body),
      /Your connection "Test Cumulocity Connection" may restart to apply your changes\. Are you sure you want to proceed\?/,
    );
    assert.match(asked.body, />CANCEL<.*>PROCEED UPDATE</);
    assert.equal(applied.get('1')?.configuration.hostName, FIELDS.hostName, 'nothing yet');
    const done = await send('/connections/1/settings/hostName', form);
    assert.match(
      done.body,
      /<strong>Update done<\/strong><p>Connection 'Test Cumulocity Connection' has been updated</,
    );
    assert.deepEqual(
      [applied.get('1')?.configuration.hostName, applied.get('1')?.configuration.password],
      ['other.cumulocity.com', PASSWORD],
    );
  }));

test('an edit that does not fit the schema is never asked about nor applied', () =>
  withVisitor(async ({ send, part, applied }) => {
    await send(CREATE, FIELDS);
    const form = { hostName: 'https://x', basis: await basisOf(part, 'hostName') };
    for (const path of ['/connections/1/settings/hostName/review', '/connections/1/settings/hostName']) {
      const { status, body } = await send(path, form);
      assert.equal(status, 422);
      assert.match(body, /Hostname must be a bare host name/);
      assert.doesNotMatch(body, /<dialog/);
    }
    assert.equal(applied.get('1')?.configuration.hostName, FIELDS.hostName);
  }));

for (const key of ['description', 'password'] as const) {
  test(`an edit of the ${key} that somebody else was quicker with overwrites nothing unasked`, () =>
    withVisitor(async ({ send, part, applied }) => {
      await send(CREATE, FIELDS);
      const basis = await basisOf(part, key);
      await update(part, send, key, 'from the first tab');
      for (const path of [`/connections/1/settings/${key}/review`, `/connections/1/settings/${key}`]) {
        const late = await send(path, { [key]: 'from the second tab', basis });
        assert.equal(late.status, 409);
        assert.match(late.body, /was changed meanwhile/);
        assert.equal(late.body.includes('from the first tab'), key !== 'password');
        assert.equal(applied.get('1')?.configuration[key], 'from the first tab');
      }
      await update(part, send, key, 'from the second tab');
      assert.equal(applied.get('1')?.configuration[key], 'from the second tab');
    }));
}

test('edits of two parameters at the same time both stay', () =>
  withVisitor(async ({ send, part, applied }) => {
    await send(CREATE, FIELDS);
    const [one, two] = [await basisOf(part, 'description'), await basisOf(part, 'reconnectStrategy')];
    await Promise.all([
      send('/connections/1/settings/description', { description: 'new', basis: one }),
      send('/connections/1/settings/reconnectStrategy', { reconnectStrategy: 'CALM', basis: two }),
    ]);
    const { description, reconnectStrategy } = applied.get('1')?.configuration ?? {};
    assert.deepEqual([description, reconnectStrategy], ['new', 'CALM']);
  }));

test('parameters of all kinds are read from their fields, and emptied by nothing', () =>
  withVisitor(async ({ send, part, applied }) => {
    await send(CREATE, FIELDS);
    await update(part, send, 'createDevices', 'false');
    await update(part, send, 'downlinkPort', '7');
    await update(part, send, 'uplinkTimeValidity', '72h');
    await update(part, send, 'active', 'false');
    const { createDevices, downlinkPort, uplinkTimeValidity } = applied.get('1')?.configuration ?? {};
    assert.deepEqual(
      [createDevices, downlinkPort, uplinkTimeValidity, applied.get('1')?.active],
      [false, 7, '72h', false],
    );
    await update(part, send, 'downlinkPort', '');
    assert.equal(applied.get('1')?.configuration.downlinkPort, undefined);
    const wrong = await send('/connections/1/settings/downlinkPort/check', { downlinkPort: 'seven' });
    assert.match(wrong.body, /Downlink port must be/);
  }));

test('what is live is sent again only when it has changed, and leads away when it is gone', () =>
  withVisitor(async ({ send, page, part, commands }) => {
    await send(CREATE, FIELDS);
    const shown = (body: string) => /\/console(\/connections\/1\/state\?seen=[\w-]+)/.exec(body)?.[1] ?? '';
    const before = shown((await page('/connections/1')).body);
    assert.equal((await part(before)).status, 204);
    const stopped = await send('/connections/1/command', { command: 'stop' });
    assert.match(stopped.body, /is being stopped/);
    assert.ok(commands.includes('stop 1'));
    const after = await part(before);
    assert.equal(after.status, 200);
    assert.match(after.body, /CLOSED/);
    assert.equal((await part(shown(after.body))).status, 204);
    await send('/connections/1/delete');
    const gone = await part(shown(after.body));
    assert.match(gone.headers['hx-redirect'] ?? '', /^\/console\/connections\?notice=/);
  }));

test('a deletion is asked about, done, and told', () =>
  withVisitor(async ({ send, part, page, applied }) => {
    await send(CREATE, FIELDS);
    assert.match((await part('/connections/1/delete')).body, /<dialog.*CONFIRMATION.*>DELETE</s);
    assert.ok(applied.has('1'), 'only asked');
    const next = (await send('/connections/1/delete')).headers['hx-redirect'] ?? '';
    assert.match(
      (await page(next.slice('/console'.length))).body,
      /'Test Cumulocity Connection' has been deleted/,
    );
    assert.equal(applied.size, 0);
    assert.equal((await page('/connections/1')).status, 404);
  }));

test('a device gets a connection as documented, and loses it', () =>
  withVisitor(async ({ send, part, page, intake, clock }) => {
    await send(CREATE, FIELDS);
    intake().sightings.seen({
      devEui: deviceId(),
      time: '2026-01-31T11:59:00Z',
      name: 'Meter',
      tags: ['north'],
    });
    await clock.settle();
    assert.match((await page('/devices')).body, /Meter.*0018B20000000B20.*2026-01-31 11:59:00.*north/s);
    assert.match(
      (await part(`/devices/${DEVICE}/connections/add`)).body,
      /<option value="1">Test Cumulocity/,
    );
    assert.match((await send(`/devices/${DEVICE}/connections`)).body, /Connection is mandatory/);
    const added = await send(`/devices/${DEVICE}/connections`, { connection: '1' });
    assert.match(added.body, /<strong>Update done<\/strong><p>Device 'Meter' has been updated</);
    assert.match((await page(`/devices/${DEVICE.toLowerCase()}`)).body, /Remove Test Cumulocity Connection/);
    await send(`/devices/${DEVICE}/connections/1/remove`);
    assert.match((await page(`/devices/${DEVICE}`)).body, /No connection is assigned/);
    assert.equal((await send(`/devices/${DEVICE}/connections`, { connection: '9' })).status, 400);
  }));

test('a test uplink is there in a simulation only', async () => {
  const sent: string[] = [];
  const testUplink = async (devEui: string) => void sent.push(devEui);
  await withVisitor(
    async ({ send, page, call }) => {
      await send(CREATE, FIELDS);
      assert.match((await page('/connections/1')).body, /SEND A TEST UPLINK/);
      const nobody = await send('/connections/1/test-uplink');
      assert.equal(nobody.status, 409);
      assert.match(nobody.body, /No device has the connection/);
      await call('POST', `/devices/${DEVICE}/connections`, { connectionId: '1' });
      assert.match((await send('/connections/1/test-uplink')).body, /has sent an uplink/);
    },
    { parts: { testUplink } },
  );
  assert.deepEqual(sent, [DEVICE]);
  await withVisitor(async ({ send, page }) => {
    await send(CREATE, FIELDS);
    assert.doesNotMatch((await page('/connections/1')).body, /SEND A TEST UPLINK/);
    assert.equal((await send('/connections/1/test-uplink')).status, 404);
  });
});

test('lists are paged and looked through', () =>
  withVisitor(async ({ page, intake, clock }) => {
    for (let index = 0; index < 45; index += 1) {
      const devEui = deviceId(index.toString(16).padStart(16, '0'));
      intake().sightings.seen({ devEui, time: '2026-01-31T11:59:00Z', name: `meter ${index}`, tags: [] });
    }
    await clock.settle();
    const rows = (body: string) => body.split('<tr').length - 2;
    const third = (await page('/devices?page=3')).body;
    assert.equal(rows(third), 5);
    assert.match(third, /45 devices, page 3 of 3/);
    assert.equal(rows((await page('/devices?q=METER+4')).body), 6);
    assert.match((await page('/devices?q=none')).body, /No device is like that/);
  }));

const connectionsSchema = z.object({
  errors: z.array(z.object({ path: z.string(), message: z.string() })),
});

/** What the management API says of a field. */
async function messageOfApi(
  { call }: Visitor,
  fields: Readonly<Record<string, string>>,
  key: string,
): Promise<string> {
  const { name, ...configuration } = Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== ''),
  );
  const { json } = await call('POST', '/connections', {
    connectorId: 'actility-cumulocity-iot',
    name,
    configuration,
  });
  const path = key === 'name' ? key : `configuration.${key}`;
  const { errors } = connectionsSchema.parse(json);
  return errors.find((error) => error.path === path)?.message ?? '';
}

function deviceId(text = DEVICE) {
  return devEuiSchema.parse(text);
}

async function basisOf(part: Visitor['part'], key: string): Promise<string> {
  const { body } = await part(`/connections/1/settings/${key}/edit`);
  return /name="basis" value="([^"]+)"/.exec(body)?.[1] ?? '';
}

/** Edits a parameter as a page does. */
async function update(
  part: Visitor['part'],
  send: Visitor['send'],
  key: string,
  value: string,
): Promise<void> {
  const basis = await basisOf(part, key);
  const { status, body } = await send(`/connections/1/settings/${key}`, { [key]: value, basis });
  assert.equal(status, 200, body);
}

/** A part's text. */
function plain(html: string): string {
  return html
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
    .trim();
}
