import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { CaptureError } from './errors.ts';
import { pastedEnvelopes, readPastedDocuments } from './pasted-documents.ts';
import { anyDevEui } from './testing.ts';

const UPLINK = { DevEUI: '0011223344556677', Time: '2026-03-01T10:00:00.000+01:00', FCntUp: 17, FPort: 5 };
const JOIN = { DevEUI_uplink: { DevEUI: 'a1b2c3d4e5f60718', rawJoinRequest: '00' } };

const pretty = (value: unknown) => JSON.stringify(value, undefined, 2);
const quoted = (text: string) => text.replaceAll(/^/gm, '> ');

const anyDocument = fc
  .record({ DevEUI: anyDevEui, extra: fc.jsonValue(), text: fc.string({ unit: 'grapheme' }) })
  // What JSON can't say, such as -0, does not come back.
  .map((fields): Readonly<Record<string, unknown>> => JSON.parse(JSON.stringify({ DevEUI_uplink: fields })));

/** Documents, as one value is printed, and what stands before it. */
const anyPrinted = fc
  .record({
    documents: fc.array(anyDocument, { minLength: 1, maxLength: 3 }),
    isBare: fc.boolean(),
    indent: fc.constantFrom(undefined, 1, 2, '\t'),
    before: fc.constantFrom(
      '',
      '\n',
      ' ',
      ',\n',
      '\n\n',
      ' and "then {name} [2]:\n',
      'mqtt/things/x/uplink ',
    ),
  })
  .map(({ documents, isBare, indent, before }) => {
    const values = documents.map((document) => (isBare ? document.DevEUI_uplink : document));
    const [first] = values;
    const text = JSON.stringify(values.length === 1 ? first : values, undefined, indent);
    return { documents, before, text };
  });

const anyMail = fc.constantFrom(
  (text: string) => text,
  (text: string) => text.replaceAll('\n', '\r\n'),
  (text: string) => `Dear all,\n\n${text}\n\n-- \nYours [x]`,
  (text: string) => `You wrote:\n${quoted(text)}\n> > {older}`,
);

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

  for (const [how, text] of [
    ['pretty, one after the other', pretty(UPLINK) + pretty(JOIN)],
    ['pretty, with commas between', `${pretty(UPLINK)},\r\n${pretty(JOIN)},`],
    ['in one line', `${JSON.stringify(UPLINK)} ${JSON.stringify(JOIN)}`],
    ['arrays in a row', `${pretty([UPLINK])}\n${pretty([JOIN])}`],
    [
      'within a mail',
      `Hello {name},\nit came twice [1]:\n\n${pretty(UPLINK)}\nand "then\n${pretty(JOIN)}\nYours`,
    ],
    [
      'quoted in a mail',
      `On Monday you wrote:\n${quoted(`${pretty(UPLINK)}\n${pretty(JOIN)}`)}\nYes [INFO].`,
    ],
    ['indented by a page', pretty(UPLINK).replaceAll('  ', '\u00a0 ') + pretty(JOIN)],
    ['as mosquitto_sub -v prints them', [UPLINK, JOIN].map((one) => `a/b ${JSON.stringify(one)}`).join('\n')],
  ] as const) {
    test(how, () => {
      assert.deepEqual(
        readPastedDocuments(text).map(({ document }) => document),
        [{ DevEUI_uplink: UPLINK }, JOIN],
      );
    });
  }

  for (const [what, text, says] of [
    ['a value that is not closed', `Hello,\n${pretty(UPLINK).slice(0, -1)}`, /^Line 2: It is no JSON/],
    [
      'quotation marks of a mail program',
      'Hello,\n{ “DevEUI”: “0011223344556677” }',
      /^Line 2: .*changed its quot/,
    ],
    ['a text without documents', '\nHello,\nit does not work [1].', /^Line 2: It is no JSON/],
    [
      'a document among others that is none',
      `${pretty(UPLINK)}\n${pretty({ a: 1 })}`,
      /^Line 7: .*names no device/,
    ],
  ] as const) {
    test(`${what} is told`, () => {
      assert.throws(
        () => readPastedDocuments(text),
        (error) => error instanceof CaptureError && error.message.search(says) >= 0,
      );
    });
  }

  test('any documents, printed in any of the ways, come back', () => {
    fc.assert(
      fc.property(fc.array(anyPrinted, { minLength: 1, maxLength: 5 }), anyMail, (printed, mail) => {
        const text = printed.map(({ text: one, before }) => before + one).join('');
        const read = readPastedDocuments(mail(text)).map(({ document }) => document);
        assert.deepEqual(
          read,
          printed.flatMap(({ documents }) => documents),
        );
      }),
    );
  });

  test('any text at all is read or refused, and quickly', () => {
    const pieces = fc.array(fc.oneof(fc.string(), fc.constantFrom('{"', '[{"', '"', '}', ']', '\n', '\\')));
    fc.assert(
      fc.property(pieces, (text) => {
        try {
          readPastedDocuments(text.join(''));
        } catch (error) {
          assert.ok(error instanceof CaptureError);
        }
      }),
    );
  });
});
