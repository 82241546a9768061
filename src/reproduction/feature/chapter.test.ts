import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseChapter } from '../../conformance/requirements/catalogue.ts';
import { captureOf } from '../testing.ts';
import { featureOf } from './chapter.ts';

test('a capture becomes a feature whose rules are requirements, with what somebody expects', async () => {
  const capture = await captureOf(async ({ world, device }) => {
    await device.send({ temperature: 21.5 });
    await world.advance(60_000);
  });
  const noted = { ...capture, header: { ...capture.header, note: 'It was cold.\nVery.' } };
  const sentence = 'Cumulocity shows a temperature of 21.5 °C for the device';
  const { feature, requirements } = featureOf(noted, {
    title: 'A cold room',
    file: 'cold.ndjson',
    expect: [sentence],
  });
  const chapter = parseChapter('captured/requirements.yaml', requirements);
  assert.ok(chapter.ok);
  const ids = chapter.chapter.requirements.map(({ id }) => id);
  assert.deepEqual(ids, ['FIELD-01', 'FIELD-02', 'FIELD-03', 'FIELD-04', 'FIELD-05']);
  for (const id of ids) assert.ok(feature.includes(`  @${id}\n  Rule: `));
  assert.match(feature, /^@captured\nFeature: A cold room\n {2}It was cold\. Very\.\n/);
  assert.ok(feature.includes('Given what the capture "cold.ndjson" tells has happened again'));
  assert.ok(feature.includes(`      Then ${sentence}\n`));
  assert.ok(!feature.includes('command'));
});
