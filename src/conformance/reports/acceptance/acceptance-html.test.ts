import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Requirement } from '../../requirements/index.ts';
import { judgeRun, type ScenarioResult } from '../../run/index.ts';
import { type ChapterVerdict, judgeOutcome } from '../../verdicts/index.ts';
import type { ReportFacts } from '../report-facts.ts';
import { acceptanceReport } from './acceptance-html.tsx';

const REQUIREMENT: Requirement = {
  id: 'CREATE-01',
  level: 'MUST',
  source: { kind: 'founding', section: 'Limitations' },
  text: 'It <is> so.',
  capability: 'connections-api',
};

const SCENARIO: ScenarioResult = {
  uri: 'features/create/a.feature',
  line: 7,
  feature: 'F',
  name: 'It goes as it goes',
  tags: [],
  requirementId: 'CREATE-01',
  status: 'failed',
  steps: [
    {
      keyword: 'When',
      text: 'a connection is created',
      status: 'PASSED',
      picture: { mediaType: 'image/jpeg', base64: 'c2Vlbg==' },
      docString: '{"password": "hunter2-hunter2"}',
    },
    {
      keyword: 'Then',
      text: 'it reads:',
      status: 'FAILED',
      table: [
        ['configuration.hostName', 'a.example'],
        ['configuration.password', 'hunter2-hunter2'],
      ],
    },
  ],
  failure: { step: 'Then it reads:', status: 'FAILED', message: 'expected <a>', stack: '    at deep.ts:1:1' },
  envelopes: [
    {
      v: 1,
      run: 'run-1',
      seq: 1,
      time: '2026-01-01T00:00:00.000Z',
      from: 'bridge',
      to: 'cumulocity',
      kind: 'http-request',
      title: 'GET /tenant/currentTenant',
      correlation: {},
      redaction: 'public',
    },
  ],
  id: 'attempt',
  durationMs: 3,
};

const CHAPTERS: readonly ChapterVerdict[] = [
  {
    chapter: { chapter: 'Create', folder: 'create', order: 1, intro: 'What is created.', requirements: [] },
    requirements: [
      { requirement: REQUIREMENT, verdict: 'failed', scenarios: [SCENARIO] },
      {
        requirement: { ...REQUIREMENT, id: 'CREATE-02', untested: { kind: 'planned', why: 'Comes later.' } },
        verdict: 'not-tested',
        reason: 'Comes later.',
        scenarios: [],
      },
    ],
  },
];

function outcome(more: Partial<Parameters<typeof judgeOutcome>[0]> = {}) {
  return judgeOutcome({ chapters: CHAPTERS, known: [], level: 'MUST', full: true, ...more });
}

function facts(more: Partial<ReportFacts> = {}): ReportFacts {
  return {
    toolVersion: '1.2.3',
    target: 'reference',
    capabilities: new Set(['connections-api']),
    platform: 'Cumulocity twin of this kit',
    date: '2026-11-23T04:50:00.000Z',
    seed: '4711',
    full: true,
    reproduce: 'npm run features -- --seed 4711',
    repeat: { command: 'npm run features --', options: [], filters: ['--grep', 'it'], seed: '4711' },
    outcome: outcome(),
    judgement: judgeRun({
      result: { scenarios: [SCENARIO], unfinished: [], harnessFaults: [] },
      planProblems: [],
      full: true,
    }),
    ...more,
  };
}

function page(more: Partial<ReportFacts> = {}): string {
  return acceptanceReport({
    facts: facts(more),
    chapters: CHAPTERS,
    diagram: (envelopes, options) =>
      `<svg aria-label="${options?.title}"><text>${envelopes.length}</text></svg>`,
  }).html(new Set());
}

test('the outcome comes first, in words', () => {
  const html = page();
  assert.match(html, /not conformant/);
  assert.match(html, /0 of 1 tested MUST hold, 1 fails; 1 is planned\./);
  assert.match(html, /2026-11-23 04:50 UTC/);
  assert.match(html, /npm run features -- --seed 4711/);
});

test('the outcome is the one that was made of the run, with what it rests on', () => {
  const known = [{ requirement: 'CREATE-01', comment: 'Until release 2.' }];
  const apart = page({ outcome: outcome({ known }) });
  assert.match(apart, /conformant at level MUST as far as tested, known deviations apart; 1 of 2 MUSTs was/);
  assert.match(
    apart,
    /Known deviations:<\/h2><ul><li><a class="mono" href="#CREATE-01">CREATE-01<\/a> Until/,
  );
  assert.doesNotMatch(apart, /not conformant/);
  const unjudged = page({ outcome: outcome({ why: 'The port is taken.' }) });
  assert.match(unjudged, /not judged[\s\S]*<p class="why">The port is taken\./);
  assert.doesNotMatch(unjudged, /not conformant|Not kept/);
});

test('a failed scenario says how it is run alone', () => {
  assert.match(page(), /alone: <code>npm run features -- features\/create\/a\.feature:7 --seed 4711<\/code>/);
});

test('a requirement shows its sentence, source, verdict and evidence', () => {
  const html = page();
  assert.match(html, /It &lt;is> so\./);
  assert.match(html, /Creating a Cumulocity connection, Limitations/);
  assert.match(html, /expected &lt;a>/);
  assert.match(html, /<svg aria-label="It goes as it goes"><text>1<\/text><\/svg>/);
});

test('what was seen stands beside it, in words for those who do not see it', () => {
  assert.match(
    page(),
    /<img alt="The page after: When a connection is created" src="data:image\/jpeg;base64,c2Vlbg=="/,
  );
});

test('the stack stands a level deeper than what went wrong', () => {
  assert.match(
    page(),
    /<details><summary>For engineers<\/summary><pre> {4}at deep\.ts:1:1<\/pre><\/details>/,
  );
});

test('what is not tested is told with its reason, at its place and in the list', () => {
  assert.equal(page().match(/Comes later\./g)?.length, 2);
});

test('no secret stands in the report', () => {
  assert.doesNotMatch(page(), /hunter2/);
});

test('a partial run, and one of a broken bridge, say so', () => {
  const html = page({ full: false, control: 'stale-id-kept-for-ever' });
  assert.match(html, /part of the scenarios only/);
  assert.match(html, /negative control stale-id-kept-for-ever/);
});
