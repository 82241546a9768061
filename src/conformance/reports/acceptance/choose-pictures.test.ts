import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ScenarioResult } from '../../run/index.ts';
import type { ChapterVerdict } from '../../verdicts/index.ts';
import { choosePictures } from './choose-pictures.ts';

const SIZE = 10;

function scenario(name: string, pictures: number, more: Partial<ScenarioResult> = {}): ScenarioResult {
  return {
    uri: 'features/a.feature',
    line: 1,
    feature: 'F',
    name,
    tags: [],
    status: 'passed',
    steps: Array.from({ length: pictures }, (_, index) => ({
      keyword: 'When',
      text: `${name} ${index}`,
      status: 'PASSED' as const,
      picture: { mediaType: 'image/jpeg', base64: 'x'.repeat(SIZE) },
    })),
    envelopes: [],
    id: name,
    durationMs: 1,
    ...more,
  };
}

function chapterOf(...requirements: (readonly ScenarioResult[])[]): ChapterVerdict {
  return {
    chapter: { chapter: 'C', folder: 'c', order: 1, intro: 'I.', requirements: [] },
    requirements: requirements.map((scenarios, index) => ({
      requirement: {
        id: `C-0${index + 1}`,
        level: 'MUST',
        source: { kind: 'profile', section: 'S' },
        text: 'T.',
        capability: 'console',
      },
      verdict: 'passed',
      scenarios,
    })),
  };
}

test('pictures come in the order of the steps, with their words', () => {
  const one = scenario('one', 2);
  const found = choosePictures([chapterOf([one])])(one);
  assert.deepEqual(
    found?.sights?.map(({ step }) => step),
    ['When one 0', 'When one 1'],
  );
});

test('a scenario without pictures has none', () => {
  const none = scenario('none', 0);
  assert.equal(choosePictures([chapterOf([none])])(none), undefined);
});

test('what went wrong goes first, then one scenario a requirement; what does not fit is counted', () => {
  const [first, second] = [scenario('first', 1), scenario('second', 1)];
  const other = scenario('other', 1);
  const wrong = scenario('wrong', 1, {
    status: 'failed',
    failure: { step: 'When wrong 0', status: 'FAILED', message: 'no', stack: '' },
  });
  const found = choosePictures([chapterOf([first, second], [other, wrong])], 3 * SIZE);
  const shown = [first, second, other, wrong].filter((one) => found(one)?.sights !== undefined);
  assert.deepEqual(
    shown.map(({ name }) => name),
    ['first', 'other', 'wrong'],
  );
  assert.deepEqual(found(second), { count: 1 });
});
