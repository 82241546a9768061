import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Catalogue, Requirement } from '../requirements/index.ts';
import type { ScenarioResult } from '../run/index.ts';
import { judgeRequirements } from './judge-requirements.ts';
import { inWords, summarise } from './summary.ts';

function requirement(id: string, more: Partial<Requirement> = {}): Requirement {
  return {
    id,
    level: 'MUST',
    source: { kind: 'founding', section: 'Limitations' },
    text: 'It is so.',
    capability: 'connections-api',
    ...more,
  };
}

function scenario(
  requirementId: string,
  status: ScenarioResult['status'],
  line = 1,
  skipReason?: string,
): ScenarioResult {
  return {
    uri: 'features/a.feature',
    line,
    feature: 'F',
    name: 'S',
    tags: [],
    requirementId,
    status,
    steps: [],
    envelopes: [],
    id: 'attempt',
    durationMs: 1,
    ...(skipReason === undefined ? {} : { skipReason }),
  };
}

function judged(requirements: readonly Requirement[], scenarios: readonly ScenarioResult[]) {
  const catalogue: Catalogue = {
    chapters: [{ chapter: 'C', folder: 'c', order: 1, intro: 'I.', requirements: [...requirements] }],
    problems: [],
  };
  const result = { scenarios, unfinished: [], harnessFaults: [] };
  return judgeRequirements(catalogue, result, new Set(['connections-api']));
}

function verdictOf(requirements: readonly Requirement[], scenarios: readonly ScenarioResult[]) {
  return judged(requirements, scenarios)[0]?.requirements.map(({ verdict, reason }) => reason ?? verdict);
}

test('the worst scenario decides', () => {
  const one = [requirement('A-01')];
  assert.deepEqual(verdictOf(one, [scenario('A-01', 'passed'), scenario('A-01', 'passed')]), ['passed']);
  assert.deepEqual(verdictOf(one, [scenario('A-01', 'passed'), scenario('A-01', 'blocked')]), ['blocked']);
  assert.deepEqual(verdictOf(one, [scenario('A-01', 'blocked'), scenario('A-01', 'failed')]), ['failed']);
  assert.deepEqual(verdictOf(one, [scenario('B-01', 'failed'), scenario('A-01', 'passed')]), ['passed']);
});

test('what was not tested tells why', () => {
  assert.deepEqual(
    verdictOf(
      [
        requirement('A-01', { untested: { kind: 'planned', why: 'Later.' } }),
        requirement('A-02', { capability: 'commands' }),
        requirement('A-03'),
        requirement('A-04'),
      ],
      [
        scenario('A-02', 'failed'),
        scenario('A-04', 'skipped', 1, 'No broker.'),
        scenario('A-04', 'skipped', 2, 'No broker.'),
      ],
    ),
    ['Later.', 'The target does not claim "commands".', 'It was not part of this run.', 'No broker.'],
  );
});

test('evidence stands in the order of the files, whatever the order of the run', () => {
  const [chapter] = judged(
    [requirement('A-01')],
    [scenario('A-01', 'passed', 9), scenario('A-01', 'passed', 4)],
  );
  assert.deepEqual(
    chapter?.requirements[0]?.scenarios.map(({ line }) => line),
    [4, 9],
  );
});

test('a summary is one sentence a level', () => {
  const requirements = [
    requirement('A-01'),
    requirement('A-02'),
    requirement('A-03'),
    requirement('A-04', { untested: { kind: 'planned', why: 'Later.' } }),
    requirement('A-05', { untested: { kind: 'person', why: 'Taste.' } }),
    requirement('A-06', { level: 'SHOULD' }),
    requirement('A-07', { level: 'MAY', capability: 'commands' }),
  ];
  const scenarios = [
    scenario('A-01', 'passed'),
    scenario('A-02', 'failed'),
    scenario('A-03', 'blocked'),
    scenario('A-06', 'passed'),
  ];
  assert.deepEqual(summarise(judged(requirements, scenarios)).map(inWords), [
    '1 of 3 tested MUSTs holds, 1 fails, 1 could not be judged; 1 is planned, 1 is for a person to judge.',
    'The one tested SHOULD holds.',
    'No MAY was tested; 1 does not apply.',
  ]);
});
