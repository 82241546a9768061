import assert from 'node:assert/strict';
import { test } from 'node:test';
import { member, startTestBridge, type TestBridgeOptions } from '../testing/test-bridge.ts';
import { createProcessMetrics } from './process-metrics.ts';

const CONNECTION = {
  connectorId: 'actility-cumulocity-iot',
  name: 'North "A"',
  configuration: { hostName: 't1.cumulocity.com', tenantId: 't1', username: 'u', password: 'planted-secret' },
};

/** The page of a bridge with one connection, line by line. */
async function page(options: TestBridgeOptions = {}) {
  const bridge = await startTestBridge(options);
  try {
    await bridge.call('POST', '/connections', CONNECTION);
    const refused = await bridge.raw('GET', '/metrics', {});
    const token = await bridge.raw('POST', '/oauth/token', {
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'grant_type=client_credentials&client_id=local%2Ftester&client_secret=correct+horse',
    });
    const authorization = `Bearer ${String(member(token.json, 'access_token'))}`;
    const reply = await bridge.raw('GET', '/metrics', { headers: { authorization } });
    const description = (await bridge.raw('GET', '/openapi.json', {})).json;
    return { refused, reply, description, lines: reply.body.split('\n') };
  } finally {
    await bridge.close();
  }
}

test('the page is for whoever has a token, in the form that Prometheus reads', async () => {
  const { refused, reply, description } = await page();
  assert.equal(refused.status, 401);
  assert.equal(reply.status, 200);
  assert.equal(reply.headers['content-type'], 'text/plain; version=0.0.4; charset=utf-8');
  const operation = member(member(member(description, 'paths'), '/metrics'), 'get');
  assert.deepEqual(member(member(member(operation, 'responses'), '200'), 'content'), {
    'text/plain; version=0.0.4; charset=utf-8': { schema: { type: 'string' } },
  });
});

test('it tells of broker, intake, events and connections, and no secret', async () => {
  const { lines, reply } = await page();
  const labels = 'connection="1",name="North \\"A\\""';
  for (const line of [
    '# TYPE iot_flow_broker_connected gauge',
    'iot_flow_broker_connected 1',
    'iot_flow_intake_messages_total{outcome="accepted"} 0',
    'iot_flow_downlink_reports_total{outcome="unmatched"} 0',
    'iot_flow_events_total{type="connection-created"} 1',
    `iot_flow_connection_state{${labels},state="OPENING"} 1`,
    `iot_flow_connection_state{${labels},state="OPENED"} 0`,
    `iot_flow_connection_uplinks{${labels},window="1h",outcome="delivered"} 0`,
    `iot_flow_connection_active_things{${labels},window="24h"} 0`,
    `iot_flow_connection_waiting_uplinks{${labels}} 0`,
    `iot_flow_connection_downlinks_total{${labels},outcome="failed"} 0`,
    `iot_flow_connection_messages_lost_total{${labels}} 0`,
  ]) {
    assert.ok(lines.includes(line), `${line} is not in\n${reply.body}`);
  }
  assert.doesNotMatch(reply.body, /planted|process_/);
  const names = lines.filter((line) => line.startsWith('# TYPE')).map((line) => line.split(' ')[2]);
  assert.equal(new Set(names).size, names.length);
});

test('a bridge in a process of its own tells of it as well', async () => {
  const { reply } = await page({ parts: { processMetrics: createProcessMetrics(1_700_000_000_500) } });
  assert.match(reply.body, /^process_start_time_seconds 1700000000\.5$/m);
  assert.match(reply.body, /^process_resident_memory_bytes [1-9]\d{6,}$/m);
  assert.match(reply.body, /^process_cpu_seconds_total 0*[1-9.][\d.]*$/m);
});
