import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ENVELOPE_VERSION, type Envelope } from '../envelope.ts';
import { diagramRows, gapLabel, occurringParties, omittedLabel } from './diagram-rows.ts';
import { durationLabel } from './durations.ts';

function envelope(seq: number, more: Partial<Envelope> = {}): Envelope {
  return {
    v: ENVELOPE_VERSION,
    run: 'run',
    seq,
    time: new Date(Date.UTC(2026, 0, 31) + seq).toISOString(),
    from: 'bridge',
    to: 'cumulocity',
    kind: 'http-request',
    title: `message ${seq}`,
    correlation: {},
    redaction: 'public',
    ...more,
  };
}

test('tells durations in their two largest units', () => {
  const told = [0, 999, 1000, 1256, 59_999, 60_000, 125_000, 3_600_000, 5_400_000, 259_200_000, 266_400_000];
  assert.deepEqual(told.map(durationLabel), [
    ...[
      '0 ms',
      '999 ms',
      '1 s',
      '1.25 s',
      '59.99 s',
      '1 min',
      '2 min 5 s',
      '1 h',
      '1 h 30 min',
      '3 d',
      '3 d 2 h',
    ],
  ]);
});

test('has the parties that occur in their order from device to cloud', () => {
  const envelopes = [
    envelope(1),
    envelope(2, { from: 'operator', to: 'bridge' }),
    envelope(3, { from: 'device', to: 'device' }),
  ];
  assert.deepEqual(occurringParties(envelopes), ['device', 'bridge', 'cumulocity', 'operator']);
});

test('says how much later it goes on and counts anew from there', () => {
  const time = '2026-02-03T00:00:00.000Z';
  const later = diagramRows([envelope(0), envelope(5), envelope(6, { time }), envelope(7, { time })], 60);
  assert.deepEqual(
    later.map((row) => (row.type === 'gap' ? gapLabel(row) : 'envelope' in row ? row.elapsedMs : '')),
    [0, 5, '2 d 23 h later (3 d after the start)', 0, 0],
  );
});

test('says how many it leaves out, and shows how it began and how it ended', () => {
  const many = Array.from({ length: 100 }, (_, nth) => envelope(nth + 1));
  const rows = diagramRows(many, 9);
  assert.deepEqual(
    rows.map((row) =>
      row.type === 'omitted' ? omittedLabel(row) : 'envelope' in row ? row.envelope.seq : '',
    ),
    [1, 2, 3, 4, 5, 6, '91 messages left out (7–97)', 98, 99, 100],
  );
  assert.equal(diagramRows(many.slice(0, 9), 9).length, 9);
  assert.deepEqual(
    diagramRows(many.slice(0, 10), 9).flatMap((row) => (row.type === 'omitted' ? [omittedLabel(row)] : [])),
    ['1 message left out (7)'],
  );
});

test('a note of the operator is a heading of what follows, and nobody’s lane', () => {
  const note = envelope(1, { from: 'operator', to: 'operator', kind: 'note', title: 'When it rains' });
  assert.deepEqual(diagramRows([note, envelope(1)], 9)[0], { type: 'heading', text: 'When it rains' });
  assert.deepEqual(occurringParties([note, envelope(1)]), ['bridge', 'cumulocity']);
});
