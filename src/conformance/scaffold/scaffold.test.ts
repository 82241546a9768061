import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parsePlan } from '../plan/read-plan.ts';
import { type Chapter, parseChapter } from '../requirements/index.ts';
import { scaffold, scaffoldChapter } from './scaffold.ts';

const CATALOGUE = `# Kept as it is.
chapter: States
order: 3
intro: >-
  What a connection
  is in.
requirements:
  - id: STATE-09
    level: MUST
    source: { kind: states, section: "Table 1" }
    text: It opens.
    capability: events
  - id: STATE-11
    level: SHOULD
    source: { kind: profile, section: "x" }
    text: It closes.
    capability: flows
`;

function chapter(text = CATALOGUE): Chapter {
  const parsed = parseChapter('states/requirements.yaml', text);
  assert.ok(parsed.ok);
  return parsed.chapter;
}

const WANTED = {
  text: 'A "closed" link stays closed: always.',
  level: 'MUST',
  source: { kind: 'profile', section: 'Links: closing' },
} as const;

test('the row comes last, with an id above all others, and the rest of the file stays', () => {
  const made = scaffold(chapter(), CATALOGUE, WANTED);
  assert.equal(made.id, 'STATE-12');
  assert.ok(made.catalogue.startsWith(CATALOGUE));
  assert.deepEqual(chapter(made.catalogue).requirements.at(-1), {
    id: 'STATE-12',
    ...WANTED,
    capability: 'flows',
  });
});

test('the Rule is in the plan under its id, with scenarios', () => {
  const { feature, featureName } = scaffold(chapter(), CATALOGUE, WANTED);
  assert.equal(featureName, 'a-closed-link-stays-closed-always.feature');
  const plan = parsePlan(featureName, feature);
  assert.deepEqual(plan.errors, []);
  assert.deepEqual(
    plan.features[0]?.rules.map(({ ids, scenarios }) => [ids, scenarios.length]),
    [[['STATE-12'], 2]],
  );
});

test('a catalogue that goes on after its requirements is refused', () => {
  const moved = `${CATALOGUE.replace('order: 3\n', '')}order: 3\n`;
  assert.throws(() => scaffold(chapter(moved), moved, WANTED), /states\/requirements\.yaml/);
});

test('a chapter that is new is begun, with a title and ids of its own', () => {
  const { id, catalogue, feature } = scaffoldChapter('own/my-chapter2', [chapter()], WANTED);
  assert.equal(id, 'MY-CHAPTER-01');
  assert.match(feature, /@MY-CHAPTER-01/);
  const parsed = parseChapter('own/my-chapter2/requirements.yaml', catalogue);
  assert.ok(parsed.ok);
  assert.equal(parsed.chapter.chapter, 'My chapter');
  assert.equal(parsed.chapter.order, 4);
  assert.deepEqual(parsed.chapter.requirements, [{ id, ...WANTED, capability: 'connections-api' }]);
});

test('a new chapter uses no id that another one has', () => {
  assert.equal(scaffoldChapter('more/state', [chapter()], WANTED).id, 'STATE-12');
  assert.equal(scaffoldChapter('2026', [], WANTED).id, 'OWN-01');
});
