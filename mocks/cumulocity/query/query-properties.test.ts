import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { at, createTestWorld } from '../testing.ts';
import { type Filter, type InventoryQuery, OPERATORS, parseQuery } from './syntax.ts';

const word = fc
  .stringMatching(/^[a-z][A-Za-z0-9_]{0,8}$/)
  .filter((text) => !['and', 'or', 'not', 'null'].includes(text));
const path = fc.array(word, { minLength: 1, maxLength: 3 }).map((parts) => `c_${parts.join('.c_')}`);
const plain = { noNullPrototype: true };
const compare = fc.record(
  {
    kind: fc.constant('compare' as const),
    path,
    operator: fc.constantFrom(...OPERATORS),
    value: fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null)),
  },
  plain,
);
const ids = fc.array(fc.nat().map(String), { minLength: 1, maxLength: 3 });
const leaf: fc.Arbitrary<Filter> = fc.oneof(
  compare,
  fc.record(
    { kind: fc.constant('has' as const), paths: fc.array(path, { minLength: 1, maxLength: 3 }) },
    plain,
  ),
  fc.record({ kind: fc.constantFrom('in-group' as const, 'in-hierarchy' as const), ids }, plain),
);

const { filter } = fc.letrec<{ filter: Filter; list: Filter[] }>((tie) => ({
  filter: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    leaf,
    fc.record({ kind: fc.constantFrom('and' as const, 'or' as const), parts: tie('list') }, plain),
    fc.record({ kind: fc.constant('not' as const), part: tie('filter') }, plain),
  ),
  list: fc.array(tie('filter'), { minLength: 2, maxLength: 3 }),
}));

/** Writes a filter down, every part of it in parentheses. */
function print(given: Filter): string {
  switch (given.kind) {
    case 'all':
      return '';
    case 'compare': {
      const { value } = given;
      const literal = typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : String(value);
      return `${given.path} ${given.operator} ${literal}`;
    }
    case 'has':
      return given.paths.length === 1 ? `has(${given.paths[0]})` : `hasany(${given.paths.join(',')})`;
    case 'in-group':
      return `bygroupid(${given.ids.join(', ')})`;
    case 'in-hierarchy':
      return `isinhierarchyof(${given.ids.join(',')})`;
    case 'not':
      return `not (${print(given.part)})`;
    default:
      return given.parts.map((part) => `(${print(part)})`).join(` ${given.kind} `);
  }
}

test('what is written down is read back, whatever its nesting and quoting', () => {
  const order = fc.array(fc.record({ path, descending: fc.boolean() }, plain), { maxLength: 3 });
  fc.assert(
    fc.property(filter, order, fc.boolean(), (wanted, keys, orderFirst) => {
      const sorted = keys.map((key) => `${key.path} ${key.descending ? 'desc' : 'asc'}`).join(',');
      const parts = [`$filter=(${print(wanted)})`, ...(sorted === '' ? [] : [`$orderby=${sorted}`])];
      const text = (orderFirst ? parts.reverse() : parts).join(' ');
      assert.deepEqual(parseQuery(text), { filter: wanted, order: keys } satisfies InventoryQuery);
    }),
  );
});

test('no text makes the parser throw', () => {
  const pieces = fc.constantFrom(
    'name',
    'eq',
    "'a'",
    '(',
    ')',
    ',',
    'and',
    'not',
    'has(',
    '$filter=',
    '$orderby=',
    '1.5',
    "'",
    ' ',
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(pieces).map((parts) => parts.join(' ')),
      ),
      (text) => {
        const query = parseQuery(text);
        assert.ok('wrong' in query ? query.wrong !== '' : Array.isArray(query.order));
      },
    ),
    { numRuns: 500 },
  );
  assert.ok('wrong' in parseQuery('('.repeat(50_000)));
});

for (const text of [
  'c8y_Position.lng eq 6.6',
  'name',
  "name is 'x'",
  'name eq x',
  "name eq 'x",
  'has(name)',
  'has(a,b)',
  'nothing(a)',
  "(name eq 'x'",
  "name eq 'x' type eq 'y'",
  "creationTime.date gt 'yesterday'",
  "x $filter=name eq 'x'",
  '$filter= $orderby=name',
  '$orderby=name up',
]) {
  test(`"${text}" could not be understood`, () => {
    assert.ok('wrong' in parseQuery(text));
  });
}

test('each kind of condition selects what the documentation says', async () => {
  const { clock, twin, send, created } = createTestWorld();
  const make = (fields: object) => created('/inventory/managedObjects', fields);
  const one = await make({
    name: 'Dev001',
    type: 'a',
    c8y_IsDevice: {},
    c8y_Position: { lng: 12 },
    ids: ['1', '2'],
  });
  await clock.advance(1000);
  const two = await make({ name: 'dev002', type: 'b', c8y_IsDevice: {}, customers: [{ id: '123' }] });
  const group = await make({ name: "O'Hara", c8y_IsDeviceGroup: {}, level: 3 });
  await send('POST', `/inventory/managedObjects/${group}/childAssets`, { managedObject: { id: one } });
  const expectations: [query: string, wanted: string[]][] = [
    ["name eq 'Dev001'", [one]],
    ["name eq 'dev001'", []],
    ["$filter=name eq 'DEV*'", [one, two]],
    ["name eq '*00*'", [one, two]],
    ["name eq 'O''Hara'", [group]],
    ["$filter=(type eq 'a' or type eq 'b') $orderby=name desc", [two, one]],
    ['$orderby=id desc', [group, two, one]],
    ['c8y_Position.lng gt 10 and c8y_Position.lng lt 16.5d', [one]],
    ['level ge 3 and level le 3f', [group]],
    ["ids eq '2'", [one]],
    ["customers.id eq '123'", [two]],
    ['not has(c8y_IsDevice)', [group]],
    ['hasany(level,customers)', [two, group]],
    ['type eq null', [group]],
    [`bygroupid(${group})`, [one]],
    [`isinhierarchyof(${group})`, [one, group]],
    ["creationTime.date gt '2026-01-31T13:00:00.500+01:00'", [two, group]],
    [`id eq '${two}'`, [two]],
  ];
  for (const [query, wanted] of expectations) {
    const list = await send('GET', `/inventory/managedObjects?query=${encodeURIComponent(query)}`);
    const found = at(list.json, 'managedObjects');
    assert.deepEqual(Array.isArray(found) && found.map((object) => at(object, 'id')), wanted, query);
  }
  const devices = await send(
    'GET',
    `/inventory/managedObjects?q=${encodeURIComponent("name eq '*'")}&type=none`,
  );
  assert.deepEqual(
    [at(devices.json, 'managedObjects', 1, 'id'), at(devices.json, 'managedObjects', 2)],
    [two, undefined],
  );
  await twin.close();
});
