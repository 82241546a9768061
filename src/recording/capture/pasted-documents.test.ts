import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { CaptureError } from './errors.ts';
import { pastedEnvelopes, readPastedDocuments } from './pasted-documents.ts';
import { anyDevEui } from './testing.ts';

const UPLINK = { DevEUI: '0011223344556677', Time: '2026-03-01T10:00:00.000+01:00', FCntUp: 17, FPort: 5 };
const JOIN = { DevEUI_uplink: { DevEUI: 'a1b2c3d4e5f60718', rawJoinRequest: '00' } };

describe('documents as people paste them', () => {
  for (const [how, text] of [
    ['one with its root', JSON.stringify({ DevEUI_uplink: UPLINK })],
    ['one without its root', JSON.stringify(UPLINK, undefined, 2)],
    ['an array', JSON.stringify([{ DevEUI_uplink: UPLINK }])],
    ['one a line, with an empty one', `\r\n${JSON.stringify({ DevEUI_uplink: UPLINK })}\r\n`],
  ] as const) {
    test(how, () => {
      const [read] = readPastedDocuments(text);
      assert.deepEqual(read?.document, { DevEUI_uplink: UPLINK });
      assert.equal(read?.about.fCntUp, 17);
      assert.equal(read?.about.at, Date.parse('2026-03-01T09:00:00Z'));
    });
  }

  test('numbers may be text, addresses lower case, and a join request has no counter', () => {
    const [text, join] = readPastedDocuments(
      `${JSON.stringify({ ...UPLINK, FCntUp: '18' })}\n${JSON.stringify(JOIN)}`,
    );
    assert.equal(text?.about.fCntUp, 18);
    assert.equal(join?.about.devEui, 'A1B2C3D4E5F60718');
    assert.equal(join?.about.isJoinRequest, true);
  });

  test('they become envelopes at their own times, in the order of these', () => {
    const later = { ...UPLINK, Time: '2026-03-01T10:05:00.000+01:00', FCntUp: 18 };
    const envelopes = pastedEnvelopes(readPastedDocuments(JSON.stringify([later, UPLINK])), 0);
    assert.deepEqual(
      envelopes.map(({ time, title }) => [time, title]),
      [
        ['2026-03-01T09:00:00.000Z', 'uplink 17 of 0011223344556677'],
        ['2026-03-01T09:05:00.000Z', 'uplink 18 of 0011223344556677'],
      ],
    );
  });

  for (const [what, text, says] of [
    ['a line that is no JSON', `${JSON.stringify(UPLINK)}\n{"DevEUI": \n`, /^Line 2: It is no JSON/],
    ['a line without a device', `${JSON.stringify(UPLINK)}\n{"FPort": 1}`, /^Line 2: .*names no device/],
    ['the second of an array', `[${JSON.stringify(UPLINK)},3]`, /\(document 2\)/],
    ['an empty array', '[]', /nothing in it/],
  ] as const) {
    test(`${what} is refused with its place`, () => {
      assert.throws(
        () => readPastedDocuments(text),
        (error) => error instanceof CaptureError && error.message.search(says) >= 0,
      );
    });
  }

  test('any documents are read alike as an array and line by line', () => {
    const document = fc.record({ DevEUI: anyDevEui, FPort: fc.nat(), extra: fc.jsonValue() });
    fc.assert(
      fc.property(fc.array(document, { minLength: 1, maxLength: 5 }), (documents) => {
        const array = readPastedDocuments(JSON.stringify(documents));
        const lines = readPastedDocuments(documents.map((one) => JSON.stringify(one)).join('\n'));
        assert.deepEqual(lines, array);
        assert.deepEqual(
          array.map(({ about }) => about.devEui),
          documents.map(({ DevEUI }) => DevEUI),
        );
      }),
    );
  });
});
