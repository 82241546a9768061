import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { PACKAGE_ROOT } from '../package-root.ts';
import { readPlan } from '../plan/index.ts';
import { allRequirements, readCatalogue } from '../requirements/index.ts';
import { control } from './control.ts';
import { controlCoverage, coverageFaults, readControlCoverage } from './coverage.ts';
import { controlNames, loadControl } from './load-control.ts';

test('each MUST that has scenarios is broken by a control, or stands with a reason beside the controls', async () => {
  const features = join(PACKAGE_ROOT, 'features');
  const [catalogue, plan] = await Promise.all([readCatalogue(features), readPlan(features)]);
  const ids = new Set(plan.features.flatMap(({ rules }) => rules).flatMap((rule) => rule.ids));
  const tested = allRequirements(catalogue).map(({ requirement }) => requirement);
  const faults = coverageFaults(
    await readControlCoverage(),
    tested.filter(({ id }) => ids.has(id)),
  );
  assert.deepEqual(faults, []);
});

test('what a control breaks elsewhere is in chapters that it does not concern', async () => {
  const catalogue = await readCatalogue(join(PACKAGE_ROOT, 'features'));
  const chapterOf = new Map(
    allRequirements(catalogue).map(({ requirement, chapter }) => [requirement.id, chapter.folder]),
  );
  for (const { name, control } of await Promise.all((await controlNames()).map(loadControl))) {
    const concerned = control.breaks.map((id) => chapterOf.get(id));
    for (const id of control.breaksElsewhere ?? []) {
      const chapter = chapterOf.get(id);
      assert.ok(chapter !== undefined, `${name}: ${id} is no requirement`);
      assert.ok(!concerned.includes(chapter), `${name}: ${id} is of a chapter that the control concerns`);
    }
  }
});

const broken = control({ title: '', breaks: ['A-01'], seenAs: '', wire: {} });

test('a MUST without control and reason is a fault, a SHOULD is none', () => {
  const coverage = controlCoverage([{ name: 'broken', control: broken }], { 'A-02': 'It is out of reach.' });
  const tested = [
    { id: 'A-01', level: 'MUST' },
    { id: 'A-02', level: 'MUST' },
    { id: 'A-04', level: 'SHOULD' },
  ] as const;
  assert.deepEqual(coverage.breaking('A-01'), ['broken']);
  assert.equal(coverage.reason('A-02'), 'It is out of reach.');
  assert.deepEqual(coverageFaults(coverage, tested), []);
  const [fault, ...others] = coverageFaults(coverage, [...tested, { id: 'A-03', level: 'MUST' }]);
  assert.match(fault ?? '', /^A-03 is broken by no control/);
  assert.deepEqual(others, []);
});

test('a reason is a fault where there is a control meanwhile, and where nothing is tested', () => {
  const coverage = controlCoverage([{ name: 'broken', control: broken }], { 'A-01': 'x', 'A-09': 'y' });
  assert.deepEqual(coverageFaults(coverage, [{ id: 'A-01', level: 'MUST' }]), [
    'A-09 has no scenario: take it from controls/without-control.yaml',
    'A-01 is broken by broken: take it from controls/without-control.yaml',
  ]);
});
