import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { rejectedReportSchema } from './reports.ts';
import { DEV_EUI, elsys, hexOf, world } from './testing.ts';

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

describe('a device', () => {
  it('takes what comes again, since its acknowledgement was lost, for what it had, and acknowledges again', async (t) => {
    const { clock, network, command, told } = await world(t);
    const device = network.addDevice(elsys);
    await command({ Confirmed: 1, payload_hex: '01' });
    await device.send({ temperature: 20 });
    await clock.advance(10_000);
    // The frame with the acknowledgement is heard by nobody.
    await device.send({ temperature: 20 }, { lostUplinks: 1 });
    await clock.advance(10_000);
    assert.equal(network.waiting(DEV_EUI), 1);
    await device.send({ temperature: 20 });
    await clock.advance(10_000);
    assert.deepEqual(
      told('radio').filter((title) => title.startsWith('downlink')),
      ['downlink 0 on port 2: ok', 'downlink 0 on port 2: ok'],
    );
    assert.deepEqual(device.received().map(hexOf), ['01']);
    assert.equal(network.waiting(DEV_EUI), 0);
  });

  it('that sends again before its windows have passed gets one downlink for both', async (t) => {
    const { clock, network, command } = await world(t);
    const device = network.addDevice(elsys);
    await command({ payload_hex: '01' });
    await command({ payload_hex: '02' });
    await device.send({ temperature: 20 });
    await clock.advance(500);
    await device.send({ temperature: 20 }, { confirmed: true });
    await clock.advance(10_000);
    assert.deepEqual(device.received().map(hexOf), ['01']);
    await device.send({ temperature: 20 });
    await clock.advance(10_000);
    assert.deepEqual(
      device.received().map(({ fCntDn }) => fCntDn),
      [1, 2],
      'the acknowledgement had the first counter',
    );
  });

  it('gets what is too long for its data rate by no means, which is said', async (t) => {
    const { clock, network, command, reports } = await world(t);
    network.addDevice({ ...elsys, deviceClass: 'C' });
    await command({ payload_hex: 'ab'.repeat(52) });
    await clock.settle();
    const { DevEUI_downlink_Rejected: rejected } = rejectedReportSchema.parse(reports[0]);
    assert.equal(rejected.DownlinkRejectionCause, '52 bytes are too long for SF12');
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
