import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { devEuiSchema } from '../dev-eui.ts';
import type { Flow, Matcher } from './flow.ts';
import { createRouter } from './router.ts';
import type { RoutingTable } from './routing-table.ts';

const DEVICE = devEuiSchema.parse('0018B20000000B20');
const router = createRouter();

function flow(
  matchers: readonly Matcher[],
  connectionIds: readonly string[],
  more: Partial<Flow> = {},
): Flow {
  return {
    id: 'f',
    name: 'f',
    matchers: [...matchers],
    connectors: connectionIds.map((connectionId) => ({ id: 'actility-cumulocity-iot', connectionId })),
    ...more,
  };
}

function table(
  flows: readonly Flow[],
  assigned: readonly string[] = [],
  gone: readonly string[] = [],
): RoutingTable {
  return {
    flows: () => flows,
    assignments: (devEui) => (devEui === DEVICE ? assigned : []),
    connectionExists: (id) => !gone.includes(id),
  };
}

const tags = (...names: string[]): Matcher => ({ type: 'thing', tags: names });
const key = (text: string): Matcher => ({ type: 'key', key: text });
const connections = (uplinkTags: readonly string[], routing: RoutingTable) =>
  router.route({ devEui: DEVICE, tags: uplinkTags }, routing).map(({ connectionId }) => connectionId);

test('matchers are joined by OR, the tags in one by AND, whatever their case', () => {
  const routing = table([flow([tags('a', 'B'), tags('c')], ['1'])]);
  assert.deepEqual(connections(['A', 'b', 'more'], routing), ['1']);
  assert.deepEqual(connections(['C'], routing), ['1']);
  assert.deepEqual(connections(['a'], routing), []);
  assert.deepEqual(connections([], routing), []);
});

test('a key names one device, whatever its case', () => {
  assert.deepEqual(connections([], table([flow([key('LoRa:0018b20000000b20')], ['1'])])), ['1']);
  assert.deepEqual(connections([], table([flow([key('lora:0018b20000000b21')], ['1'])])), []);
});

test('assignments and flows are united, each connection once; a dangling reference leads nowhere', () => {
  const flows = [flow([tags('a')], ['1', '2']), flow([tags('a')], ['2', '3'])];
  assert.deepEqual(connections(['a'], table(flows, ['3', '4', '9'], ['9'])), ['1', '2', '3', '4']);
});

test('the flow that names the device wins over one that matches its tags, then the older one', () => {
  const byTag = flow([tags('a')], ['1'], { driver: { id: 'tag:driver:1' } });
  const older = flow([tags('a')], ['2'], { driver: { id: 'older:driver:1' } });
  const newer = flow([tags('a')], ['2'], { driver: { id: 'newer:driver:1' } });
  const byKey = flow([key(`lora:${DEVICE}`)], ['1'], { driver: { id: 'key:driver:1' } });
  const routes = router.route({ devEui: DEVICE, tags: ['a'] }, table([byTag, older, newer, byKey]));
  assert.deepEqual(routes, [
    { connectionId: '1', driverId: 'key:driver:1' },
    { connectionId: '2', driverId: 'older:driver:1' },
  ]);
});

test('an assigned connection decodes by DriverCfg, a flow without driver does not decode', () => {
  assert.deepEqual(router.route({ devEui: DEVICE, tags: [] }, table([], ['1'])), [
    { connectionId: '1', driverId: 'actility:auto:1' },
  ]);
  const plain = flow([tags('a')], [], {
    connectors: [{ id: 'c', connectionId: '1', uplinkTimeValidity: '5m' }],
  });
  assert.deepEqual(router.route({ devEui: DEVICE, tags: ['a'] }, table([plain], ['1'])), [
    { connectionId: '1', uplinkTimeValidity: '5m' },
  ]);
});

test('whatever the table, routes are those of a simple model, each connection once', () => {
  const someTags = fc.subarray(['a', 'b', 'c', 'D']);
  const someIds = fc.subarray(['1', '2', '3']);
  const matcher = fc.oneof(
    someTags.filter((names) => names.length > 0).map((names) => tags(...names)),
    fc.constantFrom(key(`lora:${DEVICE}`), key('lora:0018b20000000b21')),
  );
  const flows = fc.array(fc.tuple(fc.array(matcher), someIds).map(([matchers, ids]) => flow(matchers, ids)));
  fc.assert(
    fc.property(flows, someIds, someIds, someTags, (all, assigned, gone, own) => {
      const lower = own.map((tag) => tag.toLowerCase());
      const wanted = new Set<string>(assigned);
      for (const { matchers, connectors } of all) {
        const fits = matchers.some((one) =>
          one.type === 'key'
            ? one.key.toLowerCase() === `lora:${DEVICE.toLowerCase()}`
            : one.tags.every((tag) => lower.includes(tag.toLowerCase())),
        );
        if (fits) for (const { connectionId } of connectors) wanted.add(connectionId);
      }
      for (const id of gone) wanted.delete(id);
      const found = connections(own, table(all, assigned, gone));
      assert.equal(new Set(found).size, found.length);
      assert.deepEqual([...found].sort(), [...wanted].sort());
    }),
  );
});
