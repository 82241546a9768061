import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { tellMessage } from './messages.ts';

describe('tellMessage', () => {
  it('names what kind of document it is', () => {
    const told = (root: string, more: object = {}) =>
      tellMessage('any', JSON.stringify({ [root]: { DevEUI: '0102030405060708', ...more } }), 1).title;
    assert.equal(told('DevEUI_uplink', { FCntUp: 3 }), 'uplink 3 of 0102030405060708 (QoS 1)');
    assert.equal(told('DevEUI_uplink', { rawJoinRequest: '00' }), 'join request of 0102030405060708 (QoS 1)');
    assert.equal(told('DevEUI_downlink_Sent'), 'downlink sent of 0102030405060708 (QoS 1)');
  });

  it('tells whether a downlink was sent, and ties its report to no uplink', () => {
    const told = (DeliveryStatus: unknown) =>
      tellMessage('any', JSON.stringify({ DevEUI_downlink_Sent: { FCntUp: 7, DeliveryStatus } }), 1);
    assert.equal(told(1).title, 'downlink sent (QoS 1)');
    assert.equal(told('0').title, 'downlink not sent (QoS 1)');
    assert.equal(told(0).title, 'downlink not sent (QoS 1)');
    assert.deepEqual(told(1).correlation, {});
  });

  it('takes the device from the topic, in whatever case it is written there', () => {
    const story = tellMessage('mqtt/things/ab02030405060708/uplink', 'no JSON', 0);
    assert.deepEqual(story, {
      title: 'mqtt/things/ab02030405060708/uplink (QoS 0)',
      correlation: { devEui: 'AB02030405060708' },
      body: 'no JSON',
    });
  });

  it('copes with any bytes', () => {
    fc.assert(
      fc.property(fc.string(), fc.oneof(fc.json(), fc.string()), (topic, payload) => {
        assert.match(tellMessage(topic, payload, 1).title, /\(QoS 1\)$/);
      }),
    );
  });
});
