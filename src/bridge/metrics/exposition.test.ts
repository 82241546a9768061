import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { exposition, type Metric } from './exposition.ts';

test('a metric is told with its help, its type and a line a sample', () => {
  const metric: Metric = {
    name: 'iot_flow_uplinks_total',
    help: 'Uplinks,\nby "outcome" \\ more',
    type: 'counter',
    samples: [{ value: 3 }, { labels: { name: 'A "quoted"\\\nname', window: '1h' }, value: 0.5 }],
  };
  assert.equal(
    exposition([metric]),
    [
      '# HELP iot_flow_uplinks_total Uplinks,\\nby "outcome" \\\\ more',
      '# TYPE iot_flow_uplinks_total counter',
      'iot_flow_uplinks_total 3',
      'iot_flow_uplinks_total{name="A \\"quoted\\"\\\\\\nname",window="1h"} 0.5',
      '',
    ].join('\n'),
  );
});

test('what is no number is written as Go writes it', () => {
  const values = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 1e21, 1e-7];
  const text = exposition([
    { name: 'a', help: '', type: 'gauge', samples: values.map((value) => ({ value })) },
  ]);
  assert.deepEqual(text.split('\n').slice(2, -1), ['a NaN', 'a +Inf', 'a -Inf', 'a 1e+21', 'a 1e-7']);
});

/** A reader of the format, written from its grammar: one pass over the characters of a sample's line. */
function readLine(line: string): {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
} {
  const labels: Record<string, string> = {};
  let at = line.search(/[{ ]/);
  if (line[at] === '{') {
    at += 1;
    while (line[at] !== '}') {
      const equals = line.indexOf('="', at);
      const label = line.slice(at, equals);
      let text = '';
      for (at = equals + 2; line[at] !== '"'; at += 1) {
        if (line[at] === '\\') {
          at += 1;
          text += line[at] === 'n' ? '\n' : line[at];
        } else text += line[at];
      }
      labels[label] = text;
      at += 1;
      if (line[at] === ',') at += 1;
    }
    at += 1;
  }
  assert.equal(line[at], ' ');
  return { labels, value: Number(line.slice(at + 1)) };
}

test('whatever a label holds, a reader of the format finds it again, and each sample is one line', () => {
  const sample = fc.record({
    labels: fc.dictionary(fc.stringMatching(/^[a-z_][a-z0-9_]{0,5}$/), fc.string({ unit: 'grapheme' }), {
      noNullPrototype: true,
    }),
    value: fc.double({ noNaN: true, noDefaultInfinity: true }),
  });
  fc.assert(
    fc.property(fc.array(sample, { maxLength: 5 }), (samples) => {
      const lines = exposition([{ name: 'a_b', help: 'text', type: 'gauge', samples }]).split('\n');
      assert.equal(lines.length, samples.length + 3);
      const found = lines.slice(2, -1).map(readLine);
      assert.deepEqual(
        found,
        samples.map(({ labels, value }) => ({ labels, value: value + 0 })),
      );
    }),
  );
});
