import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { devEuiSchema } from '../dev-eui.ts';
import type { Flow, Matcher } from './flow.ts';
import { FlowIndex } from './flow-index.ts';

const DEV_EUI = devEuiSchema.parse('0018B20000000B20');

test('the index finds what looking at every flow finds', () => {
  const tag = fc.constantFrom('a', 'A', 'b', 'B', 'c');
  const matcher: fc.Arbitrary<Matcher> = fc.oneof(
    fc.record({ type: fc.constant('thing' as const), tags: fc.array(tag, { maxLength: 3 }) }),
    fc.record({
      type: fc.constant('key' as const),
      key: fc.constantFrom('lora:0018b20000000b20', 'lora:0018B20000000B20', 'lora:0018b20000000b21'),
    }),
  );
  const flows = fc.array(fc.array(matcher, { maxLength: 3 }), { maxLength: 6 });
  fc.assert(
    fc.property(flows, fc.array(tag, { maxLength: 4 }), (matchers, tags) => {
      const all = matchers.map((ofFlow, place) => flowOf(String(place), ofFlow));
      const found = new FlowIndex(all).routesOf({ devEui: DEV_EUI, tags });
      const names = [...new Set(found.map(({ connectionId }) => connectionId))];
      const named = all.filter((flow) => flow.matchers.some((one) => matches(one, 'key', tags)));
      const tagged = all.filter((flow) => flow.matchers.some((one) => matches(one, 'thing', tags)));
      assert.deepEqual(names, [...new Set([...named, ...tagged].map(({ id }) => id))]);
    }),
  );
});

test('of flows that match by different tags the older one comes first, whatever order the tags have', () => {
  const flows = ['a', 'b', 'c'].map((tag, place) => flowOf(String(place), [{ type: 'thing', tags: [tag] }]));
  const found = new FlowIndex(flows).routesOf({ devEui: DEV_EUI, tags: ['c', 'b', 'a'] });
  assert.deepEqual(
    found.map(({ connectionId }) => connectionId),
    ['0', '1', '2'],
  );
});

function flowOf(id: string, matchers: Matcher[]): Flow {
  return { id, name: id, matchers, connectors: [{ id: 'actility-cumulocity-iot', connectionId: id }] };
}

function matches(matcher: Matcher, type: Matcher['type'], tags: readonly string[]): boolean {
  if (matcher.type !== type) return false;
  if (matcher.type === 'key') return matcher.key.toLowerCase() === `lora:${DEV_EUI}`.toLowerCase();
  const carried = new Set(tags.map((tag) => tag.toLowerCase()));
  return matcher.tags.length > 0 && matcher.tags.every((tag) => carried.has(tag.toLowerCase()));
}
