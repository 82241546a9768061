import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Envelope } from '../../../recording/index.ts';
import { exhibitOf } from './exhibit.ts';
import type { Facts } from './fact.ts';
import { call, message, step } from './testing.ts';

const DEVICE = '46660628EDD3227D';

const CREATION = call('operator>bridge', 'POST /connections', '201', {
  asked: { name: 'North', configuration: { hostName: 'a.example', password: 'hunter2-hunter2' } },
  answered: {
    id: '1',
    name: 'North',
    state: 'OPENED',
    configuration: { hostName: 'a.example', downlinkPort: 1 },
  },
});

const UPLINK = message('network-server>broker', 'mqtt', `uplink 7 of ${DEVICE} (QoS 1)`, {
  body: { DevEUI_uplink: { DevEUI: DEVICE, FPort: 5, payload_hex: '0100d7', Lrcid: '201' } },
});

const MEASUREMENT = {
  id: '1002',
  time: '2026-01-12T13:00:00.000+01:00',
  type: 'iotFlow_Uplink',
  source: { id: '1001' },
  c8y_SignalStrength: { rssi: { value: -108, unit: 'dBm' }, sf: { value: 7 } },
  c8y_TemperatureMeasurement: { T: { value: 21.5, unit: 'C' } },
  iotFlow_Frame: { fCntUp: { value: 7 } },
};

/** Facts in a line each. */
function told(facts: Facts | undefined): string[] {
  const { shown = [], more = 0 } = facts ?? {};
  const lines = shown.map(
    ({ what, values }) => `${what}: ${values.map(({ name, value }) => `${name} ${value}`.trim()).join(', ')}`,
  );
  return more > 0 ? [...lines, `and ${more}`] : lines;
}

function exhibit(...envelopes: readonly Envelope[]) {
  const { sent, answered, held } = exhibitOf(envelopes, 4) ?? {};
  return { sent: told(sent), answered: told(answered), held: told(held) };
}

test('an uplink and the measurement that was found afterwards; what was prepared is no matter', () => {
  const found = exhibit(
    step('given', 'a connection'),
    ...CREATION,
    step('when', 'the device sends an uplink'),
    UPLINK,
    ...call('bridge>cumulocity', 'POST /measurement/measurements', '201 Created', { asked: MEASUREMENT }),
    step('then', 'it is in Cumulocity'),
    ...call('operator>cumulocity', 'GET /measurement/measurements?source=1001', '200 OK', {
      answered: { measurements: [MEASUREMENT] },
    }),
  );
  assert.deepEqual(found, {
    sent: [`Uplink 7 of ${DEVICE}: FPort 5, payload_hex 0100d7`],
    answered: [],
    held: ['Measurement: c8y_TemperatureMeasurement T 21.5 C, c8y_SignalStrength rssi -108 dBm, sf 7'],
  });
});

test('where nobody looked, what Cumulocity took from the bridge is what it held', () => {
  const { held } = exhibit(
    step('when', 'something happens'),
    UPLINK,
    ...call('bridge>cumulocity', 'POST /measurement/measurements', '201 Created', { asked: MEASUREMENT }),
    ...call('bridge>cumulocity', 'POST /event/events', '422 Unprocessable Entity', { asked: { type: 'no' } }),
  );
  assert.deepEqual(held, [
    'Measurement: c8y_TemperatureMeasurement T 21.5 C, c8y_SignalStrength rssi -108 dBm, sf 7',
  ]);
});

test('that Cumulocity held nothing is told', () => {
  const { held } = exhibit(
    step('when', 'something happens'),
    UPLINK,
    step('then', 'nothing is there'),
    ...call('operator>cumulocity', 'GET /inventory/managedObjects?pageSize=5', '200 OK', {
      answered: { managedObjects: [], self: 'x' },
    }),
  );
  assert.deepEqual(held, ['Devices: none']);
});

test('an operation is held as it ended', () => {
  const put = (status: string, time: string) =>
    call('bridge>cumulocity', 'PUT /devicecontrol/operations/1003', '200 OK', { asked: { status }, time });
  const { held } = exhibit(
    step('when', 'an operator commands'),
    ...call('operator>cumulocity', 'POST /devicecontrol/operations', '201 Created', {
      asked: { deviceId: '1001' },
    }),
    ...put('EXECUTING', '2026-01-12T12:00:01.000Z'),
    ...put('SUCCESSFUL', '2026-01-12T12:00:02.000Z'),
  );
  assert.deepEqual(held, ['Operation 1003: status SUCCESSFUL']);
});

test('a call shows first what it changes, and so does its answer; no secret is in either', () => {
  const { sent, answered } = exhibit(
    step('given', 'a connection'),
    ...CREATION,
    step('when', 'the port is changed'),
    ...call('operator>bridge', 'PUT /connections/1', '200', {
      asked: {
        name: 'North',
        configuration: { hostName: 'a.example', password: 'hunter2-hunter2', downlinkPort: 9 },
      },
      answered: {
        id: '1',
        name: 'North',
        state: 'OPENED',
        configuration: { hostName: 'a.example', downlinkPort: 9 },
      },
    }),
  );
  assert.deepEqual(sent, [
    'PUT /connections/1: configuration.downlinkPort 9, name North, configuration.hostName a.example, configuration.password *****',
  ]);
  assert.match(answered[0] ?? '', /^200: state OPENED, configuration\.downlinkPort 9, /);
});

test('a refusal is told by its words', () => {
  const { answered } = exhibit(
    step('when', 'it is created'),
    ...call('operator>bridge', 'POST /connections', '400', {
      asked: { name: 7 },
      answered: { code: 'com-4000', message: 'name must be a string', errors: [{ path: 'name' }] },
    }),
  );
  assert.deepEqual(answered, ['400: code com-4000, message name must be a string']);
});

test('states are a chain, what Cumulocity refused is told once with its number, events by their words', () => {
  const refuse = (time: string) =>
    call('bridge>cumulocity', 'POST /measurement/measurements', '503 Service Unavailable', {
      time,
      answered: { message: 'Too busy' },
    });
  const { answered } = exhibit(
    step('when', 'something happens'),
    ...['OPENING', 'AUTHENTICATING', 'OPENED'].map((title) =>
      message('bridge>bridge', 'state', title, { correlation: { connectionId: '1' } }),
    ),
    ...refuse('2026-01-12T12:00:01.000Z'),
    ...refuse('2026-01-12T12:00:02.000Z'),
    message('bridge>bridge', 'event', 'Message expired: uplink 7 is too old', { outcome: 'failed' }),
    message('bridge>bridge', 'event', 'Connection opened: Connection North with id 1 is open'),
  );
  assert.deepEqual(answered, [
    'Cumulocity to POST /measurement/measurements: 503 Service Unavailable, message Too busy, 2 times',
    'State of connection 1: OPENING → AUTHENTICATING → OPENED',
    'Event: Message expired: uplink 7 is too old',
  ]);
});

test('where a scenario only prepares and looks, the uplinks that it prepared are what was sent', () => {
  const { sent } = exhibit(
    step('given', 'a connection'),
    ...CREATION,
    UPLINK,
    step('then', 'it is there'),
    ...call('operator>cumulocity', 'GET /measurement/measurements', '200 OK', {
      answered: { measurements: [] },
    }),
  );
  assert.deepEqual(sent, [`Uplink 7 of ${DEVICE}: FPort 5, payload_hex 0100d7`]);
});

test('of many facts the first ones and the last are shown', () => {
  const uplinks = Array.from({ length: 9 }, (_, nth) => ({
    ...UPLINK,
    title: `uplink ${nth} of ${DEVICE}`,
    body: 1,
  }));
  const { sent } = exhibit(...uplinks);
  assert.deepEqual(
    sent.map((line) => line.split(' of ')[0]),
    ['Uplink 0', 'Uplink 1', 'Uplink 2', 'Uplink 8', 'and 5'],
  );
});

test('no traffic shows nothing', () => {
  assert.equal(exhibitOf([], 4), undefined);
});
