import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createMemoryStorage } from '../storage/memory-storage.ts';
import type { EntryForm, Storage } from '../storage/storage.ts';
import { documentOf } from './document-of.ts';
import { readText } from './read-message.ts';
import { asTexts, uplinkDocument } from './testing/documents.ts';
import { openUplinkLog, type RoutedUplink } from './uplink-log.ts';

const RECEIVED = '2026-01-31T12:00:00.000Z';
const ROUTES = [{ connectionId: '1', driverId: 'actility:auto:1', uplinkTimeValidity: '72h' }];

function routed(document: string): RoutedUplink {
  const message = readText(document, RECEIVED);
  assert.ok(message.kind === 'data');
  return { uplink: message.uplink, document, routes: ROUTES };
}

/** What is read from a log that holds these texts. */
async function readTexts(texts: readonly string[]) {
  const storage = createMemoryStorage();
  const asIs: EntryForm<string> = { write: (text) => text, read: (text) => text };
  await storage.log('uplinks', asIs).append(texts);
  const entries = await openUplinkLog(storage).read(0, 100);
  return entries.map(({ value }) => value);
}

async function readFromStore(storage: Storage) {
  return (await openUplinkLog(storage).read(0, 100)).map(({ value }) => value);
}

test('an entry holds the document as it came, and its uplink is read from that again', async () => {
  const pretty = JSON.stringify(uplinkDocument({ unknown: { 'kept ü': ['\n', 1.5] } }), undefined, 2);
  const entries = [pretty, JSON.stringify(asTexts(uplinkDocument()))].map(routed);
  const storage = createMemoryStorage();
  await openUplinkLog(storage).append(entries);
  assert.deepEqual(await readFromStore(storage.reopened()), entries);
});

test('entries that earlier versions wrote are read', async () => {
  const [first, second] = await readTexts([
    '{"uplink":{"identity":{"devEui":"0018B20000000B20","fCntUp":17,"devAddr":"0405F519","mic":"38e7a3b9"},"devEui":"0018B20000000B20","fPort":1,"fCntUp":17,"time":"2026-01-31T11:59:30.000Z","receivedAt":"2026-01-31T12:00:00.000Z","late":false,"payloadHex":"0100e202290400270506","radio":{"rssi":-60,"snr":9.75,"esp":-60.4,"sf":7},"tags":["room","Floor-2"],"name":"office","customerLocation":{"lat":48.1,"lon":11.5}},"routes":[{"connectionId":"1"}]}',
    '{"routes":[{"connectionId":"1"}],"receivedAt":"2026-01-31T12:00:00.000Z"}\n{"DevEUI_uplink":{"Time":"2026-01-31T12:59:30.000+01:00","DevEUI":"0018b20000000b20","DevAddr":"0405F519","FPort":"1","FCntUp":17,"payload_hex":"0100e202290400270506","mic_hex":"38e7a3b9","LrrRSSI":-60,"LrrSNR":9.75,"LrrESP":-60.4,"SpFact":7,"CustomerData":{"name":"office","tags":["room","Floor-2"],"loc":{"lat":"48.1","lon":"11.5"}}}}',
  ]);
  assert.deepEqual(first?.uplink, second?.uplink);
  assert.deepEqual(first?.routes, second?.routes);
  assert.equal(JSON.parse(first?.document ?? '').DevEUI_uplink.payload_hex, '0100e202290400270506');
});

test('an entry that is no uplink says which one it is', async () => {
  const entry = `${JSON.stringify({ routes: ROUTES, receivedAt: RECEIVED })}\n{"DevEUI_uplink":{}}`;
  await assert.rejects(readTexts([entry]), {
    failure: 'store-corrupt',
    message: /entry 1 of uplinks.*DevEUI/,
  });
});

test('an uplink whose document was not kept gives one that reads as the same uplink', () => {
  const place = {
    lat: fc.double({ min: -90, max: 90, noNaN: true }),
    lon: fc.integer({ min: -180, max: 180 }),
  };
  const part = fc.constant({ pId: 'elsys', mId: 'ers', ver: '1' });
  const fields = fc.record(
    {
      Late: fc.constantFrom(0, 1),
      LrrSNR: fc.double({ noNaN: true, noDefaultInfinity: true }),
      SpFact: fc.integer({ min: 5, max: 12 }),
      mic_hex: fc.constant(undefined),
      DriverCfg: fc.record({ id: fc.constant('elsys:ers:1'), app: part, mod: part }, { requiredKeys: [] }),
      CustomerData: fc.record(
        { name: fc.string(), tags: fc.array(fc.string()), loc: fc.record(place) },
        { requiredKeys: [] },
      ),
      DevLAT: place.lat,
      DevLON: place.lon,
      DevAlt: fc.integer(),
      payload: fc.jsonValue(),
      points: fc.dictionary(fc.string(), fc.record({ unitId: fc.string(), record: fc.jsonValue() })),
      payloadDecodedError: fc.constant({ code: 'com-5002', message: 'no driver' }),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(fields, (given) => {
      const { uplink } = routed(JSON.stringify(uplinkDocument(given)));
      assert.deepEqual(routed(documentOf(uplink)).uplink, uplink);
    }),
  );
});
