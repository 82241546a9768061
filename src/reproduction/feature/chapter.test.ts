import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseChapter } from '../../conformance/requirements/catalogue.ts';
import { ReproductionError } from '../errors.ts';
import { captureOf } from '../testing.ts';
import { featureOf } from './chapter.ts';

const coldRoom = () =>
  captureOf(async ({ world, device }) => {
    await device.send({ temperature: 21.5 });
    await world.advance(60_000);
  });

test('a capture becomes a feature whose rules are requirements, with what somebody expects', async () => {
  const capture = await coldRoom();
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

test('a further capture adds rows under ids of their own, and changes nothing of what is there', async () => {
  const capture = await coldRoom();
  const first = featureOf(capture, { title: 'A cold room', file: 'cold.ndjson', expect: [] });
  const catalogue = `# Ours.\n${first.requirements}`;
  const second = featureOf(capture, { title: 'Again', file: 'again.ndjson', expect: [], catalogue });
  assert.ok(second.requirements.startsWith(catalogue));
  const chapter = parseChapter('captured/requirements.yaml', second.requirements);
  assert.ok(chapter.ok);
  const ids = chapter.chapter.requirements.map(({ id }) => id);
  assert.equal(new Set(ids).size, 8);
  assert.ok(second.feature.includes('@FIELD-05\n') && second.feature.includes('@FIELD-08\n'));
  assert.ok(!second.feature.includes('@FIELD-04\n'));
  assert.equal(chapter.chapter.requirements.at(-1)?.source.section, 'Again');
});

test('a catalogue that can not be read is left alone, and told', async () => {
  const capture = await coldRoom();
  assert.throws(
    () => featureOf(capture, { title: 'x', file: 'x.ndjson', expect: [], catalogue: 'chapter: [' }),
    (error) => error instanceof ReproductionError && error.code === 'bad-requirements',
  );
});
