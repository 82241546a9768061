import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ensureConnectionObject } from './connection-object.ts';
import { createCumulocityClient } from './cumulocity-client.ts';
import { error, FakePlatform, reset } from './testing/fake-platform.ts';
import { callOptions } from './testing/scripted-transport.ts';

const TYPE = 'iotFlow_Connection';
const CONNECTION = { id: '3', name: 'north' };

function create() {
  const platform = new FakePlatform();
  const client = createCumulocityClient(callOptions(platform));
  return { platform, client, ensure: () => ensureConnectionObject(client, 'x', CONNECTION) };
}

test('a connection’s object is made once, bears its name and is no device', async () => {
  const { platform, ensure } = create();
  assert.equal(await ensure(), '101');
  assert.equal(await ensure(), '101');
  assert.deepEqual(platform.objects.get('101'), {
    id: '101',
    name: 'IoT Flow connection north',
    type: TYPE,
    iotFlow_Connection: { connectionId: '3' },
  });
  assert.deepEqual([...platform.externalIds], [[`${TYPE}/x`, '101']]);
});

test('when another was bound first, it is used and ours removed', async () => {
  const { platform, ensure } = create();
  platform.next('POST /identity', 1, (_request, carryOut) => {
    platform.bind(TYPE, 'x', '7');
    return carryOut();
  });
  assert.equal(await ensure(), '7');
  assert.deepEqual([...platform.objects.keys()], ['7']);
});

test('a binding whose answer was lost counts, and one that failed leaves nothing', async () => {
  const { platform, ensure } = create();
  platform.next('POST /identity', 1, () => error(500));
  await assert.rejects(ensure(), { code: 'server-error' });
  assert.equal(platform.objects.size, 0);
  platform.next('POST /identity', 1, (_request, carryOut) => {
    carryOut();
    return reset();
  });
  assert.equal(await ensure(), '102');
  assert.deepEqual([...platform.objects.keys()], ['102']);
});

test('what is no failure of the platform is let through, and nothing more is asked', async () => {
  const { platform, ensure } = create();
  const bug = new TypeError('bug');
  platform.next('POST /identity', 1, () => {
    throw bug;
  });
  await assert.rejects(ensure(), (thrown) => thrown === bug);
  assert.equal(platform.calls().at(-1), 'POST /identity/globalIds/101/externalIds');
});
