import assert from 'node:assert/strict';
import { beforeEach, describe, test } from 'node:test';
import { devEuiSchema } from '../dev-eui.ts';
import type { DriverDescription } from '../drivers/driver-host.ts';
import { BridgeError } from '../errors.ts';
import { createMemoryStorage } from '../storage/memory-storage.ts';
import type { FlowDefinition } from './flow.ts';
import { createFlows, type Flows } from './flows.ts';
import { createRoutingTable } from './live-routing-table.ts';

const CONNECTOR = 'actility-cumulocity-iot';

const leadingTo = (...connectionIds: readonly string[]): FlowDefinition => ({
  name: connectionIds.join(' and '),
  matchers: [{ type: 'thing', tags: ['cellar'] }],
  connectors: connectionIds.map((connectionId) => ({ id: CONNECTOR, connectionId })),
});

const driver: DriverDescription = {
  id: 'elsys:ers:1',
  producerId: 'elsys',
  moduleId: 'ers',
  version: '1',
  application: { producerId: 'elsys', moduleId: 'ers', version: '1' },
  models: [],
};

describe('flows', () => {
  let flows: Flows;

  beforeEach(() => {
    const drivers = { list: async () => [driver], decode: async () => [], encode: async () => [] };
    flows = createFlows({
      storage: createMemoryStorage(),
      drivers,
      maxFlows: 3,
      findConnection: (id) => (id.startsWith('1') ? { connectorId: CONNECTOR } : undefined),
    });
  });

  const refusedWith = async (work: Promise<unknown>, words: RegExp) => {
    await assert.rejects(work, (error) => error instanceof BridgeError && words.test(error.message));
  };

  test('lose the connection that is gone, and those flows alone that led to it are told', async () => {
    await flows.create(leadingTo('10', '11'));
    await flows.create(leadingTo('11'));
    await flows.create(leadingTo('12'));
    const concerned = await flows.detach('11');
    assert.deepEqual(
      concerned.map(({ name }) => name),
      ['10 and 11', '11'],
    );
    assert.deepEqual(
      flows.list().map(({ connectors }) => connectors.map(({ connectionId }) => connectionId)),
      [['10'], [], ['12']],
    );
  });

  test('say which driver was meant, or where those are that there are', async () => {
    const decodedBy = (id: string) => flows.create({ ...leadingTo('10'), driver: { id } });
    await refusedWith(decodedBy('elsys:ers:2'), /did you mean elsys:ers:1\?/);
    await refusedWith(decodedBy('something-else-altogether'), /GET \/drivers lists those there are/);
    assert.equal((await decodedBy('elsys:ers:1')).driver?.id, 'elsys:ers:1');
  });

  test('repeat no more than the beginning of an id that there is none of', () => {
    const said = () => flows.get('x'.repeat(500));
    assert.throws(said, ({ message }: Error) => message.includes('x'.repeat(64)) && message.length < 200);
  });

  test('lead to connections that there are, by the connector that these are of', async () => {
    await refusedWith(flows.create(leadingTo('20')), /connectors\[0\]\.connectionId names no connection/);
    const byAnother = { ...leadingTo('10'), connectors: [{ id: 'another', connectionId: '10' }] };
    await refusedWith(flows.create(byAnother), /must be actility-cumulocity-iot/);
  });
});

test('a device that was never given a connection has none', () => {
  const table = createRoutingTable({ list: () => [] }, { find: () => undefined }, { find: () => undefined });
  assert.deepEqual(table.assignments(devEuiSchema.parse('0018B20000000B20')), []);
  assert.equal(table.connectionExists('10'), false);
});
