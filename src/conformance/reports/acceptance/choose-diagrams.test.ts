import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ScenarioResult } from '../../run/index.ts';
import type { ChapterVerdict } from '../../verdicts/index.ts';
import { chooseDiagrams } from './choose-diagrams.ts';

function scenario(name: string, more: Partial<ScenarioResult> = {}): ScenarioResult {
  return {
    uri: 'features/a.feature',
    line: 1,
    feature: 'F',
    name,
    tags: [],
    status: 'passed',
    steps: [],
    envelopes: [
      {
        v: 1,
        run: 'run-1',
        seq: 1,
        time: '2026-01-01T00:00:00.000Z',
        from: 'bridge',
        to: 'cumulocity',
        kind: 'note',
        title: 'n',
        correlation: {},
        redaction: 'public',
      },
    ],
    id: 'attempt',
    durationMs: 1,
    ...more,
  };
}

function chapterOf(...requirements: (readonly ScenarioResult[])[]): ChapterVerdict {
  return {
    chapter: { chapter: 'C', folder: 'c', order: 1, intro: 'I.', requirements: [] },
    requirements: requirements.map((scenarios, index) => ({
      requirement: {
        id: `A-0${index}`,
        level: 'MUST',
        source: { kind: 'founding', section: 'S' },
        text: 'T.',
        capability: 'flows',
      },
      verdict: 'passed',
      scenarios,
    })),
  };
}

test('where there is no room for all, what went wrong comes first, then one a requirement', () => {
  const [first, second, third] = [scenario('first'), scenario('second'), scenario('third')];
  const wrong = scenario('wrong', { failure: { step: 's', status: 'FAILED', message: 'm', stack: '' } });
  const silent = scenario('silent', { envelopes: [] });
  const drawn: string[] = [];
  const evidenceOf = chooseDiagrams(
    [chapterOf([silent, first, second], [third, wrong])],
    (_, options) => {
      drawn.push(options?.title ?? '');
      return '0123456789';
    },
    25,
  );
  assert.deepEqual(drawn.slice(0, 3), ['wrong', 'first', 'third']);
  assert.deepEqual(
    [wrong, first, third, second].map((one) => evidenceOf(one)?.svg !== undefined),
    [true, true, false, false],
  );
  assert.deepEqual(evidenceOf(second), { messages: 1 });
  assert.equal(evidenceOf(silent), undefined);
});
