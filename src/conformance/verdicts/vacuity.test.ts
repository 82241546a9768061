import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Envelope } from '../../recording/index.ts';
import type { ScenarioResult, ScenarioStatus } from '../run/index.ts';
import { vacuity } from './vacuity.ts';

type Hop = Pick<Envelope, 'from' | 'to' | 'kind' | 'title'> & Partial<Pick<Envelope, 'outcome' | 'body'>>;

const answer = (title: string): Hop => ({ from: 'bridge', to: 'operator', kind: 'http-response', title });
const SENT: Hop = { from: 'device', to: 'network-server', kind: 'radio', title: 'uplink 0' };
const POSTED: Hop = { from: 'network-server', to: 'bridge', kind: 'http-request', title: 'POST uplink 0' };
const TAKEN: Hop = {
  from: 'bridge',
  to: 'network-server',
  kind: 'http-response',
  title: '200',
  outcome: 'ok',
};
const REFUSED: Hop = { ...TAKEN, title: '401', outcome: 'failed' };
const call = (title: string): Hop => ({ from: 'bridge', to: 'cumulocity', kind: 'http-request', title });

function resultOf(status: ScenarioStatus, ...hops: readonly Hop[]) {
  const envelopes = hops.map(
    (hop, index): Envelope => ({
      v: 1,
      run: 'r',
      seq: index + 1,
      time: '2026-01-12T12:00:00.000Z',
      correlation: {},
      redaction: 'public',
      ...hop,
    }),
  );
  const scenario: ScenarioResult = {
    id: '1',
    uri: 'a.feature',
    line: 1,
    feature: 'F',
    name: 'S',
    tags: [],
    status,
    steps: [],
    envelopes,
    durationMs: 1,
  };
  return { scenarios: [scenario], unfinished: [], harnessFaults: [] };
}

test('a run in which data arrived shows something, whatever failed', () => {
  const hops = [answer('201'), SENT, POSTED, TAKEN, call('POST /measurement/measurements')];
  assert.equal(vacuity(resultOf('failed', ...hops)), undefined);
});

test('a run without uplinks may show something as well', () => {
  assert.equal(vacuity(resultOf('failed', answer('400'))), undefined);
});

test('each way of showing nothing is told with what to look at', () => {
  const told = (status: ScenarioStatus, ...hops: readonly Hop[]) => vacuity(resultOf(status, ...hops)) ?? '';
  assert.match(told('failed', answer('401'), answer('401')), /All 2 calls .* credentials/);
  assert.match(told('blocked', answer('201'), answer('200')), /never called Cumulocity.* platform/);
  assert.match(told('failed', answer('201'), SENT, POSTED, REFUSED), /Not one of 1 uplinks .* uplink\.http/);
  assert.match(told('failed', answer('201'), SENT), /sent 1 uplinks, but the bridge never called/);
  assert.match(
    told('failed', answer('201'), call('GET /tenant/currentTenant'), SENT),
    /no uplink ever arrived .* uplink/,
  );
});

test('at a tenant of somebody else’s what counts is what was found there', () => {
  const look = (body: unknown): Hop => ({
    from: 'cumulocity',
    to: 'operator',
    kind: 'http-response',
    title: '200',
    body,
  });
  const told = (...bodies: readonly unknown[]) =>
    vacuity(resultOf('failed', answer('201'), SENT, POSTED, TAKEN, ...bodies.map(look)), 'operator') ?? '';
  assert.match(told({ measurements: [] }, '{"events":[]}'), /no uplink ever arrived/);
  assert.equal(told({ measurements: [{ id: '1' }] }), '');
  assert.equal(told('{"events":[{"id":"1"…'), '');
  assert.equal(vacuity(resultOf('failed', answer('201')), 'operator'), undefined);
  assert.match(told({ managedObjects: [{ id: '1', owner: 'operator' }] }), /no uplink ever arrived/);
  assert.equal(told({ managedObjects: [{ id: '1', owner: 'links' }] }), '');
});
