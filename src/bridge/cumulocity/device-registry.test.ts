import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createVirtualClock } from '../../clock/index.ts';
import { devEuiSchema } from '../dev-eui.ts';
import { createCumulocityClient } from './cumulocity-client.ts';
import { createDeviceRegistry } from './device-registry.ts';
import { error, FakePlatform, reset } from './testing/fake-platform.ts';

const DEVICE = { devEui: devEuiSchema.parse('00AB00000000000C'), model: 'elsys:ers:1' };

function createRegistry(options: { createDevices?: boolean; cacheSize?: number } = {}) {
  const platform = new FakePlatform();
  const told: string[] = [];
  const registry = createDeviceRegistry({
    client: createCumulocityClient({
      http: platform,
      account: { hostName: 'h', tenantId: 't1', username: 'user', password: 'secret' },
      timeouts: { connectMs: 1, headersMs: 1, bodyMs: 1 },
    }),
    clock: createVirtualClock({ start: 0 }),
    events: { add: ({ type }) => told.push(type) },
    connection: { id: '1', name: 'one' },
    createDevices: true,
    ...options,
  });
  return { platform, registry, told };
}

const created = (platform: FakePlatform) => platform.calls('POST /inventory').length;

test('an unknown device is created once, also when its first uplinks come together', async () => {
  const { platform, registry, told } = createRegistry();
  const ids = await Promise.all([
    registry.resolve(DEVICE),
    registry.resolve(DEVICE),
    registry.resolve(DEVICE),
  ]);
  assert.deepEqual(ids, ['101', '101', '101']);
  assert.equal(await registry.resolve(DEVICE), '101');
  assert.equal(created(platform), 1);
  assert.deepEqual([...platform.externalIds], [['c8y_Serial/00AB00000000000C', '101']]);
  assert.deepEqual(told, ['device-created']);
});

test('an existing device is found, in either case, and left as it is', async () => {
  for (const externalId of ['00AB00000000000C', '00ab00000000000c']) {
    const { platform, registry } = createRegistry();
    platform.bind('c8y_Serial', externalId, '7', { name: 'renamed' });
    assert.equal(await registry.resolve(DEVICE), '7');
    assert.deepEqual(platform.calls('P'), []);
  }
});

test('when somebody else binds the id first, theirs is used and ours removed', async () => {
  const { platform, registry, told } = createRegistry();
  platform.next('POST /identity', 1, (_request, carryOut) => {
    platform.bind('c8y_Serial', DEVICE.devEui, '7');
    return carryOut();
  });
  assert.equal(await registry.resolve(DEVICE), '7');
  assert.deepEqual([...platform.objects.keys()], ['7']);
  assert.deepEqual(told, []);
});

test('an object whose id can’t be bound is removed again, and the failure told', async () => {
  const { platform, registry } = createRegistry();
  platform.next('POST /identity', 1, () => error(500));
  await assert.rejects(registry.resolve(DEVICE), { code: 'server-error' });
  assert.equal(platform.objects.size, 0);
  assert.equal(await registry.resolve(DEVICE), '102');
});

test('a binding whose answer was lost counts', async () => {
  const { platform, registry } = createRegistry();
  platform.next('POST /identity', 1, (_request, carryOut) => {
    carryOut();
    return reset();
  });
  assert.equal(await registry.resolve(DEVICE), '101');
  assert.deepEqual([...platform.objects.keys()], ['101']);
});

test('an object whose creation was answered by nobody is taken up, not doubled', async () => {
  const { platform, registry } = createRegistry();
  platform.next('POST /inventory', 1, (_request, carryOut) => {
    carryOut();
    return reset();
  });
  await assert.rejects(registry.resolve(DEVICE), { code: 'unreachable' });
  assert.equal(await registry.resolve(DEVICE), '101');
  assert.deepEqual([...platform.objects.keys()], ['101']);
});

test('createDevices false creates nothing and notices a device that appears', async () => {
  const { platform, registry } = createRegistry({ createDevices: false });
  assert.equal(await registry.resolve(DEVICE), undefined);
  assert.deepEqual(platform.calls('P'), []);
  platform.bind('c8y_Serial', DEVICE.devEui, '7');
  assert.equal(await registry.resolve(DEVICE), '7');
});

test('a forgotten id is asked for again; only the one that was meant is forgotten', async () => {
  const { platform, registry } = createRegistry();
  await registry.resolve(DEVICE);
  registry.forget(DEVICE.devEui, 'another');
  const asked = platform.requests.length;
  await registry.resolve(DEVICE);
  assert.equal(platform.requests.length, asked);
  platform.removeObject('101');
  registry.forget(DEVICE.devEui, '101');
  assert.equal(await registry.resolve(DEVICE), '102');
});

test('the memory of ids is bounded', async () => {
  const { platform, registry } = createRegistry({ cacheSize: 2 });
  const device = (last: string) => ({ devEui: devEuiSchema.parse(`00AB00000000000${last}`), model: '' });
  for (const last of ['1', '2', '3', '4', '5']) await registry.resolve(device(last));
  const asked = platform.requests.length;
  await registry.resolve(device('5'));
  assert.equal(platform.requests.length, asked);
  await registry.resolve(device('1'));
  assert.equal(platform.requests.length, asked + 1);
});

test('a platform that does not understand the search for what was left behind has none', async () => {
  for (const status of [400, 404, 422]) {
    const { platform, registry } = createRegistry();
    platform.next('GET /inventory/managedObjects', 1, () => error(status));
    assert.equal(await registry.resolve(DEVICE), '101', String(status));
  }
});

test('when that search fails otherwise nothing is created, and the next uplink asks again', async () => {
  for (const status of [401, 429, 500]) {
    const { platform, registry } = createRegistry();
    platform.next('GET /inventory/managedObjects', 1, () => error(status));
    await assert.rejects(registry.resolve(DEVICE), { status });
    assert.equal(created(platform), 0);
    assert.equal(await registry.resolve(DEVICE), '101');
  }
});

test('what is remembered is found without asking; finding alone creates and remembers nothing', async () => {
  const { platform, registry } = createRegistry();
  assert.equal(await registry.find(DEVICE.devEui), undefined);
  assert.equal(created(platform), 0);
  await registry.resolve(DEVICE);
  const asked = platform.requests.length;
  assert.equal(await registry.find(DEVICE.devEui), '101');
  assert.equal(platform.requests.length, asked);
});
