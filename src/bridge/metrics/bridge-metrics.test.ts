import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bridgeMetrics, type MeasuredBridge, type MeasuredConnection } from './bridge-metrics.ts';
import { exposition } from './exposition.ts';

/** No two numbers alike, so that none can stand in for another. */
const NORTH: MeasuredConnection = {
  id: '7',
  name: 'North',
  state: 'UNREACHABLE',
  counters: {
    activeThingsLast1h: 11,
    activeThingsLast24h: 12,
    uplinksLast1h: 13,
    uplinksLast24h: 14,
    uplinksLast1hFailed: 15,
    uplinksLast24hFailed: 16,
    downlinksLast1h: 17,
    downlinksLast24h: 18,
    downlinksLast1hFailed: 19,
    downlinksLast24hFailed: 20,
    messagesLost: 21,
  },
  traffic: { uplinks: 22, uplinksFailed: 23, downlinks: 24, downlinksFailed: 25, waiting: 26 },
};

const BRIDGE: MeasuredBridge = {
  broker: false,
  intake: { accepted: 1, duplicates: 2, unrouted: 3, filtered: 4, invalid: 5 },
  reports: { matched: 6, unmatched: 7, undecided: 8 },
  events: new Map([
    ['connection-created', 9],
    ['connection-deleted', 10],
  ]),
  connections: [NORTH],
};

/** Each sample as a line, without the prefix that all names have. */
function lines(bridge: MeasuredBridge): readonly string[] {
  return exposition(bridgeMetrics(bridge))
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.replace(/^iot_flow_/, '').replace('connection="7",name="North"', 'North'));
}

test('each number is told under its own name and labels', () => {
  assert.deepEqual(lines(BRIDGE), [
    'broker_connected 0',
    'intake_messages_total{outcome="accepted"} 1',
    'intake_messages_total{outcome="duplicates"} 2',
    'intake_messages_total{outcome="unrouted"} 3',
    'intake_messages_total{outcome="filtered"} 4',
    'intake_messages_total{outcome="invalid"} 5',
    'downlink_reports_total{outcome="matched"} 6',
    'downlink_reports_total{outcome="unmatched"} 7',
    'downlink_reports_total{outcome="undecided"} 8',
    'events_total{type="connection-created"} 9',
    'events_total{type="connection-deleted"} 10',
    'connection_state{North,state="CLOSED"} 0',
    'connection_state{North,state="OPENING"} 0',
    'connection_state{North,state="AUTHENTICATING"} 0',
    'connection_state{North,state="OPENED"} 0',
    'connection_state{North,state="AUTHENTICATION_FAILED"} 0',
    'connection_state{North,state="CLOSING"} 0',
    'connection_state{North,state="DEACTIVATED"} 0',
    'connection_state{North,state="UNREACHABLE"} 1',
    'connection_uplinks{North,window="1h",outcome="delivered"} 13',
    'connection_uplinks{North,window="24h",outcome="delivered"} 14',
    'connection_uplinks{North,window="1h",outcome="failed"} 15',
    'connection_uplinks{North,window="24h",outcome="failed"} 16',
    'connection_downlinks{North,window="1h",outcome="delivered"} 17',
    'connection_downlinks{North,window="24h",outcome="delivered"} 18',
    'connection_downlinks{North,window="1h",outcome="failed"} 19',
    'connection_downlinks{North,window="24h",outcome="failed"} 20',
    'connection_active_things{North,window="1h"} 11',
    'connection_active_things{North,window="24h"} 12',
    'connection_waiting_uplinks{North} 26',
    'connection_uplinks_total{North,outcome="delivered"} 22',
    'connection_uplinks_total{North,outcome="failed"} 23',
    'connection_downlinks_total{North,outcome="delivered"} 24',
    'connection_downlinks_total{North,outcome="failed"} 25',
    'connection_messages_lost_total{North} 21',
  ]);
});

test('what only grows is a counter and says so by its name; every metric says what it is', () => {
  for (const { name, help, type } of bridgeMetrics(BRIDGE)) {
    assert.equal(type, name.endsWith('_total') ? 'counter' : 'gauge', name);
    assert.match(name, /^iot_flow_[a-z_]+$/);
    assert.match(help, /^[A-Z][^.\n]{8,}$/);
  }
});

test('connections are told one after the other, none of them gives none, and a broker that is there is 1', () => {
  const bridge = { ...BRIDGE, broker: true, connections: [NORTH, { ...NORTH, id: '8', name: 'South' }] };
  const waiting = lines(bridge).filter((line) => line.startsWith('connection_waiting'));
  assert.deepEqual(waiting, [
    'connection_waiting_uplinks{North} 26',
    'connection_waiting_uplinks{connection="8",name="South"} 26',
  ]);
  assert.equal(lines(bridge)[0], 'broker_connected 1');
  assert.equal(lines({ ...bridge, connections: [] }).length, 11);
});
