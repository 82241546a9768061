import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isoTime } from '../../clock/index.ts';
import { devEuiSchema } from '../dev-eui.ts';
import { member, startTestBridge, type TestBridge } from '../testing/test-bridge.ts';

const CONNECTION = {
  connectorId: 'actility-cumulocity-iot',
  name: 'One',
  configuration: { hostName: 'a.cumulocity.com', tenantId: 't', username: 'u', password: 'secret' },
};
const FLOW = {
  name: 'Test Flow',
  description: 'This is a flow of test',
  driver: { id: 'actility:auto:1' },
  matchers: [
    { type: 'thing', tags: ['TemperatureService', 'SwissPostDeviceService'] },
    { type: 'key', key: 'lora:0018b20000000b20' },
  ],
  connectors: [{ id: 'actility-cumulocity-iot', connectionId: '1', uplinkTimeValidity: '1m' }],
};
const DEVICE = devEuiSchema.parse('0018b20000000b20');

async function withConnection(work: (bridge: TestBridge) => Promise<void>): Promise<void> {
  const bridge = await startTestBridge();
  try {
    await bridge.call('POST', '/connections', CONNECTION);
    await work(bridge);
    assert.deepEqual(bridge.unexpected, []);
  } finally {
    await bridge.close();
  }
}

const items = (json: unknown): unknown[] => (Array.isArray(json) ? json : []);

test('flows are created, read, listed, replaced and deleted', () =>
  withConnection(async ({ call, intake }) => {
    const created = await call('POST', '/flows', FLOW);
    assert.equal(created.status, 201);
    assert.equal(created.headers.location, '/iot-flow/v1/flows/1');
    assert.deepEqual(created.json, { ...FLOW, id: '1' });
    assert.deepEqual(intake().routing.flows(), [{ ...FLOW, id: '1' }]);
    const { description, driver, ...rest } = FLOW;
    const replaced = await call('PUT', '/flows/1', { ...rest, id: '1' });
    assert.deepEqual([replaced.status, replaced.json], [200, { ...rest, id: '1' }]);
    assert.deepEqual((await call('GET', '/flows')).json, [{ ...rest, id: '1' }]);
    assert.equal((await call('PUT', '/flows/1', { ...rest, id: '2' })).status, 400);
    const unknown = await call('PUT', '/flows/9', rest);
    assert.equal(unknown.status, 404);
    assert.match(JSON.stringify(unknown.json), /There is no flow with id \\"9\\"/);
    assert.equal((await call('DELETE', '/flows/1')).status, 204);
    assert.equal((await call('GET', '/flows/1')).status, 404);
    assert.deepEqual(intake().routing.flows(), []);
    assert.ok(description !== undefined && driver !== undefined);
  }));

test('there are no more flows than the bridge is to hold', async () => {
  const bridge = await startTestBridge({ config: { limits: { maxFlows: 2 } } });
  try {
    await bridge.call('POST', '/connections', CONNECTION);
    const make = () => bridge.call('POST', '/flows', FLOW);
    assert.deepEqual([(await make()).status, (await make()).status], [201, 201]);
    const refused = await make();
    assert.equal(refused.status, 409);
    assert.match(JSON.stringify(refused.json), /Maximum reached\. There are 2 of 2 flows/);
    await bridge.call('DELETE', '/flows/1');
    assert.equal((await make()).status, 201);
  } finally {
    await bridge.close();
  }
});

test('a connection that is deleted leaves the flows that led to it, and to others, to these', () =>
  withConnection(async ({ call, intake }) => {
    await call('POST', '/connections', { ...CONNECTION, name: 'Two' });
    const [first] = FLOW.connectors;
    const second = { id: 'actility-cumulocity-iot', connectionId: '2' };
    await call('POST', '/flows', { ...FLOW, connectors: [first, second] });
    await call('POST', '/flows', { ...FLOW, name: 'Other', connectors: [second] });
    await call('DELETE', '/connections/1');
    const connectors = () =>
      intake()
        .routing.flows()
        .map((flow) => flow.connectors);
    assert.deepEqual(connectors(), [[second], [second]]);
  }));

test('a flow that is wrong, or names what does not exist, is refused field by field', () =>
  withConnection(async ({ call }) => {
    const wrong = async (change: object) =>
      member((await call('POST', '/flows', { ...FLOW, ...change })).json, 'errors');
    assert.deepEqual(
      await wrong({
        matchers: [
          { type: 'thing', tags: [] },
          { type: 'key', key: 'lora:12' },
          { type: 'tag' },
          { type: 'key', key: 'xlora:0018b20000000b20' },
          { type: 'key', key: 'lora:0018b20000000b201' },
          { type: 'thing', tags: [''] },
        ],
      }),
      [
        { path: 'matchers[0].tags', message: 'must name at least one tag' },
        { path: 'matchers[1].key', message: 'must be lora: and the DevEUI, such as lora:0018b20000000b20' },
        { path: 'matchers[2].type', message: 'must be "thing" (with tags) or "key" (with key)' },
        { path: 'matchers[3].key', message: 'must be lora: and the DevEUI, such as lora:0018b20000000b20' },
        { path: 'matchers[4].key', message: 'must be lora: and the DevEUI, such as lora:0018b20000000b20' },
        { path: 'matchers[5].tags[0]', message: 'must not be empty' },
      ],
    );
    assert.deepEqual(
      await wrong({
        driver: { id: 'actility:adeunis-field-tset:1' },
        connectors: [
          { id: 'actility-cumulocity-iot', connectionId: '7' },
          { id: 'actility-aws-iot', connectionId: '1' },
        ],
      }),
      [
        { path: 'connectors[0].connectionId', message: 'names no connection: create it first' },
        {
          path: 'connectors[1].id',
          message: 'must be actility-cumulocity-iot, the connector of that connection',
        },
        { path: 'driver.id', message: 'names no driver: did you mean actility:adeunis-field-test:1?' },
      ],
    );
    assert.deepEqual(
      await wrong({ connectors: [{ ...FLOW.connectors[0], uplinkTimeValidity: '5 minutes' }] }),
      [
        {
          path: 'connectors[0].uplinkTimeValidity',
          message: 'must be a whole number and a unit (s, m, h, d), such as 5m or 72h',
        },
      ],
    );
    assert.deepEqual((await call('GET', '/flows')).json, []);
  }));

test('connectors and drivers are listed and read', () =>
  withConnection(async ({ call }) => {
    const [connector] = items((await call('GET', '/connectors')).json);
    assert.equal(member(connector, 'id'), 'actility-cumulocity-iot');
    assert.deepEqual((await call('GET', '/connectors/actility-cumulocity-iot')).json, connector);
    const schema = member(member(connector, 'connection'), 'configurationSchema');
    assert.match(String(member(schema, 'id')), /^urn:jsonschema:/);
    assert.deepEqual(member(schema, 'required'), ['hostName', 'tenantId', 'username', 'password']);
    assert.equal(member(member(member(schema, 'properties'), 'reconnectStrategy'), 'default'), 'NORMAL');
    const hostName = JSON.stringify(member(member(schema, 'properties'), 'hostName'));
    const patterns = Array.from(hostName.matchAll(/"pattern":("(?:[^"\\]|\\.)*")/g), ([, text = '']) =>
      RegExp(JSON.parse(text)),
    );
    const passes = (text: string) => patterns.every((pattern) => pattern.test(text));
    assert.deepEqual(['tpx.eu-latest.cumulocity.com', 'httpbin.org', 'HTTPbin.org'].map(passes), [
      true,
      false,
      false,
    ]);
    assert.equal((await call('GET', '/connectors/other')).status, 404);
    const [driver] = items((await call('GET', '/drivers')).json);
    assert.deepEqual((await call('GET', '/drivers/actility:adeunis-field-test:1')).json, driver);
    assert.equal((await call('GET', '/drivers/other')).status, 404);
  }));

test('a device becomes known by its uplinks or by an assignment, whatever the case of its id', () =>
  withConnection(async ({ call, intake, clock }) => {
    const { sightings, routing } = intake();
    assert.equal((await call('GET', `/devices/${DEVICE}`)).status, 404);
    assert.equal(
      (await call('POST', '/devices/0018b20000000b20/connections', { connectionId: '1' })).status,
      201,
    );
    assert.deepEqual(routing.assignments(DEVICE), ['1']);
    const time = isoTime(clock.now());
    sightings.seen({ devEui: DEVICE, time, name: 'Cellar', tags: ['b', 'a'] });
    sightings.seen({ devEui: DEVICE, time: isoTime(clock.now() - 60_000), name: 'Cellar', tags: ['b', 'a'] });
    const shown = {
      devEui: DEVICE,
      name: 'Cellar',
      tags: ['b', 'a'],
      connectionIds: ['1'],
      lastUplink: time,
    };
    assert.deepEqual((await call('GET', '/devices/0018b20000000b20')).json, shown);
    assert.deepEqual((await call('GET', '/devices?connectionId=1')).json, [shown]);
    assert.deepEqual((await call('GET', '/devices?connectionId=2')).json, []);
    assert.deepEqual((await call('GET', `/devices/${DEVICE}/connections`)).json, [{ connectionId: '1' }]);
    assert.equal((await call('PUT', `/devices/${DEVICE}/connections`, [{ connectionId: '9' }])).status, 400);
    assert.equal((await call('DELETE', `/devices/${DEVICE}/connections/1`)).status, 204);
    assert.equal((await call('DELETE', `/devices/${DEVICE}/connections/1`)).status, 404);
    assert.deepEqual(routing.assignments(DEVICE), []);
    assert.equal((await call('GET', '/devices/12')).status, 400);
  }));

test('devices, their assignments and flows survive the end of the bridge', async () => {
  const first = await startTestBridge();
  await first.call('POST', '/connections', CONNECTION);
  await first.call('POST', '/flows', FLOW);
  await first.call('PUT', `/devices/${DEVICE}/connections`, [{ connectionId: '1' }]);
  first
    .intake()
    .sightings.seen({ devEui: DEVICE, time: '2026-01-31T12:00:00.000Z', name: 'Cellar', tags: [] });
  await first.clock.settle();
  const device = (await first.call('GET', `/devices/${DEVICE}`)).json;
  const flows = (await first.call('GET', '/flows')).json;
  const events = items((await first.call('GET', '/events')).json);
  const next = await startTestBridge({ storage: first.storage.reopened() });
  try {
    assert.deepEqual((await next.call('GET', `/devices/${DEVICE}`)).json, device);
    assert.deepEqual((await next.call('GET', '/flows')).json, flows);
    assert.deepEqual((await next.call('GET', '/events')).json, events);
    assert.equal(events.length, 1);
    assert.deepEqual(next.intake().routing.assignments(DEVICE), ['1']);
  } finally {
    await next.close();
    await first.close().catch(() => undefined);
  }
});

test('the time of the last uplink is stored once a minute, and no timer stays when nothing comes', () =>
  withConnection(async ({ intake, clock, storage }) => {
    const { z } = await import('zod');
    const stored = storage.collection('devices', z.object({ lastUplink: z.string() }));
    const seen = (time: string) => intake().sightings.seen({ devEui: DEVICE, time, tags: [] });
    seen('2026-01-31T12:00:00.000Z');
    await clock.settle();
    seen('2026-01-31T12:00:10.000Z');
    await clock.settle();
    assert.equal((await stored.get(DEVICE))?.lastUplink, '2026-01-31T12:00:00.000Z');
    await clock.advance(60_000);
    assert.equal((await stored.get(DEVICE))?.lastUplink, '2026-01-31T12:00:10.000Z');
    assert.deepEqual(clock.pending(), []);
  }));

test('events are found by connection, type, device and time, newest first', () =>
  withConnection(async ({ call, intake, clock }) => {
    const { events } = intake();
    await clock.advance(1000);
    events.add({
      type: 'connection-opening',
      message: 'Connection opening: Opening connection One with id 1 ...',
      connectionId: '1',
    });
    events.add({ type: 'message-expired', message: 'late', connectionId: '1', devEui: DEVICE, fCntUp: 7 });
    await clock.advance(1000);
    events.add({ type: 'authentication-failed', message: 'no', connectionId: '2' });
    const found = async (query: string) =>
      items((await call('GET', `/events?${query}`)).json).map((event) => member(event, 'message'));
    const created = 'Connection created: Created connection One with id 1';
    const opening = 'Connection opening: Opening connection One with id 1 ...';
    assert.deepEqual(await found(''), ['no', 'late', opening, created]);
    assert.deepEqual(await found('connectionId=1&type=message-expired'), ['late']);
    assert.deepEqual(await found('severity=error'), ['no']);
    assert.deepEqual(await found(`devEui=${DEVICE.toLowerCase()}`), ['late']);
    assert.deepEqual(await found('from=2026-01-31T12:00:01Z&to=2026-01-31T12:00:02Z'), ['late', opening]);
    assert.deepEqual(await found('from=2026-01-31T13:00:02%2B01:00'), ['no']);
    const [newest] = items((await call('GET', '/events?perPage=1')).json);
    assert.deepEqual((await call('GET', `/events/${String(member(newest, 'id'))}`)).json, newest);
    assert.equal((await call('GET', '/events/999')).status, 404);
    for (const query of ['type=nonsense', 'from=yesterday', 'connection=1']) {
      assert.equal((await call('GET', `/events?${query}`)).status, 400, query);
    }
  }));

test('lists come in pages and say where they stand', () =>
  withConnection(async ({ call }) => {
    for (let count = 0; count < 25; count += 1)
      await call('POST', '/flows', { ...FLOW, name: `Flow ${count}` });
    const first = await call('GET', '/flows');
    assert.equal(items(first.json).length, 20);
    assert.deepEqual(
      ['x-total', 'x-total-pages', 'x-per-page', 'x-page'].map((name) => first.headers[name]),
      ['25', '2', '20', '1'],
    );
    assert.match(first.headers.link ?? '', /<\/iot-flow\/v1\/flows\?page=2&perPage=20>; rel="next"/);
    const last = await call('GET', '/flows?page=3&perPage=10');
    assert.equal(items(last.json).length, 5);
    assert.doesNotMatch(last.headers.link ?? '', /rel="next"/);
    assert.deepEqual((await call('GET', '/flows?page=9')).json, []);
    for (const query of [
      'page=0',
      'page=-1',
      'page=a',
      'perPage=101',
      'perPage=0',
      'perPage=1.5',
      'per_page=2',
    ]) {
      const reply = await call('GET', `/flows?${query}`);
      assert.deepEqual([reply.status, member(reply.json, 'code')], [400, 'com-4000'], query);
    }
  }));

test('the description holds every route and is made of the schemas that validate', () =>
  withConnection(async ({ raw, call }) => {
    const document = (await raw('GET', '/openapi.json', {})).json;
    assert.equal(member(document, 'openapi'), '3.1.0');
    const paths = Object(member(document, 'paths'));
    assert.deepEqual(Object.keys(paths['/connections/{id}']), ['get', 'put', 'delete']);
    for (const path of Object.keys(paths)) {
      const reply = await call('PATCH', path.replaceAll(/\{\w+\}/g, '1'), {});
      assert.equal(reply.status, 405, `${path} is described and not there`);
    }
    const text = JSON.stringify(document);
    const references = [...text.matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)].map(
      ([, name]) => name ?? '',
    );
    assert.ok(references.includes('NewConnection'));
    const schemas = Object(member(member(document, 'components'), 'schemas'));
    assert.deepEqual(
      references.filter((name) => !(name in schemas)),
      [],
    );
    assert.deepEqual(schemas.NewConnection.properties.configuration.required, [
      'hostName',
      'tenantId',
      'username',
      'password',
    ]);
  }));

test('the interactive page needs nothing from elsewhere and runs no inline script', () =>
  withConnection(async ({ raw }) => {
    const page = await raw('GET', '/docs', {});
    assert.equal(page.status, 200);
    assert.match(page.headers['content-security-policy'] ?? '', /script-src 'self'/);
    assert.doesNotMatch(page.body, /<script>|https?:\/\/|style=/);
    const files = [...page.body.matchAll(/(?:src|href)="\/iot-flow\/v1([^"]+)"/g)].map(
      ([, path]) => path ?? '',
    );
    assert.equal(files.length, 4);
    for (const file of files) {
      const reply = await raw('GET', file, {});
      assert.equal(reply.status, 200, file);
      assert.ok(reply.body.length > 50, file);
    }
    assert.equal((await raw('GET', '/docs/..%2fpackage.json', {})).status, 404);
  }));
