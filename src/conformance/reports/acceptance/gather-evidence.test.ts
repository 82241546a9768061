import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Envelope } from '../../../recording/index.ts';
import type { ScenarioResult } from '../../run/index.ts';
import type { ChapterVerdict } from '../../verdicts/index.ts';
import type { DrawDiagram } from '../draw-diagram.ts';
import { gatherEvidence } from './gather-evidence.ts';

const NOTE: Envelope = {
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
};

/** A call of the management API and its answer. */
const CALL: readonly Envelope[] = [
  {
    ...NOTE,
    from: 'operator',
    to: 'bridge',
    kind: 'http-request',
    title: 'POST /connections',
    correlation: { exchange: 'm-1' },
  },
  {
    ...NOTE,
    seq: 2,
    from: 'bridge',
    to: 'operator',
    kind: 'http-response',
    title: '201',
    correlation: { exchange: 'm-1' },
  },
];

function scenario(name: string, more: Partial<ScenarioResult> = {}): ScenarioResult {
  return {
    uri: 'features/a.feature',
    line: 1,
    feature: 'F',
    name,
    tags: [],
    status: 'passed',
    steps: [],
    envelopes: [NOTE],
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

const WRONG: Pick<ScenarioResult, 'status' | 'failure'> = {
  status: 'failed',
  failure: { step: 's', status: 'FAILED', message: 'm', stack: '' },
};

/** Draws so many bytes, and tells of what and with how many messages at most. */
function drawer(bytes: number) {
  const drawn: { title: string | undefined; most: number | undefined }[] = [];
  const draw: DrawDiagram = (_, options) => {
    drawn.push({ title: options?.title, most: options?.most });
    return 'x'.repeat(bytes);
  };
  return { drawn, draw };
}

test('each requirement has a diagram, and so has what went wrong, before any other scenario has one', () => {
  const [first, second, third] = [scenario('first'), scenario('second'), scenario('third')];
  const wrong = scenario('wrong', WRONG);
  const silent = scenario('silent', { envelopes: [] });
  const { drawn, draw } = drawer(5000);
  const evidence = gatherEvidence([chapterOf([silent, first, second], [third, wrong])], draw, 16_000);
  assert.deepEqual(
    drawn.map(({ title }) => title),
    ['wrong', 'first', 'third'],
  );
  assert.equal(evidence.of(second)?.svg, undefined);
  assert.equal(evidence.of(silent), undefined);
});

test('where everything went wrong the page stays small: what has no diagram has its facts', () => {
  const all = Array.from({ length: 10 }, (_, nth) => scenario(`${nth}`, { ...WRONG, envelopes: CALL }));
  const { drawn, draw } = drawer(5000);
  const evidence = gatherEvidence([chapterOf(all)], draw, 10_000);
  assert.equal(drawn.length, 3);
  assert.ok(all.every((one) => evidence.of(one)?.exhibit !== undefined));
});

test('the more diagrams there are, the fewer messages each shows', () => {
  const most = (requirements: number) => {
    const { drawn, draw } = drawer(1);
    const all = Array.from({ length: requirements }, (_, nth) => [scenario(`${nth}`)]);
    gatherEvidence([chapterOf(...all)], draw, 50_000);
    return drawn[0]?.most;
  };
  assert.deepEqual([1, 10, 100].map(most), [30, 10, 6]);
});

test('room that is left goes to the other scenarios, one of each requirement after the other', () => {
  const all = [
    ['a', 'b', 'c'],
    ['d', 'e'],
  ].map((names) => names.map((name) => scenario(name)));
  const { drawn, draw } = drawer(15_000);
  gatherEvidence([chapterOf(...all)], draw, 70_000);
  assert.deepEqual(
    drawn.map(({ title }) => title),
    ['a', 'd', 'b', 'e'],
  );
});

test('what stands for a requirement passed, and shows what was sent and what became of it', () => {
  const wrong = scenario('wrong', WRONG);
  const [quiet, telling] = [scenario('quiet'), scenario('telling', { envelopes: CALL })];
  const chapters = [chapterOf([wrong, quiet, telling], [wrong])];
  const { best } = gatherEvidence(chapters, () => '');
  assert.deepEqual(
    chapters.flatMap(({ requirements }) => requirements.map((one) => best(one)?.name)),
    ['telling', undefined],
  );
});

test('a scenario that somebody saw stands for its requirement', () => {
  const step = { keyword: 'When', text: 'it is seen', status: 'PASSED' as const };
  const seen = scenario('seen', {
    steps: [{ ...step, picture: { mediaType: 'image/jpeg', base64: 'c2Vlbg==' } }],
  });
  const chapters = [chapterOf([scenario('telling', { envelopes: CALL }), seen])];
  const [verdict] = chapters[0]?.requirements ?? [];
  assert.ok(verdict !== undefined);
  assert.equal(gatherEvidence(chapters, () => '').best(verdict), seen);
});
