import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readPlainDocument } from './plain-document.ts';
import { asTexts, uplinkDocument } from './testing/documents.ts';
import { uplinkDocumentSchema } from './uplink-document.ts';

test('a usual document of either flavour is read without the schema', () => {
  for (const document of [uplinkDocument(), asTexts(uplinkDocument())]) {
    const body = Object(document).DevEUI_uplink;
    assert.deepEqual(readPlainDocument(body), uplinkDocumentSchema.parse(body));
  }
});

test('whatever stands in a document, it is read as the schema reads it or left to the schema', () => {
  const odd = fc.oneof(
    fc.jsonValue(),
    fc.constantFrom<unknown>(
      0,
      1,
      -1,
      255,
      256,
      1.5,
      '',
      ' ',
      '7',
      ' 7 ',
      '1e2',
      'NaN',
      true,
      'TRUE',
      null,
      {},
      [],
    ),
  );
  const part = fc.record({ pId: odd, mId: odd, ver: odd }, { requiredKeys: [] });
  const values: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
    DevEUI: fc.constantFrom('0018b20000000b20', '0018B2', 7),
    Time: fc.constantFrom('2026-01-31', '2026-01-31 12:00', '2026-13-31T12:00:00Z', 'now', 5),
    payload_hex: fc.constantFrom('', 'AB', 'abc', 'ab', null, 7),
    CustomerData: fc.record(
      {
        name: odd,
        tags: fc.oneof(odd, fc.array(odd)),
        loc: fc.oneof(odd, fc.record({ lat: odd, lon: odd }, { requiredKeys: [] })),
      },
      { requiredKeys: [] },
    ),
    DriverCfg: fc.record(
      { id: odd, mod: fc.oneof(odd, part), app: fc.oneof(odd, part) },
      { requiredKeys: [] },
    ),
  };
  const NAMES = [...Object.keys(uplinkDocumentSchema.shape), 'UnknownField'];
  const changes = fc.array(
    fc
      .constantFrom(...NAMES)
      .chain((name) =>
        fc.tuple(fc.constant(name), fc.oneof(odd, values[name] ?? odd, fc.constant(undefined))),
      ),
    { maxLength: 3 },
  );
  const seen = { plain: 0, left: 0 };
  fc.assert(
    fc.property(changes, (changed) => {
      const text = JSON.stringify(uplinkDocument(Object.fromEntries(changed)).DevEUI_uplink);
      const plain = readPlainDocument(JSON.parse(text));
      seen[plain === undefined ? 'left' : 'plain'] += 1;
      if (plain !== undefined) assert.deepEqual(plain, uplinkDocumentSchema.parse(JSON.parse(text)));
    }),
    { numRuns: 1000 },
  );
  assert.ok(seen.plain > 100 && seen.left > 100, JSON.stringify(seen));
});
