import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ScenarioResult } from '../../run/index.ts';
import type { ChapterVerdict, RequirementVerdict } from '../../verdicts/index.ts';
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

const firstOf = ({ scenarios }: RequirementVerdict) => scenarios[0];

test('pictures come in the order of the steps, with their words', () => {
  const one = scenario('one', 2);
  const found = choosePictures([chapterOf([one])], firstOf)(one);
  assert.deepEqual(
    found?.sights.map(({ step }) => step),
    ['When one 0', 'When one 1'],
  );
});

test('a scenario without pictures has none', () => {
  const none = scenario('none', 0);
  assert.equal(choosePictures([chapterOf([none])], firstOf)(none), undefined);
});

test('what went wrong goes first, then the last picture of each requirement, then the earlier ones', () => {
  const [first, second, other] = [scenario('first', 2), scenario('second', 1), scenario('other', 2)];
  const wrong = scenario('wrong', 1, {
    status: 'failed',
    failure: { step: 'When wrong 0', status: 'FAILED', message: 'no', stack: '' },
  });
  const found = choosePictures([chapterOf([first, second], [other, wrong])], firstOf, 4 * SIZE);
  const shown = [first, second, other, wrong].map((one) => found(one)?.sights.map(({ step }) => step));
  assert.deepEqual(shown, [['When first 0', 'When first 1'], [], ['When other 1'], ['When wrong 0']]);
  assert.equal(found(other)?.count, 2);
});
