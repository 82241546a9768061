import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compactTraffic } from './compact-traffic.ts';
import { call, message, step } from './testing.ts';

const titles = (envelopes: Parameters<typeof compactTraffic>[0], most = 30) =>
  compactTraffic(envelopes, most).map(({ title }) => title);

const GIVEN = [
  step('given', 'a connection'),
  ...call('operator>bridge', 'POST /connections', '201'),
  step('given', 'a device'),
  ...call('operator>bridge', 'POST /devices/1/connections', '201'),
];

test('what was prepared is one line, an answer stands beside its request, steps of which nothing is left are not noted', () => {
  assert.deepEqual(
    titles([
      ...GIVEN,
      step('when', 'it is stopped'),
      ...call('operator>bridge', 'POST /connections/1/stop', '200'),
      step('then', 'nothing is in Cumulocity'),
      ...call('operator>cumulocity', 'GET /inventory/managedObjects', '200 OK'),
    ]),
    [
      'Given a connection; a device (2 messages, left out here)',
      'When it is stopped',
      'POST /connections/1/stop: 200',
    ],
  );
});

test('an answer that took its time keeps its arrow', () => {
  const [request, answer] = call('operator>bridge', 'POST /connections', '201');
  assert.ok(request !== undefined && answer !== undefined);
  assert.deepEqual(titles([request, { ...answer, time: '2026-01-12T12:00:30.000Z' }]), [
    'POST /connections',
    '201',
  ]);
});

test('of the waiting for operations only what it brings is shown', () => {
  const poll = (time: string, answered: unknown) =>
    call('bridge>cumulocity', 'POST /notification/realtime', '200 OK', { time, answered });
  const data = (realtimeAction: string) => [{ channel: '/operations/1', data: { realtimeAction } }];
  assert.deepEqual(
    titles([
      ...poll('2026-01-12T12:00:01.000Z', [{ channel: '/meta/connect' }]),
      ...poll('2026-01-12T12:00:02.000Z', data('CREATE')),
      ...poll('2026-01-12T12:00:03.000Z', data('UPDATE')),
    ]),
    ['notification of an operation'],
  );
});

test('of what is too much, lookups and events beside their states go first', () => {
  const much = [
    ...call('bridge>cumulocity', 'GET /tenant/currentTenant', '200 OK'),
    message('bridge>bridge', 'state', 'OPENED'),
    message('bridge>bridge', 'event', 'Connection opened: North'),
    ...call('bridge>cumulocity', 'GET /user/currentUser', '401 Unauthorized'),
  ];
  assert.equal(titles(much).length, 4);
  assert.deepEqual(titles(much, 3), ['OPENED', 'GET /user/currentUser: 401 Unauthorized']);
});
