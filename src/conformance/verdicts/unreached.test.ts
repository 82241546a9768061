import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Envelope } from '../../recording/index.ts';
import type { ScenarioResult } from '../run/index.ts';
import { unreached } from './unreached.ts';

type Hop = Pick<Envelope, 'from' | 'to' | 'kind' | 'title'>;
const answer = (title: string): Hop => ({ from: 'bridge', to: 'operator', kind: 'http-response', title });
const SENT: Hop = { from: 'device', to: 'network-server', kind: 'radio', title: 'uplink 0' };
const CALL: Hop = { from: 'bridge', to: 'cumulocity', kind: 'http-request', title: 'POST /event/events' };

function scenario(status: ScenarioResult['status'], ...hops: readonly Hop[]): ScenarioResult {
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
  const place = { id: '1', uri: 'a.feature', line: 1, feature: 'F', name: 'S', tags: [], steps: [] };
  return { ...place, status, envelopes, durationMs: 1 };
}

const told = (...scenarios: readonly ScenarioResult[]) =>
  unreached({ scenarios, unfinished: [], harnessFaults: [] }) ?? '';

test('a run that passed and reached nothing is told, with what to look at', () => {
  assert.match(
    told(scenario('passed', answer('401')), scenario('passed', answer('403'))),
    /how they sign in/,
  );
  assert.match(
    told(scenario('passed', answer('201'), SENT)),
    /one uplink was sent and nothing .* connection/,
  );
  assert.match(told(scenario('passed', SENT, SENT), scenario('skipped')), /2 uplinks were sent/);
});

test('no remark is made where something arrived, something failed, or nothing was to arrive', () => {
  assert.equal(told(scenario('passed', answer('401')), scenario('passed', SENT, CALL)), '');
  assert.equal(told(scenario('passed', answer('401')), scenario('failed', answer('401'))), '');
  assert.equal(told(scenario('passed', answer('400'), answer('401'))), '');
  assert.equal(told(scenario('passed')), '');
  assert.equal(told(scenario('skipped', SENT)), '');
});
