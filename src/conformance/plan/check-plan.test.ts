import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseChapter } from '../requirements/index.ts';
import { checkPlan } from './check-plan.ts';
import type { Plan } from './plan.ts';
import { parsePlan } from './read-plan.ts';

const ROW = `
  - id: <id>
    level: MUST
    source: { kind: founding, section: Limitations }
    text: It is so.
    capability: connections-api`;

function catalogueOf(...rows: readonly string[]) {
  const text = `chapter: Create\norder: 1\nintro: What is created.\nrequirements:${rows.join('')}\n`;
  const parsed = parseChapter('create/requirements.yaml', text);
  return parsed.ok
    ? { chapters: [parsed.chapter], problems: [] }
    : { chapters: [], problems: parsed.problems };
}

const row = (id: string, more = '') => `${ROW.replace('<id>', id)}${more}`;
const PLANNED = '\n    untested: { kind: planned, why: Later. }';

function planOf(text: string): Plan {
  return parsePlan('create/a.feature', text);
}

const SOUND = `Feature: F
  @CREATE-01
  Rule: It is so
    Scenario: S
      Given all is well
    Scenario Outline: O
      Given <what>
      Examples:
        | what |
        | this |`;

test('a sound plan has no problems', () => {
  assert.deepEqual(checkPlan(catalogueOf(row('CREATE-01'), row('CREATE-02', PLANNED)), planOf(SOUND)), []);
});

test('every fault of a plan is told by its place, and how to mend it', () => {
  const plan = planOf(`@CREATE-05
Feature: F
  Scenario: Loose
    Given all is well
  Rule: Untagged
    Scenario: S
      Given all is well
  @CREATE-01 @CREATE-02
  Rule: Twice tagged
    @CREATE-03
    Scenario: Tagged itself
      Given all is well
  @CREATE-44
  Rule: Mistyped
    Scenario: S
      Given all is well
  @CREATE-02
  Rule: Empty`);
  const catalogue = catalogueOf(
    row('CREATE-01', PLANNED),
    row('CREATE-02'),
    row('CREATE-03'),
    row('CREATE-04'),
    row('CREATE-04', PLANNED),
    row('CREATE-05', PLANNED),
  );
  assert.deepEqual(checkPlan(catalogue, plan), [
    'CREATE-04 is the id of two requirements; an id is never used again.',
    'create/a.feature:2: @CREATE-05 stands on the feature; put it on the Rule that states it.',
    'create/a.feature:11: @CREATE-03 stands on a scenario; a scenario belongs to the requirement of its Rule.',
    'create/a.feature:3: "Loose" stands outside any Rule, so it belongs to no requirement.',
    'create/a.feature:5: the Rule "Untagged" has no requirement; tag it with an id such as @CREATE-01.',
    'create/a.feature:9: the Rule "Twice tagged" has 2 requirements; it may have one.',
    'create/a.feature:14: @CREATE-44 is in no requirements.yaml. Did you mean @CREATE-04?',
    'create/a.feature:18: the Rule "Empty" has no scenario.',
    'CREATE-01 is said to be untested (planned) but has scenarios.',
    'CREATE-03 has no scenario and no reason (untested) why not.',
    'CREATE-04 has no scenario and no reason (untested) why not.',
  ]);
});

test('a feature that is no Gherkin is a problem of the plan', () => {
  const [problem = ''] = checkPlan(
    catalogueOf(row('CREATE-01', PLANNED)),
    planOf('Feature: F\n  Scenario: S\n    Given a\n    What'),
  );
  assert.match(problem, /^create\/a\.feature: \(4:5\)/);
});

test('what is wrong in a catalogue is told by its path', () => {
  const broken = row('create-1')
    .replace('level: MUST', 'level: SHALL')
    .replace('text: It is so.', 'text: ""');
  assert.deepEqual(catalogueOf(broken).problems, [
    'create/requirements.yaml: requirements.0.id: must look like CREATE-01',
    'create/requirements.yaml: requirements.0.level: Invalid option: expected one of "MUST"|"SHOULD"|"MAY"',
    'create/requirements.yaml: requirements.0.text: must not be empty',
  ]);
  const unreadable = parseChapter('x/requirements.yaml', 'chapter: [');
  assert.equal(unreadable.ok, false);
});
