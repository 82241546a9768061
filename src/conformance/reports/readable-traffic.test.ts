import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Envelope } from '../../recording/index.ts';
import { readableTraffic } from './readable-traffic.ts';

let seq = 0;
function envelope(from: Envelope['from'], to: Envelope['to'], title: string, exchange?: string): Envelope {
  seq += 1;
  return {
    v: 1,
    run: 'run-1',
    seq,
    time: '2026-01-01T00:00:00.000Z',
    from,
    to,
    kind: title.includes(' /') ? 'http-request' : 'http-response',
    title,
    correlation: exchange === undefined ? {} : { exchange },
    redaction: 'public',
  };
}

test('looks into Cumulocity are left out, the bridge’s own requests are not', () => {
  const kept = readableTraffic([
    envelope('operator', 'cumulocity', 'GET /inventory/managedObjects', 'a'),
    envelope('cumulocity', 'operator', '200', 'a'),
    envelope('bridge', 'cumulocity', 'GET /tenant/currentTenant', 'b'),
    envelope('cumulocity', 'bridge', '200', 'b'),
  ]);
  assert.deepEqual(
    kept.map(({ title }) => title),
    ['GET /tenant/currentTenant', '200'],
  );
});

test('what is asked again and again is shown once, as it was at last; what changes something is always shown', () => {
  const kept = readableTraffic([
    envelope('operator', 'bridge', 'POST /connections', 'm-1'),
    envelope('bridge', 'operator', '201', 'm-1'),
    envelope('operator', 'bridge', 'GET /connections/1', 'm-2'),
    envelope('bridge', 'operator', 'first answer', 'm-2'),
    envelope('operator', 'bridge', 'POST /connections', 'm-3'),
    envelope('operator', 'bridge', 'GET /connections/1', 'm-4'),
    envelope('bridge', 'operator', 'last answer', 'm-4'),
  ]);
  assert.deepEqual(
    kept.map(({ title }) => title),
    ['POST /connections', '201', 'POST /connections', 'GET /connections/1', 'last answer'],
  );
});
