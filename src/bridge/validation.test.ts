import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { BridgeError } from './errors.ts';
import { read } from './validation.ts';

const schema = z.strictObject({
  name: z.string().min(3).max(5),
  port: z.int().min(1).max(223).optional(),
  ratio: z.number().gt(0, 'must be above nothing').optional(),
  tags: z
    .array(z.strictObject({ key: z.string() }))
    .min(1)
    .max(2)
    .optional(),
  kind: z.enum(['A', 'C']).optional(),
  place: z.strictObject({ city: z.string() }).prefault({ city: 'Lannion' }),
  key: z.union([z.strictObject({ devEui: z.string() }), z.null()]).optional(),
});

/** What is said of an input, a line a field. */
function told(input: unknown): readonly string[] {
  try {
    read(schema, input);
    return [];
  } catch (error) {
    assert.ok(error instanceof BridgeError);
    return (error.fields ?? []).map(({ path, message }) => `${path} ${message}`.trim());
  }
}

for (const [what, input, lines] of [
  ['all that is right', { name: 'North', port: 1, tags: [{ key: 'x' }] }, []],
  ['no body', undefined, ['a body is wanted']],
  ['a body that is no object', [], ['must be an object, not an array']],
  ['what is missing', {}, ['name is mandatory']],
  ['a text that is too short', { name: 'no' }, ['name must be at least 3 characters long']],
  ['a text that is too long', { name: 'Northern' }, ['name must be at most 5 characters long']],
  ['a number that is too small', { name: 'North', port: 0 }, ['port must be at least 1']],
  ['a number that is too large', { name: 'North', port: 224 }, ['port must be at most 223']],
  ['a fraction', { name: 'North', port: 1.5 }, ['port must be a whole number, not a number with a fraction']],
  ['nothing for a number', { name: 'North', port: null }, ['port must be a number, not null']],
  ['a rule with words of its own', { name: 'North', ratio: 0 }, ['ratio must be above nothing']],
  ['an empty list', { name: 'North', tags: [] }, ['tags must be at least 1 items long']],
  [
    'a list too many',
    { name: 'North', tags: [1, 2, 3].map((n) => ({ key: `${n}` })) },
    ['tags must be at most 2 items long'],
  ],
  [
    'a place in a list',
    { name: 'North', tags: [{ key: 7 }] },
    ['tags[0].key must be a string, not a number'],
  ],
  ['one word of several', { name: 'North', kind: 'B' }, ['kind must be A or C']],
  ['a typo', { nmae: 'North', name: 'North' }, ['nmae is unknown: did you mean name?']],
  [
    'a name that is like none',
    { name: 'North', xxxxxxxx: 1 },
    ['xxxxxxxx is unknown: known are name, port, ratio, tags, kind, place, key'],
  ],
  [
    'a typo in what has a default',
    { name: 'North', place: { citty: 'x', city: 'y' } },
    ['place.citty is unknown: did you mean city?'],
  ],
] as const) {
  test(`validation tells of ${what}`, () => {
    assert.deepEqual(told(input), lines);
  });
}

test('values that were sent are never repeated', () => {
  assert.doesNotMatch(told({ name: 'North', port: 'hunter2-hunter2', kind: 'hunter2' }).join(' '), /hunter2/);
});
