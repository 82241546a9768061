import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { uplink } from '../connections/testing/world.ts';
import { documentEvent } from './document-event.ts';

const document = JSON.stringify({
  DevEUI_uplink: { DevEUI: '0018B20000000B20', FPort: '5', Lrrs: { Lrr: [1] } },
});
const of = (sendMetadata: boolean, sendRawDecodedFormat: boolean, payload?: unknown) =>
  documentEvent({ sendMetadata, sendRawDecodedFormat }, uplink(7), { document, payload });

test('neither setting keeps no document', () => {
  assert.equal(of(false, false, { temperature: 21 }), undefined);
});

test('sendMetadata keeps the document without its root node, whatever else is set', () => {
  for (const raw of [false, true]) {
    assert.deepEqual(of(true, raw, { temperature: 21 })?.fragments.iotFlow_Document, {
      DevEUI: '0018B20000000B20',
      FPort: '5',
      Lrrs: { Lrr: [1] },
    });
  }
});

test('sendRawDecodedFormat keeps the payload alone, or the whole message where there is none', () => {
  assert.deepEqual(of(false, true, { temperature: 21 })?.fragments.iotFlow_Document, { temperature: 21 });
  assert.deepEqual(of(false, true)?.fragments.iotFlow_Document, JSON.parse(document));
});

test('the event bears the frame’s time and identity', () => {
  const event = of(true, false);
  assert.deepEqual(
    [event?.type, event?.time, event?.text],
    ['iotFlow_Document', '2026-01-31T12:00:00.000Z', 'Uplink 7 on port 1'],
  );
  assert.deepEqual(Object.keys(event?.fragments ?? {}), ['iotFlow_Document', 'iotFlow_Frame']);
});

test('names that Cumulocity does not take become plain ones, and no entry is lost', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.integer()), (payload) => {
      const kept = of(false, true, { inner: [payload] })?.fragments.iotFlow_Document;
      const { inner } = JSON.parse(JSON.stringify(kept));
      const names = Object.keys(inner[0]);
      assert.ok(names.every((name) => name !== '' && !/[\s.,*[\]()@$]/.test(name)));
      assert.deepEqual(Object.values(inner[0]).sort(), Object.values(payload).sort());
    }),
  );
});

test('names that become the same stay apart, in the order they came in', () => {
  const kept = of(false, true, { 'a.b': 1, 'a b': 2, a_b: 3, '': 4, _: 5 })?.fragments.iotFlow_Document;
  assert.deepEqual(kept, { a_b: 1, a_b_: 2, a_b__: 3, _: 4, __: 5 });
});
