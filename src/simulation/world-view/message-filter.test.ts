import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Envelope } from '../../recording/index.ts';
import { type Hop, type MessageFilter, readFilter, wantedMessages, writeFilter } from './message-filter.ts';

const DEVICE = '70B3D5E75E000001';

function envelope(seq: number, more: Partial<Envelope>): Envelope {
  return {
    v: 1,
    run: 'r',
    seq,
    time: '2026-01-31T12:00:00.000Z',
    from: 'bridge',
    to: 'cumulocity',
    kind: 'http-request',
    title: 'GET /',
    correlation: {},
    redaction: 'public',
    ...more,
  };
}

const MESSAGES = [
  envelope(1, { from: 'device', to: 'network-server', kind: 'radio', correlation: { devEui: DEVICE } }),
  envelope(2, { from: 'broker', to: 'bridge', kind: 'mqtt', correlation: { devEui: DEVICE } }),
  envelope(3, { from: 'bridge', to: 'bridge', kind: 'state' }),
  envelope(4, {}),
  envelope(5, { from: 'cumulocity', to: 'bridge', kind: 'fault' }),
  envelope(6, { from: 'operator', to: 'bridge' }),
];

const numbers = (filter: MessageFilter, most = 100) =>
  wantedMessages(MESSAGES, filter, most).map(({ seq }) => seq);

test('messages are found by device, by hop, and up to a moment', () => {
  assert.deepEqual(numbers({}), [1, 2, 3, 4, 5], 'without those who merely look');
  assert.deepEqual(numbers({ devEui: DEVICE }), [1, 2]);
  assert.deepEqual(numbers({ until: 3 }), [1, 2, 3]);
  const hops: readonly Hop[] = ['radio', 'mqtt', 'bridge', 'cumulocity', 'fault', 'operator'];
  assert.deepEqual(
    hops.map((hop) => numbers({ hop })),
    [[1], [2], [3], [4], [5], [6]],
  );
});

test('of too many the newest are shown', () => assert.deepEqual(numbers({}, 2), [4, 5]));

test('a filter comes back from an address as it was, and nonsense is no filter', () => {
  fc.assert(
    fc.property(
      fc.record(
        {
          devEui: fc.stringMatching(/^[0-9A-F]{16}$/),
          hop: fc.constantFrom<Hop>('radio', 'mqtt', 'cumulocity', 'bridge', 'fault', 'operator'),
          until: fc.integer({ min: 1 }),
        },
        { requiredKeys: [], noNullPrototype: true },
      ),
      (filter) => assert.deepEqual(readFilter(new URLSearchParams(writeFilter(filter))), filter),
    ),
  );
  assert.deepEqual(readFilter(new URLSearchParams('device=x&hop=toString&until=-1')), {});
});
