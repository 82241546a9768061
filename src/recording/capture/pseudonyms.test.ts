import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { permuted } from './permutation.ts';
import { createPseudonyms } from './pseudonyms.ts';
import { anyDevEui, anyEnvelope } from './testing.ts';

const DEV_EUI = '0018B20000000ABC';
const { value, envelope } = createPseudonyms('key');
const PSEUDONYM = String(value(DEV_EUI));

test('no two devices get the same pseudonym', () => {
  fc.assert(
    fc.property(anyDevEui, anyDevEui, fc.string(), (a, b, key) => {
      const pseudonyms = createPseudonyms(key);
      assert.equal(pseudonyms.value(a) === pseudonyms.value(b), a === b);
    }),
  );
});

test('two bytes are replaced by two bytes, each pair by one of its own', () => {
  // Each eighth pair: all of them would take seconds.
  const some = Array.from({ length: 8192 }, (_, eighth) => eighth * 8);
  const replaced = some.map((number) =>
    Buffer.from(permuted(Buffer.from([number >> 8, number & 255]), 'key', 'label')).toString('hex'),
  );
  assert.equal(new Set(replaced).size, some.length);
});

test('the same key gives the same, another key another', () => {
  assert.equal(createPseudonyms('key').value(DEV_EUI), PSEUDONYM);
  assert.notEqual(createPseudonyms('another').value(DEV_EUI), PSEUDONYM);
  assert.match(PSEUDONYM, /^[0-9A-F]{16}$/);
});

describe('a device has one pseudonym', () => {
  const lower = DEV_EUI.toLowerCase();
  for (const [where, text, wanted] of [
    ['in a topic', `mqtt/things/${DEV_EUI}/uplink`, `mqtt/things/${PSEUDONYM}/uplink`],
    ['in lower case', lower, PSEUDONYM.toLowerCase()],
    ['in a title', `uplink 3 of ${DEV_EUI} (QoS 1)`, `uplink 3 of ${PSEUDONYM} (QoS 1)`],
    ['as a key of a flow', `lora:${lower}`, `lora:${PSEUDONYM.toLowerCase()}`],
    ['percent-encoded in a query', `eq+%27${DEV_EUI}%27)`, `eq+%27${PSEUDONYM}%27)`],
    ['with dashes', '00-18-B2-00-00-00-0A-BC', PSEUDONYM.match(/../g)?.join('-')],
    ['with colons', '00:18:b2:00:00:00:0a:bc', PSEUDONYM.toLowerCase().match(/../g)?.join(':')],
  ] as const) {
    test(where, () => assert.equal(value(text), wanted));
  }

  test('in documents, external ids and the names of members', () => {
    assert.deepEqual(
      value({ DevEUI: DEV_EUI, externalIds: [{ type: 'c8y_Serial', externalId: lower }], [DEV_EUI]: 1 }),
      {
        DevEUI: PSEUDONYM,
        externalIds: [{ type: 'c8y_Serial', externalId: PSEUDONYM.toLowerCase() }],
        [PSEUDONYM]: 1,
      },
    );
  });

  test('in all of an envelope: nothing tells who it was', () => {
    fc.assert(
      fc.property(anyEnvelope, anyDevEui, (given, devEui) => {
        const told = JSON.stringify(
          envelope({ ...given, title: `of ${devEui}`, correlation: { devEui }, body: { DevEUI: devEui } }),
        );
        assert.ok(!told.includes(`"${devEui}"`) && !told.includes(`of ${devEui}`));
      }),
    );
  });
});

test('a device address is the same as text, as a number and within text', () => {
  const address = value({ DevAddr: '04C9BC42' });
  assert.notDeepEqual(address, { DevAddr: '04C9BC42' });
  const number = value({ iotFlow_Frame: { devAddr: { value: 0x04c9bc42 } } });
  const digits = /"DevAddr":"([0-9A-F]{8})"/.exec(JSON.stringify(address))?.[1] ?? '';
  assert.deepEqual(number, { iotFlow_Frame: { devAddr: { value: Number.parseInt(digits, 16) } } });
  assert.equal(value('{\\"DevAddr\\":\\"04C9BC42\\"}'), `{\\"DevAddr\\":\\"${digits}\\"}`);
});

test('what devices say is left alone, what frames hide is taken out', () => {
  const bytes = { payload_hex: '0018B20000000ABC', c8y_Command: { text: '0018B20000000ABC:2' } };
  assert.deepEqual(value(bytes), bytes);
  assert.deepEqual(value({ rawJoinRequest: '00BC0A', phyPayload: 'ff' }), {
    rawJoinRequest: '000000',
    phyPayload: '00',
  });
});
