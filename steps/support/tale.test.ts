import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Envelope } from '../../src/recording/index.ts';
import { withSteps } from './tale.ts';

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
