import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { anyEnvelope } from '../capture/testing.ts';
import { ENVELOPE_VERSION, type Envelope, type EnvelopeDraft } from '../envelope.ts';
import { diagnose } from './diagnose.ts';
import { overviewOf } from './overview.ts';
import { findingsText, overviewText, storyText } from './story-text.ts';
import { tellStory } from './tell-story.ts';

const DEV_EUI = '0018B20000000ABC';
const AT = '2026-03-02T08:00:00.000Z';

/** A recording of these messages, a second apart. */
function recording(...drafts: readonly EnvelopeDraft[]): readonly Envelope[] {
  return drafts.map(({ correlation = {}, ...draft }, index) => ({
    v: ENVELOPE_VERSION,
    run: 'run',
    seq: index + 1,
    time: new Date(Date.parse(AT) + index * 1000).toISOString(),
    correlation,
    redaction: 'public' as const,
    ...draft,
  }));
}

function uplink(fields: Readonly<Record<string, unknown>> = {}): readonly EnvelopeDraft[] {
  const body = {
    DevEUI_uplink: { DevEUI: DEV_EUI, Time: AT, FCntUp: 7, FPort: 5, payload_hex: 'ff', ...fields },
  };
  const correlation = { devEui: DEV_EUI, fCntUp: 7 };
  const title = `uplink 7 of ${DEV_EUI}`;
  return [
    { from: 'network-server', to: 'broker', kind: 'mqtt', title, correlation, body },
    { from: 'broker', to: 'bridge', kind: 'mqtt', title, correlation, body },
  ];
}

let exchanges = 0;
function call(
  from: 'bridge' | 'operator',
  title: string,
  body: unknown,
  status: number,
  answer?: unknown,
): readonly EnvelopeDraft[] {
  exchanges += 1;
  const correlation = { exchange: `cumulocity-${exchanges}` };
  return [
    { from, to: 'cumulocity', kind: 'http-request', title, correlation, body },
    {
      from: 'cumulocity',
      to: from,
      kind: 'http-response',
      title: `${status}`,
      outcome: status < 400 ? 'ok' : status < 500 ? 'refused' : 'failed',
      correlation,
      ...(answer === undefined ? {} : { body: answer }),
    },
  ];
}

const device = (id: string, externalId: string, from: 'bridge' | 'operator' = 'bridge') => [
  ...call(from, 'POST /inventory/managedObjects', { name: 'x', c8y_IsDevice: {} }, 201, { id }),
  ...call(from, `POST /identity/globalIds/${id}/externalIds`, { type: 'c8y_Serial', externalId }, 201),
];

const measurement = (status: number, answer?: unknown, values: object = { T: { value: 21.5, unit: 'C' } }) =>
  call(
    'bridge',
    'POST /measurement/measurements',
    { source: { id: '1' }, type: 't', time: AT, c8y_TemperatureMeasurement: values },
    status,
    answer,
  );

function findingsOf(...drafts: readonly EnvelopeDraft[]) {
  return diagnose(recording(...drafts)).findings;
}

describe('what went wrong', () => {
  test('nothing', () => {
    const look = call('bridge', `GET /identity/externalIds/c8y_Serial/${DEV_EUI}`, undefined, 404);
    assert.deepEqual(findingsOf(...uplink(), ...look, ...device('1', DEV_EUI), ...measurement(201)), []);
  });

  for (const [what, externalId, cause] of [
    ['in lower case', DEV_EUI.toLowerCase(), /in another case/],
    ['rightly', DEV_EUI, /its look-up is wrong/],
  ] as const) {
    test(`a device is there twice, after somebody bound its id ${what}`, () => {
      const [finding] = findingsOf(...device('1', externalId, 'operator'), ...device('2', DEV_EUI));
      assert.equal(finding?.kind, 'duplicated-device');
      assert.equal(finding.devEui, DEV_EUI);
      assert.match(finding.cause, cause);
    });
  }

  test('a device that was deleted is none', () => {
    const deleted = call('operator', 'DELETE /inventory/managedObjects/1', undefined, 204);
    assert.deepEqual(findingsOf(...device('1', DEV_EUI), ...deleted, ...device('2', DEV_EUI)), []);
  });

  test('an uplink was not handed over', () => {
    const [published] = uplink();
    const [, other] = uplink({ FCntUp: 8 });
    assert.ok(published !== undefined && other !== undefined);
    assert.deepEqual(
      findingsOf(published, other).map(({ kind, fCntUp }) => [kind, fCntUp]),
      [['not-handed-over', 7]],
    );
  });

  for (const [status, cause] of [
    [401, /user name or the password/],
    [422, /“mandatory: type”.*invalid/],
    [503, /in trouble/],
  ] as const) {
    test(`an uplink was refused with ${status}`, () => {
      const findings = findingsOf(
        ...device('1', DEV_EUI),
        ...uplink(),
        ...measurement(status, { message: 'mandatory: type' }),
      );
      assert.deepEqual(
        findings.map(({ kind }) => kind),
        ['nothing-stored', 'refused-request'],
      );
      for (const finding of findings) assert.match(finding.cause, cause);
    });
  }

  test('an uplink was dropped without a word', () => {
    const [finding] = findingsOf(...call('bridge', 'GET /tenant/currentTenant', undefined, 200), ...uplink());
    assert.equal(finding?.kind, 'nothing-stored');
    assert.match(finding.cause, /no connection is assigned/);
  });

  test('an uplink came without its values, and what ThingPark said of it is told', () => {
    const radio = call(
      'bridge',
      'POST /measurement/measurements',
      { source: { id: '1' }, type: 't', time: AT, c8y_SignalStrength: { rssi: { value: -90 } } },
      201,
    );
    const payloadDecodedError = { code: 'DECODER_ERROR', message: 'no such port' };
    const [finding, ...others] = findingsOf(
      ...device('1', DEV_EUI),
      ...uplink({ payloadDecodedError }),
      ...radio,
    );
    assert.equal(finding?.kind, 'values-missing');
    assert.match(finding.cause, /DECODER_ERROR: no such port/);
    assert.deepEqual(others, []);
  });

  test('an uplink is there twice', () => {
    const twice = [...measurement(500), ...measurement(201), ...measurement(201)];
    const kinds = findingsOf(...device('1', DEV_EUI), ...uplink(), ...twice).map(({ kind }) => kind);
    assert.deepEqual(kinds, ['stored-twice', 'refused-request']);
  });

  for (const [what, after, cause] of [
    ['was never taken', [], /never took it/],
    ['got no report', [downlink('AA')], /no DevEUI_downlink_Sent/],
    ['got a report of another', [downlink('AA'), report('BB')], /CorrelationID BB instead of AA/],
    ['got its report', [downlink('AA'), report('AA')], /did not end the operation/],
  ] as const) {
    test(`a command ${what}`, () => {
      const made = call(
        'operator',
        'POST /devicecontrol/operations',
        { deviceId: '1', c8y_Command: {} },
        201,
        { id: '9', deviceId: '1' },
      );
      const [finding] = findingsOf(...device('1', DEV_EUI), ...made, ...after);
      assert.equal(finding?.kind, 'open-command');
      assert.match(finding.cause, cause);
    });
  }

  test('a refused request is shown where its remedy speaks of it', () => {
    const told = (status: number, body: unknown) =>
      findingsText(diagnose(recording(...call('bridge', 'POST /event/events', body, status))).findings);
    assert.match(
      told(422, { text: 'x' }),
      /request below[\s\S]*\n {3}request POST \/event\/events \{"text":"x"\}\n/,
    );
    assert.match(told(418, 'tea'), /request below[\s\S]*\n {3}request POST \/event\/events tea\n/);
    assert.match(told(413, 'x'.repeat(2000)), /\n {3}request .{800}…\n/);
    assert.doesNotMatch(told(401, { text: 'x' }), /below|request POST/);
  });

  test('a connection that ended up refused', () => {
    const state = (title: string): EnvelopeDraft => ({
      from: 'bridge',
      to: 'bridge',
      kind: 'state',
      title,
      correlation: { connectionId: '1' },
      body: { cause: 'Bad credentials' },
    });
    const [finding] = findingsOf(state('OPENING'), state('AUTHENTICATION_FAILED'));
    assert.equal(finding?.kind, 'connection');
    assert.equal(finding.cause, 'Bad credentials');
    assert.deepEqual(findingsOf(state('AUTHENTICATION_FAILED'), state('OPENED')), []);
  });
});

function downlink(CorrelationID: string): EnvelopeDraft {
  const body = { DevEUI_downlink: { DevEUI: DEV_EUI, CorrelationID } };
  return { from: 'bridge', to: 'broker', kind: 'mqtt', title: 'downlink', body };
}

function report(CorrelationID: string): EnvelopeDraft {
  const body = { DevEUI_downlink_Sent: { DevEUI: DEV_EUI, CorrelationID, DeliveryStatus: 1 } };
  return { from: 'network-server', to: 'broker', kind: 'mqtt', title: 'downlink sent', body };
}

describe('the story', () => {
  const envelopes = recording(...device('1', DEV_EUI), ...uplink(), ...measurement(201, { id: '5' }));
  const diagnosis = diagnose(envelopes);

  test('of a device is a sentence a message, a request with its answer', () => {
    assert.deepEqual(
      tellStory(envelopes, diagnosis, { devEui: DEV_EUI }).lines.map(({ sentence }) => sentence),
      [
        'The bridge creates the object “x”: stored as 1.',
        `The bridge binds the external id c8y_Serial = ${DEV_EUI} to object 1: done.`,
        'The network publishes uplink 7: payload ff on port 5.',
        'The broker hands uplink 7 to the bridge.',
        `The bridge sends a measurement of ${AT} for object 1 (c8y_TemperatureMeasurement.T 21.5 C): stored as 5.`,
      ],
    );
  });

  test('of an uplink leaves out what was before it', () => {
    const { lines } = tellStory(envelopes, diagnosis, { devEui: DEV_EUI, fCntUp: 7 });
    assert.equal(lines.length, 3);
  });

  test('of a device that nothing is known of is empty, and says so', () => {
    const story = tellStory(envelopes, diagnosis, { devEui: '0'.repeat(16) });
    assert.match(storyText(story), /Nothing was recorded of it/);
  });

  test('can be told of whatever was recorded', () => {
    fc.assert(
      fc.property(fc.array(anyEnvelope, { maxLength: 10 }), (any) => {
        const found = diagnose(any);
        const told = storyText(tellStory(any, found, {}));
        assert.doesNotMatch(told, /\[object Object\]|\bNaN\b/);
        assert.ok(overviewText(overviewOf(found)).length > 0 && findingsText(found.findings).length > 0);
      }),
    );
  });
});
