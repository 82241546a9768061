import assert from 'node:assert/strict';
import { test } from 'node:test';
import { member, startTestBridge, type TestBridge } from '../testing/test-bridge.ts';

/** The founding document's example, to the letter. */
const EXAMPLE = {
  connectorId: 'actility-cumulocity-iot',
  name: 'Test Cumulocity Connection',
  configuration: {
    description: 'Cumulocity connection test',
    hostName: 'tpx.eu-latest.cumulocity.com',
    tenantId: 'tpx',
    username: 'tpx-iot-flow',
    password: '123456',
  },
};

const DEFAULTS = {
  createDevices: true,
  sendMetadata: false,
  sendRawDecodedFormat: false,
  downlinkEnabled: true,
  reconnectStrategy: 'NORMAL',
};

async function withBridge(work: (bridge: TestBridge) => Promise<void>): Promise<void> {
  const bridge = await startTestBridge();
  try {
    await work(bridge);
    assert.deepEqual(bridge.unexpected, []);
  } finally {
    await bridge.close();
  }
}

function changed(configuration: object): unknown {
  return { ...EXAMPLE, configuration: { ...EXAMPLE.configuration, ...configuration } };
}

test('the documented example creates a connection that is brought up and read back masked', () =>
  withBridge(async ({ call, applied }) => {
    const reply = await call('POST', '/connections', EXAMPLE);
    assert.equal(reply.status, 201);
    assert.equal(reply.headers.location, '/iot-flow/v1/connections/1');
    const shown = {
      ...EXAMPLE,
      id: '1',
      active: true,
      state: 'OPENING',
      configuration: { ...EXAMPLE.configuration, ...DEFAULTS, password: '*****' },
    };
    assert.deepEqual(reply.json, shown);
    assert.deepEqual((await call('GET', '/connections/1')).json, shown);
    assert.deepEqual((await call('GET', '/connections')).json, [shown]);
    assert.equal(applied.get('1')?.configuration.password, '123456');
  }));

test('all wrong fields are named at once, with a guess at typos, and nothing is created', () =>
  withBridge(async ({ call }) => {
    const { hostName, ...others } = EXAMPLE.configuration;
    const reply = await call('POST', '/connections', {
      connectorId: 'actility-aws-iot',
      active: 'yes',
      configuration: { ...others, hostname: hostName, tenantId: 5, password: { secret: 'hunter2' } },
      colour: 'red',
    });
    assert.equal(reply.status, 400);
    assert.equal(member(reply.json, 'code'), 'com-4000');
    assert.deepEqual(member(reply.json, 'errors'), [
      { path: 'connectorId', message: 'must be actility-cumulocity-iot' },
      { path: 'name', message: 'is mandatory' },
      { path: 'active', message: 'must be a boolean, not a string' },
      { path: 'configuration.hostName', message: 'is mandatory' },
      { path: 'configuration.tenantId', message: 'must be a string, not a number' },
      { path: 'configuration.password', message: 'must be a string, not an object' },
      { path: 'configuration.hostname', message: 'is unknown: did you mean hostName?' },
      { path: 'colour', message: 'is unknown: known are connectorId, name, active, alarms, configuration' },
    ]);
    assert.doesNotMatch(reply.body, /hunter2/);
    assert.deepEqual((await call('GET', '/connections')).json, []);
  }));

for (const hostName of [
  'http://tpx.eu-latest.cumulocity.com',
  'HTTPS://tpx.eu-latest.cumulocity.com',
  'httptpx.cumulocity.com',
  'tpx.cumulocity.com/path',
  'tpx.cumulocity.com?a=b',
  'user@tpx.cumulocity.com',
  'tpx .cumulocity.com',
  ' tpx.cumulocity.com',
  'tpx.cumulocity.com:0',
  'tpx.cumulocity.com:70000',
  '-tpx.cumulocity.com',
  'tpx..cumulocity.com',
  'a'.repeat(64),
  '',
]) {
  test(`a host name like ${JSON.stringify(hostName.slice(0, 40))} is refused`, () =>
    withBridge(async ({ call }) => {
      const reply = await call('POST', '/connections', changed({ hostName }));
      assert.equal(reply.status, 400);
      assert.match(String(member(reply.json, 'message')), /configuration\.hostName must/);
    }));
}

for (const hostName of ['localhost', 'localhost:8443', '10.0.0.1', 'a-b.c8y.example.com']) {
  test(`a host name like ${hostName} is accepted`, () =>
    withBridge(async ({ call }) => {
      assert.equal((await call('POST', '/connections', changed({ hostName }))).status, 201);
    }));
}

test('an update replaces the whole configuration', () =>
  withBridge(async ({ call, applied, commands }) => {
    await call('POST', '/connections', changed({ createDevices: false, uplinkTimeValidity: '5m' }));
    const { description, ...rest } = EXAMPLE.configuration;
    const reply = await call('PUT', '/connections/1', { ...EXAMPLE, configuration: rest });
    assert.equal(reply.status, 200);
    assert.deepEqual(applied.get('1')?.configuration, { ...rest, ...DEFAULTS });
    assert.deepEqual(member(reply.json, 'configuration'), { ...rest, ...DEFAULTS, password: '*****' });
    assert.deepEqual(commands, ['apply 1', 'apply 1']);
    assert.notEqual(description, undefined);
  }));

test('what a GET shows can be sent back whole, and the masked secrets stay', () =>
  withBridge(async ({ call, applied }) => {
    await call('POST', '/connections', changed({ downlinkAsKey: '00112233445566778899aabbccddeeff' }));
    const shown = (await call('GET', '/connections/1')).json;
    const reply = await call('PUT', '/connections/1', shown);
    assert.equal(reply.status, 200, reply.body);
    assert.equal(applied.get('1')?.configuration.password, '123456');
    assert.equal(applied.get('1')?.configuration.downlinkAsKey, '00112233445566778899aabbccddeeff');
  }));

test('a mask where nothing is stored is refused', () =>
  withBridge(async ({ call }) => {
    assert.equal((await call('POST', '/connections', changed({ password: '*****' }))).status, 400);
    await call('POST', '/connections', EXAMPLE);
    const reply = await call('PUT', '/connections/1', changed({ downlinkAsKey: '*****' }));
    assert.equal(reply.status, 400);
    assert.match(reply.body, /configuration\.downlinkAsKey/);
  }));

test('an update without a mandatory parameter changes nothing', () =>
  withBridge(async ({ call, commands }) => {
    await call('POST', '/connections', EXAMPLE);
    const before = (await call('GET', '/connections/1')).json;
    const { password, ...rest } = EXAMPLE.configuration;
    const reply = await call('PUT', '/connections/1', { ...EXAMPLE, name: 'Other', configuration: rest });
    assert.equal(reply.status, 400);
    assert.match(reply.body, /configuration\.password is mandatory/);
    assert.deepEqual((await call('GET', '/connections/1')).json, before);
    assert.deepEqual(commands, ['apply 1']);
    assert.equal(password, '123456');
  }));

test('a body that names another connection than the path changes neither', () =>
  withBridge(async ({ call }) => {
    await call('POST', '/connections', EXAMPLE);
    await call('POST', '/connections', EXAMPLE);
    const reply = await call('PUT', '/connections/1', { ...EXAMPLE, id: '2', name: 'Whose?' });
    assert.equal(reply.status, 400);
    assert.match(reply.body, /"path":"id"/);
    for (const id of ['1', '2']) {
      assert.equal(member((await call('GET', `/connections/${id}`)).json, 'name'), EXAMPLE.name);
    }
    assert.equal((await call('PUT', '/connections/2', { ...EXAMPLE, id: '2' })).status, 200);
  }));

test("the documents' literal forms take the id from the body or the query", () =>
  withBridge(async ({ call }) => {
    await call('POST', '/connections', EXAMPLE);
    await call('POST', '/connections', EXAMPLE);
    await call('POST', '/connections', EXAMPLE);
    const inBody = await call('PUT', '/connections', { ...EXAMPLE, id: '1', name: 'One' });
    const inQuery = await call('PUT', '/connections?id=2', { ...EXAMPLE, name: 'Two' });
    assert.deepEqual([inBody.status, member(inBody.json, 'name')], [200, 'One']);
    assert.deepEqual([inQuery.status, member(inQuery.json, 'name')], [200, 'Two']);
    assert.equal((await call('PUT', '/connections', EXAMPLE)).status, 400);
    assert.equal((await call('PUT', '/connections?id=2', { ...EXAMPLE, id: '1' })).status, 400);
    assert.equal((await call('DELETE', '/connections', { id: '1' })).status, 204);
    assert.equal((await call('DELETE', '/connections?id=2')).status, 204);
    assert.equal((await call('DELETE', '/connections')).status, 400);
    assert.equal((await call('DELETE', '/connections?id=99')).status, 404);
    assert.deepEqual((await call('GET', '/connections/3')).status, 200);
  }));

test('a deleted connection is gone, makes room, and its id never comes again', () =>
  withBridge(async ({ call, commands }) => {
    for (let count = 0; count < 5; count += 1) await call('POST', '/connections', EXAMPLE);
    const refused = await call('POST', '/connections', EXAMPLE);
    assert.equal(refused.status, 409);
    assert.match(refused.body, /Maximum reached\. You cannot create another connection\./);
    assert.equal((await call('DELETE', '/connections/5')).status, 204);
    assert.equal((await call('GET', '/connections/5')).status, 404);
    assert.equal((await call('DELETE', '/connections/5')).status, 404);
    assert.equal(member((await call('POST', '/connections', EXAMPLE)).json, 'id'), '6');
    assert.ok(commands.includes('remove 5'));
  }));

test('start, stop and restart reach the supervisor; a deactivated connection is not started', () =>
  withBridge(async ({ call, commands }) => {
    await call('POST', '/connections', EXAMPLE);
    for (const command of ['stop', 'start', 'restart']) {
      assert.equal((await call('POST', `/connections/1/${command}`)).status, 200);
    }
    assert.deepEqual(commands, ['apply 1', 'stop 1', 'start 1', 'restart 1']);
    assert.equal(member((await call('POST', '/connections/1/stop')).json, 'state'), 'CLOSED');
    await call('PUT', '/connections/1', { ...EXAMPLE, active: false });
    assert.equal((await call('POST', '/connections/1/start')).status, 409);
    assert.equal((await call('POST', '/connections/9/start')).status, 404);
  }));

test('a deleted connection leaves no reference behind', () =>
  withBridge(async ({ call, intake }) => {
    await call('POST', '/connections', EXAMPLE);
    await call('PUT', '/devices/0018b20000000b20/connections', [{ connectionId: '1' }]);
    await call('POST', '/flows', {
      name: 'All',
      matchers: [{ type: 'thing', tags: ['a'] }],
      connectors: [{ id: 'actility-cumulocity-iot', connectionId: '1' }],
    });
    assert.equal((await call('DELETE', '/connections/1')).status, 204);
    assert.deepEqual(member((await call('GET', '/flows/1')).json, 'connectors'), []);
    assert.deepEqual((await call('GET', '/devices/0018B20000000B20/connections')).json, []);
    assert.equal(intake().routing.connectionExists('1'), false);
    const [event] = Object.values(Object((await call('GET', '/events?type=connection-deleted')).json));
    assert.match(
      String(member(event, 'message')),
      /^Connection deleted: .* flow All, device 0018B20000000B20$/,
    );
  }));

test('connections survive the end of the bridge, with their secrets', async () => {
  const first = await startTestBridge();
  await first.call('POST', '/connections', EXAMPLE);
  await first.call('POST', '/connections', EXAMPLE);
  await first.call('DELETE', '/connections/2');
  const shown = (await first.call('GET', '/connections/1')).json;
  const next = await startTestBridge({ storage: first.storage.reopened() });
  try {
    assert.deepEqual((await next.call('GET', '/connections/1')).json, shown);
    assert.equal(next.applied.get('1')?.configuration.password, '123456');
    assert.equal(member((await next.call('POST', '/connections', EXAMPLE)).json, 'id'), '3');
  } finally {
    await next.close();
    await first.close();
  }
});

test('no secret stands in the store, the log, an event or an envelope', () =>
  withBridge(async ({ call, storage, log, envelopes }) => {
    const password = 'planted-secret-4711';
    await call('POST', '/connections', changed({ password, downlinkAsKey: `${password}-key` }));
    await call('PUT', '/connections/1', changed({ password, hostName: 7 }));
    await call('DELETE', '/connections/1');
    const everything = JSON.stringify([log, envelopes, (await call('GET', '/events')).json]);
    assert.doesNotMatch(everything, /planted/);
    await call('POST', '/connections', changed({ password }));
    const { z } = await import('zod');
    const stored = await storage.collection('connections', z.unknown()).list();
    assert.equal(stored.length, 1);
    assert.doesNotMatch(JSON.stringify(stored), /planted/);
  }));
