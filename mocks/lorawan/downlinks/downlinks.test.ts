import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, it, type TestContext } from 'node:test';
import { createVirtualClock } from '../../../src/clock/index.ts';
import { createRandom } from '../../../src/random/index.ts';
import type { EnvelopeDraft } from '../../../src/recording/index.ts';
import { connectMqtt, createBroker } from '../../broker/index.ts';
import { createNetwork, type NetworkParts } from '../index.ts';
import {
  rejectedReportInStringsSchema,
  rejectedReportSchema,
  sentReportInStringsSchema,
  sentReportSchema,
} from './reports.ts';

const DEV_EUI = '0102030405060708';
const START = Date.UTC(2026, 0, 31, 12);

async function world(t: TestContext, parts: Partial<NetworkParts> = {}) {
  const clock = createVirtualClock({ start: START });
  const envelopes: EnvelopeDraft[] = [];
  const recorder = { record: (draft: EnvelopeDraft) => void envelopes.push(draft) };
  const broker = await createBroker({
    clock,
    recorder,
    parties: (clientId) => (clientId === 'bridge' ? 'bridge' : 'network-server'),
  });
  t.after(() => broker.close());
  const connect = (clientId: string) =>
    connectMqtt({ clock, clientId, openStream: () => broker.openStream() });
  const bridge = await connect('bridge');
  const reports: unknown[] = [];
  const topics: string[] = [];
  await bridge.subscribe('mqtt/things/+/uplink', 1, (topic, payload) => {
    const document: unknown = JSON.parse(Buffer.from(payload).toString());
    if (JSON.stringify(document).startsWith('{"DevEUI_uplink"')) return;
    topics.push(topic);
    reports.push(document);
  });
  const mqtt = await connect('network-server');
  const network = createNetwork({
    clock,
    random: createRandom('downlinks'),
    recorder,
    mqtt,
    ...parts,
  });
  await network.ready();
  const publish = async (body: string, devEui = DEV_EUI) => {
    await bridge.publish(`mqtt/things/${devEui}/downlink`, body, { qos: 1 });
    await clock.settle();
  };
  const command = (fields: object = {}) =>
    publish(
      JSON.stringify({ DevEUI_downlink: { DevEUI: DEV_EUI, FPort: 2, payload_hex: '0aff', ...fields } }),
    );
  const sent = () => reports.map((report) => sentReportSchema.parse(report).DevEUI_downlink_Sent);
  const causes = () =>
    reports.map(
      (report) => rejectedReportSchema.parse(report).DevEUI_downlink_Rejected.DownlinkRejectionCause,
    );
  const told = (kind: string) =>
    envelopes.flatMap((envelope) =>
      envelope.kind === kind ? [`${envelope.title}: ${envelope.outcome}`] : [],
    );
  return { clock, broker, network, reports, topics, publish, command, sent, causes, told, envelopes };
}

const elsys = { codec: 'elsys-ers', devEui: DEV_EUI } as const;
const hexOf = ({ bytes }: { bytes: Uint8Array }) => Buffer.from(bytes).toString('hex');

describe('downlinks of a class A device', () => {
  it('wait for the next uplink, go in RX1 a second after it, and reach the application in clear', async (t) => {
    const { clock, network, command, sent, topics, told, envelopes } = await world(t);
    const device = network.addDevice(elsys);
    const watched: string[] = [];
    device.watch((downlink) => watched.push(hexOf(downlink)));
    await command({ CorrelationID: '00000000000000ab' });
    await clock.advance(600_000);
    assert.equal(network.waiting(DEV_EUI), 1);
    assert.deepEqual(sent(), []);
    const uplink = await device.send({ temperature: 20 });
    await clock.advance(999);
    assert.deepEqual(device.received(), []);
    await clock.advance(1);
    assert.deepEqual(
      device.received().map(({ fPort, fCntDn, at, bytes }) => ({ fPort, fCntDn, at, bytes: [...bytes] })),
      [{ fPort: 2, fCntDn: 0, at: uplink.at + 1000, bytes: [0x0a, 0xff] }],
    );
    assert.deepEqual(watched, ['0aff']);
    assert.deepEqual(topics, [`mqtt/things/${DEV_EUI}/uplink`]);
    const [report] = sent();
    assert.equal(report?.DeliveryStatus, 1);
    assert.equal(report?.TransmissionSlot, 1);
    assert.equal(report?.CorrelationID, '00000000000000ab');
    assert.equal(report?.FCntDn, 1);
    assert.equal(report?.FCntUp, 0);
    assert.equal(report?.Time, '2026-01-31T13:10:01.000+01:00');
    assert.deepEqual(
      [report?.DeliveryFailedCause1, report?.DeliveryFailedCause2, report?.DeliveryFailedCause3],
      ['00', '00', '00'],
    );
    assert.deepEqual(told('radio'), ['uplink 0 on port 5: ok', 'downlink 0 on port 2: ok']);
    const radio = envelopes.findLast(({ kind }) => kind === 'radio');
    assert.deepEqual(
      [radio?.from, radio?.to, radio?.correlation],
      ['network-server', 'device', { devEui: DEV_EUI }],
    );
    assert.deepEqual(
      told('mqtt').filter((title) => title.includes('downlink')),
      [
        `downlink of ${DEV_EUI} (QoS 1): ok`,
        `downlink of ${DEV_EUI} (QoS 1): ok`,
        `downlink sent of ${DEV_EUI} (QoS 1): ok`,
        `downlink sent of ${DEV_EUI} (QoS 1): ok`,
      ],
    );
    assert.deepEqual(clock.pending(), []);
  });

  it('go one an uplink, in the order in which they came', async (t) => {
    const { clock, network, command, sent } = await world(t);
    const device = network.addDevice(elsys);
    for (const hex of ['01', '02', '03']) await command({ payload_hex: hex });
    for (let count = 0; count < 3; count += 1) {
      await device.send({ temperature: 20 });
      await clock.advance(10_000);
    }
    assert.deepEqual(device.received().map(hexOf), ['01', '02', '03']);
    assert.deepEqual(
      device.received().map(({ fCntDn }) => fCntDn),
      [0, 1, 2],
    );
    assert.equal(sent().length, 3);
  });

  it('go in RX2 when the network chooses so, which is a success', async (t) => {
    const { clock, network, command, sent } = await world(t);
    const device = network.addDevice(elsys);
    network.downlinkFault({ kind: 'second-window', times: 1 });
    await command();
    const uplink = await device.send({ temperature: 20 });
    await clock.advance(5_000);
    assert.deepEqual(
      device.received().map(({ at }) => at - uplink.at),
      [2000],
    );
    const [report] = sent();
    assert.deepEqual(
      [report?.DeliveryStatus, report?.DeliveryFailedCause1, report?.TransmissionSlot, report?.Frequency],
      [1, 'C0', 2, 869.525],
    );
    assert.equal(report?.SpFact, 12);
  });

  it('fail with the causes that are set, are not tried again, and let the next one through', async (t) => {
    const { clock, network, command, sent, told } = await world(t);
    const device = network.addDevice(elsys);
    network.downlinkFault({ kind: 'not-sent', rx1: 'D0', rx2: 'DA', devEui: DEV_EUI, times: 1 });
    await command({ payload_hex: '01', CorrelationID: 'FFFFFFFFFFFFFFFF' });
    await command({ payload_hex: '02' });
    await device.send({ temperature: 20 });
    await clock.advance(5_000);
    await device.send({ temperature: 20 });
    await clock.advance(5_000);
    assert.deepEqual(device.received().map(hexOf), ['02']);
    const [failed, passed] = sent();
    assert.deepEqual(
      [
        failed?.DeliveryStatus,
        failed?.DeliveryFailedCause1,
        failed?.DeliveryFailedCause2,
        failed?.TransmissionSlot,
      ],
      [0, 'D0', 'DA', 0],
    );
    assert.equal(failed?.CorrelationID, 'FFFFFFFFFFFFFFFF');
    assert.equal(passed?.DeliveryStatus, 1);
    assert.deepEqual(told('note'), ['downlink on port 2 not sent: D0, DA: failed']);
  });

  it('are a success to the network when the device is out of reach', async (t) => {
    const { clock, network, command, sent, told } = await world(t);
    const device = network.addDevice(elsys);
    const lift = network.downlinkFault({ kind: 'out-of-reach' });
    await command({ payload_hex: '01' });
    await device.send({ temperature: 20 });
    await clock.advance(5_000);
    assert.deepEqual(device.received(), []);
    assert.equal(sent()[0]?.DeliveryStatus, 1);
    assert.equal(told('radio').at(-1), 'downlink 0 on port 2, lost: failed');
    lift();
    await command({ payload_hex: '02' });
    await device.send({ temperature: 20 });
    await clock.advance(5_000);
    assert.deepEqual(
      device.received().map(({ fCntDn }) => fCntDn),
      [1],
      'a gap in the counter is no obstacle',
    );
  });

  it('come too late for windows that have closed, or for the first of them', async (t) => {
    const { clock, network, command, sent } = await world(t);
    const device = network.addDevice(elsys);
    await command();
    await device.send({ temperature: 20 }, { queuedAtGatewayMs: 60_000 });
    await clock.advance(10_000);
    assert.deepEqual([sent(), network.waiting(DEV_EUI)], [[], 1]);
    await device.send({ temperature: 20 }, { at: clock.now() - 1_500 });
    await clock.advance(10_000);
    const [report] = sent();
    assert.deepEqual(
      [report?.DeliveryStatus, report?.DeliveryFailedCause1, report?.TransmissionSlot],
      [1, 'B0', 2],
    );
  });

  it('expire at their time, in seconds or as a date, and leave no timer behind', async (t) => {
    const { clock, network, command, sent } = await world(t);
    const device = network.addDevice(elsys);
    await command({ ValidityTime: 60, payload_hex: '01', CorrelationID: '0000000000000001' });
    await command({ ValidityTime: '2026-01-31T13:00:30.000+01:00', payload_hex: '02' });
    await command({ ValidityTime: '3600', payload_hex: '03' });
    await clock.advance(29_999);
    assert.equal(network.waiting(DEV_EUI), 3);
    await clock.advance(1);
    assert.equal(network.waiting(DEV_EUI), 2);
    await clock.advance(30_000);
    assert.deepEqual(
      sent().map((report) => [report.DeliveryStatus, report.DeliveryFailedCause2, report.CorrelationID]),
      [
        [0, 'E0', undefined],
        [0, 'E0', '0000000000000001'],
      ],
    );
    await device.send({ temperature: 20 });
    await clock.advance(2_000);
    assert.deepEqual(device.received().map(hexOf), ['03']);
    assert.deepEqual(clock.pending(), []);
  });

  it('are thrown away by a flush, without a word', async (t) => {
    const { clock, network, command, reports, told } = await world(t);
    const device = network.addDevice(elsys);
    await command({ payload_hex: '01', ValidityTime: 60 });
    await command({ payload_hex: '02' });
    await command({ payload_hex: '03', FlushDownlinkQueue: '1' });
    assert.equal(network.waiting(DEV_EUI), 1);
    await clock.advance(120_000);
    assert.deepEqual(reports, []);
    await device.send({ temperature: 20 });
    await clock.advance(2_000);
    assert.deepEqual(device.received().map(hexOf), ['03']);
    assert.equal(told('note').filter((title) => title === 'downlink on port 2 flushed: failed').length, 2);
  });

  it('go with the acknowledgement of a confirmed uplink, in one frame', async (t) => {
    const { clock, network, command, told } = await world(t);
    const device = network.addDevice(elsys);
    await command();
    await device.send({ temperature: 20 }, { confirmed: true });
    await clock.advance(2_000);
    assert.deepEqual(told('radio'), ['uplink 0 on port 5: ok', 'downlink 0 on port 2: ok']);
    await device.send({ temperature: 20 }, { confirmed: true });
    await command({ ValidityTime: 1, payload_hex: '02' });
    const last = await device.send({ temperature: 20 }, { confirmed: true });
    await clock.advance(5_000);
    assert.equal(
      told('radio').at(-1),
      'downlink 2: ok',
      'an acknowledgement alone, since the downlink expired',
    );
    await command({ payload_hex: '03' });
    await device.send({ temperature: 20 });
    await clock.advance(5_000);
    assert.deepEqual(device.received().map(hexOf), ['0aff', '03'], String(last.fCntUp));
    assert.deepEqual(
      device.received().map(({ fCntDn }) => fCntDn),
      [0, 3],
    );
  });

  it('do not go into a window that a new join has closed', async (t) => {
    const { clock, network, command } = await world(t);
    const device = network.addDevice(elsys);
    await command();
    await device.send({ temperature: 20 });
    await device.join();
    await clock.advance(5_000);
    assert.deepEqual([device.received(), network.waiting(DEV_EUI)], [[], 1]);
    await device.send({ temperature: 20 });
    await clock.advance(5_000);
    assert.deepEqual(
      device.received().map(({ fCntDn }) => fCntDn),
      [0],
    );
  });

  it('leave nothing behind when the network closes', async (t) => {
    const { clock, network, command, reports } = await world(t);
    const device = network.addDevice(elsys);
    await command({ ValidityTime: 60 });
    await device.send({ temperature: 20 });
    assert.notDeepEqual(clock.pending(), []);
    network.close();
    assert.deepEqual(clock.pending(), []);
    await clock.advance(100_000);
    assert.deepEqual(reports, []);
  });
});

describe('confirmed downlinks', () => {
  it('are acknowledged by the next uplink, and let the next one go', async (t) => {
    const { clock, network, command, sent, told } = await world(t);
    const device = network.addDevice(elsys);
    await command({ Confirmed: '1', payload_hex: '01' });
    await command({ payload_hex: '02' });
    await device.send({ temperature: 20 });
    await clock.advance(10_000);
    assert.equal(network.waiting(DEV_EUI), 2, 'what is confirmed waits for its acknowledgement');
    await device.send({ temperature: 20 });
    await clock.advance(10_000);
    assert.deepEqual(device.received().map(hexOf), ['01', '02']);
    assert.equal(network.waiting(DEV_EUI), 0);
    assert.equal(sent().length, 2);
    assert.deepEqual(told('note'), ['downlink on port 2 acknowledged: ok']);
  });

  it('go again with the same counter while the device is silent, so often and no more', async (t) => {
    const { clock, network, command, sent, told } = await world(t, { confirmedTries: 2 });
    const device = network.addDevice(elsys);
    network.downlinkFault({ kind: 'out-of-reach', times: 2 });
    await command({ Confirmed: 1, payload_hex: '01' });
    await command({ Confirmed: 1, payload_hex: '02' });
    for (let count = 0; count < 4; count += 1) {
      await device.send({ temperature: 20 });
      await clock.advance(10_000);
    }
    assert.deepEqual(
      told('radio').filter((title) => title.startsWith('downlink')),
      [
        'downlink 0 on port 2, lost: failed',
        'downlink 0 on port 2, lost: failed',
        'downlink 1 on port 2: ok',
      ],
    );
    assert.deepEqual(told('note'), [
      'downlink on port 2 given up after 2 tries: failed',
      'downlink on port 2 acknowledged: ok',
    ]);
    assert.deepEqual(device.received().map(hexOf), ['02']);
    assert.equal(sent().length, 2, 'one report a downlink');
  });
});

describe('downlinks of a class C device', () => {
  it('go at once in RX2', async (t) => {
    const { clock, network, command, sent } = await world(t);
    const device = network.addDevice({ ...elsys, deviceClass: 'C' });
    await command();
    assert.deepEqual(
      device.received().map(({ at }) => at),
      [clock.now()],
    );
    const [report] = sent();
    assert.deepEqual([report?.DeliveryStatus, report?.TransmissionSlot, report?.FCntUp], [1, 2, undefined]);
    assert.match(JSON.stringify((await device.send({ temperature: 1 })).document), /"DynamicClass":"C"/);
  });

  it('fail when the base station is busy, at once or after a minute', async (t) => {
    const { clock, network, command, sent } = await world(t);
    const device = network.addDevice({ ...elsys, deviceClass: 'C' });
    network.downlinkFault({ kind: 'not-sent', times: 1 });
    await command({ payload_hex: '01' });
    network.downlinkFault({ kind: 'not-sent', rx2: 'E0', times: 1 });
    await command({ payload_hex: '02' });
    await command({ payload_hex: '03' });
    assert.equal(sent().length, 1);
    await clock.advance(60_000);
    assert.deepEqual(
      sent().map((report) => [
        report.DeliveryStatus,
        report.DeliveryFailedCause1,
        report.DeliveryFailedCause2,
      ]),
      [
        [0, '00', 'A3'],
        [0, '00', 'E0'],
        [1, '00', '00'],
      ],
    );
    assert.deepEqual(device.received().map(hexOf), ['03']);
  });

  it('hold up the next until a confirmed one is acknowledged', async (t) => {
    const { clock, network, command } = await world(t);
    const device = network.addDevice({ ...elsys, deviceClass: 'C' });
    await command({ Confirmed: 1, payload_hex: '01' });
    await command({ payload_hex: '02' });
    assert.deepEqual(device.received().map(hexOf), ['01']);
    await device.send({ temperature: 20 });
    await clock.settle();
    assert.deepEqual(device.received().map(hexOf), ['01', '02']);
  });
});

describe('reports', () => {
  it('can be lost, late, doubled, and lack a field', async (t) => {
    const { clock, network, command, reports, sent } = await world(t);
    network.addDevice({ ...elsys, deviceClass: 'C' });
    network.downlinkFault({ kind: 'no-report', times: 1 });
    await command();
    assert.deepEqual(reports, []);
    network.downlinkFault({ kind: 'report-delayed', byMs: 5_000, times: 1 });
    await command({ CorrelationID: '0000000000000001' });
    assert.deepEqual(reports, []);
    await clock.advance(5_000);
    assert.equal(reports.length, 1);
    network.downlinkFault({ kind: 'report-twice', times: 1 });
    await command({ CorrelationID: '0000000000000002' });
    assert.equal(reports.length, 3);
    assert.deepEqual(reports[1], reports[2]);
    assert.equal(sent()[2]?.CorrelationID, '0000000000000002');
    const before = sent().length;
    network.downlinkFault({ kind: 'report-without', field: 'CorrelationID', times: 1 });
    await command({ CorrelationID: '0000000000000003' });
    network.downlinkFault({ kind: 'report-without', field: 'DeliveryStatus', times: 1 });
    await command({ CorrelationID: '0000000000000004' });
    assert.doesNotMatch(JSON.stringify(reports[3]), /CorrelationID/);
    assert.doesNotMatch(JSON.stringify(reports[4]), /DeliveryStatus/);
    assert.equal(reports.length, before + 2);
    reports.length = 0;
    await command();
    assert.equal(sent()[0]?.DeliveryStatus, 1, 'each fault strikes as often as it was told to');
  });

  it('come in the flavour of the device', async (t) => {
    const { network, command, reports } = await world(t);
    network.addDevice({ ...elsys, deviceClass: 'C', flavour: 'strings' });
    await command({ CorrelationID: '00000000000000aB' });
    network.downlinkFault({ kind: 'rejected', times: 1 });
    await command();
    const { DevEUI_downlink_Sent: report } = sentReportInStringsSchema.parse(reports[0]);
    assert.deepEqual(
      [report.DeliveryStatus, report.TransmissionSlot, report.Frequency, report.CorrelationID],
      ['1', '2', '869.525000', '00000000000000aB'],
    );
    const { DevEUI_downlink_Rejected: rejected } = rejectedReportInStringsSchema.parse(reports[1]);
    assert.equal(rejected.DeliveryStatus, '350');
  });

  it('hold up no window while the broker is away', async (t) => {
    const { clock, broker, network, command, sent } = await world(t);
    const device = network.addDevice(elsys);
    await command({ payload_hex: '01' });
    await command({ payload_hex: '02' });
    await broker.stop();
    for (let count = 0; count < 2; count += 1) {
      // What the broker can't take yet must not stop the radio either.
      const sending = clock.activity('test', () => device.send({ temperature: 20 }));
      sending.catch(() => undefined);
      await clock.advance(10_000);
    }
    assert.deepEqual(device.received().map(hexOf), ['01', '02']);
    assert.deepEqual(sent(), []);
    await broker.start();
    await clock.advance(10_000);
  });
});

describe('rejections', () => {
  it('tell what is wrong with a document', async (t) => {
    const { network, publish, command, causes, reports } = await world(t);
    network.addDevice(elsys);
    await command({ FPort: 0 });
    await command({ FPort: '225', CorrelationID: '00000000000000AB' });
    await command({ payload_hex: 'abc' });
    await command({ payload: { on: true } });
    await command({ payload_hex: undefined });
    await command({ payload_hex: undefined, payload: { on: true } });
    await command({ CorrelationID: '12' });
    await command({ Confirmed: true });
    await command({ ValidityTime: 'tomorrow' });
    await command({ ValidityTime: 0 });
    await command({ DevEUI: '0000000000000001' });
    await publish('{"DevEUI_downlink": 5}');
    assert.deepEqual(causes(), [
      'FPort must be a whole number from 1 to 224',
      'FPort must be a whole number from 1 to 224',
      'payload_hex must have an even number of digits',
      'Either payload or payload_hex, not both',
      'payload_hex is missing',
      'payload is not encoded: payload_hex is missing',
      'CorrelationID must be 16 hexadecimal digits',
      'Confirmed must be 0 or 1',
      'ValidityTime must be an ISO 8601 time with an offset or a number of seconds',
      'ValidityTime has passed',
      'DevEUI is not the one that the topic names',
      'DevEUI_downlink must be an object',
    ]);
    const { DevEUI_downlink_Rejected: rejected } = rejectedReportSchema.parse(reports[1]);
    assert.deepEqual(
      [rejected.DevEUI, rejected.FPort, rejected.DeliveryStatus, rejected.CorrelationID, rejected.CustomerID],
      [DEV_EUI, 225, 350, '00000000000000AB', '100000000'],
    );
    assert.equal(network.waiting(DEV_EUI), 0);
  });

  it('tell of a device that the network does not know, and of a topic that names none', async (t) => {
    const { publish, command, causes, topics } = await world(t);
    await command();
    await publish('{"DevEUI_downlink": {}}', 'nobody');
    assert.deepEqual(causes(), ['Unknown DevEUI', 'DevEUI must be 16 hexadecimal digits']);
    assert.deepEqual(topics, [`mqtt/things/${DEV_EUI}/uplink`, 'mqtt/things/nobody/uplink']);
  });

  it('do not answer what is no JSON, or no downlink', async (t) => {
    const { network, publish, reports, told } = await world(t);
    network.addDevice(elsys);
    for (const body of ['{"torn":', '', 'null', '[]', '{}', '{"DevEUI_uplink":{}}']) await publish(body);
    assert.deepEqual(reports, []);
    assert.equal(told('note').length, 6);
  });

  it('keep to the downlink counter of who encrypts by himself', async (t) => {
    const { clock, network, command, reports } = await world(t);
    const device = network.addDevice(elsys);
    await command({ FCntDn: 7 });
    await command({ FCntDn: 7 });
    await device.send({ temperature: 20 });
    await clock.advance(5_000);
    assert.deepEqual(
      device.received().map(({ fCntDn }) => fCntDn),
      [7],
    );
    await command({ FCntDn: '7' });
    const rejections = [reports[0], reports[2]].map(
      (report) => rejectedReportSchema.parse(report).DevEUI_downlink_Rejected.DownlinkRejectionCause,
    );
    const cause = 'Downlink counter value already used. Expected=8';
    assert.deepEqual(rejections, [cause, cause]);
  });

  it('refuse who is not the application server', async (t) => {
    const applicationServer = { asId: 'TWA_1.2.AS', asKey: '00112233445566778899aabbccddeeff' };
    const { network, command, causes, sent, reports } = await world(t, { applicationServer });
    const device = network.addDevice({ ...elsys, deviceClass: 'C' });
    await command();
    await command({ AS_ID: applicationServer.asId });
    await command({ AS_ID: applicationServer.asId, AS_KEY: 'ff' });
    await command({ AS_ID: applicationServer.asId, Token: '0'.repeat(64) });
    assert.deepEqual(causes(), [
      'AS_ID is missing or unknown',
      'Neither AS_KEY nor Token is given',
      'AS_KEY is wrong',
      'Token is wrong',
    ]);
    reports.length = 0;
    await command({ AS_ID: applicationServer.asId, AS_KEY: applicationServer.asKey.toUpperCase() });
    // SHA-256 of "DevEUI=…&FPort=2&Payload=0aff&AS_ID=TWA_1.2.AS&Time=…" and the key.
    const signed = { AS_ID: applicationServer.asId, Time: '2026-01-31T12:00:00.000+00:00' };
    const query = `DevEUI=${DEV_EUI}&FPort=2&Payload=0aff&AS_ID=TWA_1.2.AS&Time=${signed.Time}`;
    const Token = createHash('sha256')
      .update(query + applicationServer.asKey)
      .digest('hex');
    await command({ ...signed, Token });
    assert.equal(sent().length, 2);
    assert.equal(device.received().length, 2);
  });
});
