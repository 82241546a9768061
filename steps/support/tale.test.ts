import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Envelope } from '../../src/recording/index.ts';
import { abridged, withSteps } from './tale.ts';

function envelope(seq: number): Envelope {
  return {
    v: 1,
    run: 'run-1',
    seq,
    time: '2026-01-12T12:00:00.000Z',
    from: 'bridge',
    to: 'cumulocity',
    kind: 'http-request',
    title: `message ${seq}`,
    correlation: { exchange: `c-${seq}` },
    redaction: 'public',
  };
}

test('each step is noted before what it brought about; one without traffic is not', () => {
  const told = withSteps([1, 2, 4, 7].map(envelope), [
    { phase: 'given', text: 'a connection', last: 2 },
    { phase: 'given', text: 'a quiet device', last: 2 },
    { phase: 'when', text: 'it rains', last: 5 },
  ]);
  assert.deepEqual(
    told.map(({ title }) => title),
    ['Given a connection', 'message 1', 'message 2', 'When it rains', 'message 4', 'message 7'],
  );
  assert.deepEqual(told[0]?.correlation, {});
});

test('of a long tale the middle is left out, but not what the steps in it were', () => {
  const all = Array.from({ length: 400 }, (_, index) => envelope(index + 1));
  const steps = [
    { phase: 'given', text: 'much', last: 150 },
    { phase: 'when', text: 'it rains', last: 400 },
  ] as const;
  const told = abridged(withSteps(all, steps), 'passed').map(({ title }) => title);
  assert.ok(told.length < 250, `${told.length}`);
  assert.deepEqual(
    told.filter((title) => !title.startsWith('message ')),
    ['Given much', '162 messages are left out here', 'When it rains'],
  );
});
