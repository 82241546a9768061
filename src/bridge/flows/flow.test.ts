import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { z } from 'zod';
import { flowDefinitionSchema } from './flow.ts';
import { routeSchema } from './route.ts';

const flow = {
  name: 'Cellar',
  matchers: [{ type: 'key', key: 'lora:0018b20000000b20' }],
  connectors: [{ id: 'actility-cumulocity-iot', connectionId: '10' }],
};

/** What is said of a definition that can't be taken. */
function complaints(change: object): readonly string[] {
  const { error } = flowDefinitionSchema.safeParse({ ...flow, ...change });
  return (error?.issues ?? []).map(({ path, message }) => `${path.join('.')}: ${message}`);
}

describe('a flow as it is written', () => {
  test('is taken as it is', () => {
    assert.deepEqual(flowDefinitionSchema.parse(flow), flow);
  });

  test('says which kinds of matchers there are where it has another', () => {
    assert.deepEqual(complaints({ matchers: [{ type: 'device' }] }), [
      'matchers.0.type: must be "thing" (with tags) or "key" (with key)',
    ]);
  });

  test('has a matcher and a connection at least, and says so', () => {
    assert.deepEqual(complaints({ matchers: [], connectors: [] }), [
      'matchers: must hold at least one matcher',
      'connectors: must name at least one connection',
    ]);
  });

  test('has a name, and a description of up to 1000 characters', () => {
    assert.deepEqual(complaints({ name: ' ' }), ['name: must not be empty']);
    assert.deepEqual(complaints({ description: 'x'.repeat(1000) }), []);
    assert.equal(complaints({ description: 'x'.repeat(1001) }).length, 1);
  });

  test('is described for readers of the API', () => {
    const shown = JSON.stringify(z.toJSONSchema(flowDefinitionSchema, { io: 'input' }));
    const descriptions = [...shown.matchAll(/"description":"([^"]*)"/g)].map(([, text = '']) => text);
    assert.equal(descriptions.length, 5);
    for (const text of descriptions) assert.match(text, /\w{2}/);
  });
});

test('a route is read with all that it says', () => {
  const route = { connectionId: '10', driverId: 'elsys:ers:1', uplinkTimeValidity: '72h' };
  assert.deepEqual(routeSchema.parse(route), route);
});
