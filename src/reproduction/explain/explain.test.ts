import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ReproductionError } from '../errors.ts';
import { captureOf } from '../testing.ts';
import { explain } from './explain.ts';
import { explainPage } from './explain-page.tsx';

const capture = await captureOf(async ({ world, device }) => {
  await device.send({ temperature: 21.5 });
  await world.advance(60_000);
  await device.send({ hex: 'ff', fPort: 5 });
  await world.advance(60_000);
});
const devEui = capture.envelopes.find(({ kind }) => kind === 'radio')?.correlation.devEui ?? '';

test('all devices at a glance, with what went wrong', () => {
  const { text } = explain(capture);
  assert.match(text, new RegExp(`${devEui}  2 +2 +2 +0 +1\n`));
  assert.match(text, /What went wrong:\n1\. Uplink 1 of .* none of its values/);
});

test('the story of one uplink, as text and as a page that loads nothing', () => {
  const { text, story } = explain(capture, { devEui: devEui.toLowerCase(), fCntUp: 0 });
  assert.match(text, /The broker hands uplink 0 to the bridge\./);
  assert.match(text, /Nothing went wrong/);
  const page = explainPage(story);
  assert.match(page, /<svg [^>]*class="seq-diagram"/);
  assert.doesNotMatch(page, /<script|https?:\/\/(?!www\.w3\.org)[^"<]*"[^>]*>/);
});

test('what the capture does not know is refused', () => {
  for (const question of [{ devEui: '0'.repeat(16) }, { devEui, fCntUp: 99 }]) {
    assert.throws(
      () => explain(capture, question),
      (error) => error instanceof ReproductionError && /knows? /.test(error.message),
    );
  }
});
