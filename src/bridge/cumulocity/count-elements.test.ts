import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { countElements } from './count-elements.ts';

test('counts what a parser finds', () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.string(), fc.jsonValue()),
      fc.array(fc.jsonValue(), { maxLength: 5 }),
      fc.dictionary(fc.string(), fc.jsonValue()),
      fc.constantFrom(undefined, 1),
      (before, measurements, after, indent) => {
        // A later member of the same name would take the place of the first one.
        const { measurements: _not, ...others } = after;
        const json = JSON.stringify({ ...before, measurements, ...others }, undefined, indent);
        assert.equal(countElements(json, 'measurements'), measurements.length, json);
      },
    ),
  );
});

test('finds nothing where there is no such array at the top level', () => {
  for (const json of [
    '',
    '[]',
    '{}',
    'nonsense',
    '{"measurements":',
    '{"measurements":[1,2',
    '{"measurements":7}',
    '{"a":{"measurements":[1]}}',
    '{"a":"\\"measurements\\":[1]"}',
    '[{"measurements":[1]}]',
  ]) {
    assert.equal(countElements(json, 'measurements'), undefined, json);
  }
});
