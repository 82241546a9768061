import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Envelope } from '../../../recording/index.ts';
import { readableTraffic } from './readable-traffic.ts';

function envelope(hop: string, title: string, correlation: Envelope['correlation'] = {}): Envelope {
  const [from = 'bridge', to = 'bridge'] = hop.split('>');
  return {
    v: 1,
    run: 'run-1',
    seq: 1,
    time: '2026-01-01T00:00:00.000Z',
    from: party(from),
    to: party(to),
    kind: title.includes(' /') ? 'http-request' : 'http-response',
    title,
    correlation,
    redaction: 'public',
  };
}

function party(name: string): Envelope['from'] {
  return name === 'operator' || name === 'cumulocity' || name === 'broker' ? name : 'bridge';
}

const titles = (envelopes: readonly Envelope[]) => readableTraffic(envelopes).map(({ title }) => title);

test('looks into Cumulocity are left out, the bridge’s own requests are not', () => {
  assert.deepEqual(
    titles([
      envelope('operator>cumulocity', 'GET /inventory/managedObjects', { exchange: 'a' }),
      envelope('cumulocity>operator', '200', { exchange: 'a' }),
      envelope('bridge>cumulocity', 'GET /tenant/currentTenant', { exchange: 'b' }),
      envelope('cumulocity>bridge', '204', { exchange: 'b' }),
    ]),
    ['GET /tenant/currentTenant', '204'],
  );
});

test('what the tester changes in Cumulocity belongs to the story', () => {
  assert.deepEqual(
    titles([
      envelope('operator>cumulocity', 'POST /devicecontrol/operations', { exchange: 'a' }),
      envelope('cumulocity>operator', '201', { exchange: 'a' }),
    ]),
    ['POST /devicecontrol/operations', '201'],
  );
});

test('what is asked again and again is shown once, as it was at last; what changes something is always shown', () => {
  assert.deepEqual(
    titles([
      envelope('operator>bridge', 'POST /connections', { exchange: 'm-1' }),
      envelope('bridge>operator', '201', { exchange: 'm-1' }),
      envelope('operator>bridge', 'GET /connections/1', { exchange: 'm-2' }),
      envelope('bridge>operator', 'first answer', { exchange: 'm-2' }),
      envelope('operator>bridge', 'POST /connections', { exchange: 'm-3' }),
      envelope('operator>bridge', 'GET /connections/1', { exchange: 'm-4' }),
      envelope('bridge>operator', 'last answer', { exchange: 'm-4' }),
    ]),
    ['POST /connections', '201', 'POST /connections', 'GET /connections/1', 'last answer'],
  );
});

test('a request of which both ends tell is shown once, one that never arrived as well', () => {
  assert.deepEqual(
    titles([
      envelope('bridge>cumulocity', 'GET /user/currentUser', { exchange: '1-1', connectionId: '1' }),
      envelope('bridge>cumulocity', 'GET /user/currentUser', { exchange: 'c-1' }),
      envelope('cumulocity>bridge', '200 OK', { exchange: 'c-1' }),
      envelope('cumulocity>bridge', '200', { exchange: '1-1', connectionId: '1' }),
      envelope('bridge>cumulocity', 'GET /user/currentUser', { exchange: '1-2', connectionId: '1' }),
      envelope('cumulocity>bridge', 'could not be reached', { exchange: '1-2', connectionId: '1' }),
    ]),
    ['GET /user/currentUser', '200 OK', 'GET /user/currentUser', 'could not be reached'],
  );
});

test('an uplink of which broker and bridge tell is shown once a delivery', () => {
  const uplink = { devEui: '0000000000000001', fCntUp: 7 };
  const mqtt = (title: string): Envelope => ({ ...envelope('broker>bridge', title, uplink), kind: 'mqtt' });
  assert.deepEqual(
    titles([mqtt('uplink 7 (QoS 1)'), mqtt('uplink 7 (mqtt/things)'), mqtt('uplink 7 (QoS 1)')]),
    ['uplink 7 (QoS 1)', 'uplink 7 (QoS 1)'],
  );
  assert.deepEqual(titles([mqtt('uplink 7 (mqtt/things)')]), ['uplink 7 (mqtt/things)']);
});

test('a state is shown as such, not a second time in words', () => {
  const state = (title: string): Envelope => ({ ...envelope('bridge>bridge', title), kind: 'state' });
  assert.deepEqual(titles([state('OPENED'), state('Connection state: North went from OPENING to OPENED')]), [
    'OPENED',
  ]);
});
