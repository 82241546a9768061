import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, it } from 'node:test';
import { rejectedReportInStringsSchema, rejectedReportSchema, sentReportInStringsSchema } from './reports.ts';
import { DEV_EUI, elsys, hexOf, world } from './testing.ts';

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
    network.downlinkFault({ kind: 'report-without', field: 'DeliveryStatus', times: 1 });
    network.downlinkFault({ kind: 'report-twice', afterMs: 1_000, times: 1 });
    await command({ CorrelationID: '0000000000000005' });
    await clock.advance(1_000);
    assert.doesNotMatch(JSON.stringify(reports[5]), /DeliveryStatus/);
    assert.match(JSON.stringify(reports[6]), /DeliveryStatus/);
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

  it('are left to others where the broker is shared', async (t) => {
    const { network, command, publish, reports } = await world(t, { refusesUnknownDevices: false });
    await command();
    await publish('{"DevEUI_downlink": {}}', 'nobody');
    assert.deepEqual(reports, []);
    network.addDevice({ ...elsys, deviceClass: 'C' });
    await command();
    assert.equal(reports.length, 1);
  });

  it('are counted, the valid and the invalid ones', async (t) => {
    const { network, command, publish } = await world(t);
    network.addDevice(elsys);
    await command({ CorrelationID: '00000000000000aB' });
    await command({ FPort: 0 });
    await publish('no JSON');
    assert.equal(network.downlinksAsked(), 2);
    assert.deepEqual(
      network.downlinks().map(({ fPort, correlationId }) => [fPort, correlationId]),
      [[2, '00000000000000aB']],
    );
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

describe('a downlink by HTTP', () => {
  const AS = { asId: 'TWA_1.2.AS', asKey: '00112233445566778899AABBCCDDEEFF' };
  const signed = (query: string, asKey = AS.asKey) =>
    `http://lrc/downlink?${query}&Token=${createHash('sha256')
      .update(query + asKey.toLowerCase())
      .digest('hex')}`;
  const query = (more = '') =>
    `DevEUI=${DEV_EUI}&FPort=2&Payload=0aff${more}&AS_ID=${AS.asId}&Time=2026-01-31T12%3A00%3A00.000%2B00%3A00`;

  it('is taken when its token is over the query as it was sent, and reported like any other', async (t) => {
    const { clock, network, sent, told } = await world(t);
    network.acceptDownlinksFrom(AS);
    const device = network.addDevice({ ...elsys, deviceClass: 'C' });
    const answer = network.postDownlink(signed(query('&Confirmed=0&FlushDownlinkQueue=1&ValidityTime=60')));
    assert.deepEqual(answer, { status: 200, body: '<html><body>Request queued by LRC</body></html>' });
    await clock.settle();
    assert.deepEqual(device.received().map(hexOf), ['0aff']);
    assert.equal(sent()[0]?.DeliveryStatus, 1);
    assert.deepEqual(
      [told('http-request'), told('http-response')],
      [['POST downlink on port 2: undefined'], ['200: ok']],
    );
  });

  it('is refused at once, with its cause and no report', async (t) => {
    const { clock, network, reports } = await world(t);
    const device = network.addDevice({ ...elsys, deviceClass: 'C' });
    const refused = (url: string) => {
      const { status, body } = network.postDownlink(url);
      return [status, body.replace(/<[^>]+>/g, '')];
    };
    assert.deepEqual(refused('http://lrc/downlink?FPort=2&Payload=00'), [
      350,
      'DevEUI must be 16 hexadecimal digits',
    ]);
    assert.deepEqual(refused(`http://lrc/downlink?DevEUI=${'9'.repeat(16)}&FPort=2&Payload=00`), [
      350,
      'Unknown DevEUI',
    ]);
    network.acceptDownlinksFrom(AS);
    assert.deepEqual(refused(signed(query(), 'another')), [350, 'Token is wrong']);
    network.acceptDownlinksFrom();
    assert.equal(network.postDownlink(signed(query(), 'another')).status, 200);
    await clock.settle();
    assert.deepEqual([reports.length, device.received().length], [1, 1]);
  });
});
