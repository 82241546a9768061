import { join } from 'node:path';
import type { Command } from 'commander';
import { PACKAGE_ROOT } from '../conformance/package-root.ts';
import {
  type Catalogue,
  type Chapter,
  type Requirement,
  SOURCE_KINDS,
} from '../conformance/requirements/index.ts';
import { CAPABILITIES } from '../conformance/targets/index.ts';
import { closest } from '../words/index.ts';
import { choice, expression } from './arguments.ts';

const LEVELS = ['MUST', 'SHOULD', 'MAY'];

interface RequirementsOptions {
  readonly level?: Requirement['level'];
  readonly source?: Requirement['source']['kind'];
  readonly chapter: readonly string[];
  readonly capability?: Requirement['capability'];
  readonly untested?: true;
  readonly coverage?: true;
  readonly grep?: string;
}

const EXAMPLES = `
Examples:
  iot-flow-tck requirements                              all of them, chapter by chapter
  iot-flow-tck requirements --level MUST --untested      the binding ones that no scenario tests, and why
  iot-flow-tck requirements --coverage                   scenarios and controls of each, and the sums
  iot-flow-tck requirements --source founding            those of the founding document
  iot-flow-tck requirements --chapter create             those of a chapter
  iot-flow-tck requirements --capability commands        what a target takes on that claims it
  iot-flow-tck requirements --grep password              those whose sentence matches

Exit code: 0 listed, 2 there is no such chapter, source or capability, or a requirements.yaml can't be read.`;

/** Adds `iot-flow-tck requirements`: lists what a bridge has to keep. */
export function addRequirementsCommand(program: Command): void {
  program
    .command('requirements')
    .description('list what a bridge has to keep')
    .addOption(choice('--level <level>', 'how binding it is', LEVELS))
    .addOption(choice('--source <kind>', 'where it comes from', SOURCE_KINDS))
    .option(
      '--chapter <folder>',
      'only this chapter, a folder of features/ or its title; may be repeated',
      (value: string, before: readonly string[]) => [...before, value],
      [],
    )
    .addOption(choice('--capability <name>', 'only what a target has to claim this for', CAPABILITIES))
    .option('--untested', 'only those that no scenario tests')
    .option('--coverage', 'how many scenarios each has, which controls break it, and what has none')
    .option('--grep <pattern>', 'only those whose id or sentence matches this expression', expression)
    .addHelpText('after', EXAMPLES)
    .action((options: RequirementsOptions, command: Command) => list(options, command));
}

async function list(options: RequirementsOptions, command: Command): Promise<void> {
  const { allRequirements, readCatalogue } = await import('../conformance/requirements/index.ts');
  const catalogue = await readCatalogue(join(PACKAGE_ROOT, 'features'));
  const pattern = new RegExp(options.grep ?? '', 'i');
  const chapters = chaptersNamed(command, catalogue, options.chapter);
  const wanted = allRequirements(catalogue).filter(
    ({ chapter, requirement }) =>
      (chapters.length === 0 || chapters.includes(chapter)) &&
      requirement.capability === (options.capability ?? requirement.capability) &&
      requirement.level === (options.level ?? requirement.level) &&
      requirement.source.kind === (options.source ?? requirement.source.kind) &&
      (!options.untested || requirement.untested !== undefined) &&
      pattern.test(`${requirement.id} ${requirement.text}`),
  );
  const coverage = options.coverage ? await coverageOf(join(PACKAGE_ROOT, 'features')) : undefined;
  let chapterTold = '';
  for (const { chapter, requirement } of wanted) {
    if (chapter.chapter !== chapterTold) console.log(`\n${chapter.chapter}`);
    chapterTold = chapter.chapter;
    const { id, level, source, text, untested } = requirement;
    console.log(`  ${id.padEnd(11)} ${level.padEnd(6)} ${text}`);
    console.log(`  ${' '.repeat(18)} ${source.kind}, ${source.section}`);
    if (untested !== undefined) console.log(`  ${' '.repeat(18)} ${untested.kind}: ${untested.why}`);
    else if (coverage !== undefined) console.log(`  ${' '.repeat(18)} ${coverage.of(id)}`);
  }
  console.log(`\n${wanted.length} of ${allRequirements(catalogue).length} requirements`);
  if (coverage !== undefined) console.log(coverage.sums(wanted.map(({ requirement }) => requirement)));
  for (const problem of catalogue.problems) console.error(problem);
  if (catalogue.problems.length > 0) process.exitCode = 2;
}

/** The chapters of these names; ends the command where there is none of one. */
function chaptersNamed(
  command: Command,
  { chapters }: Catalogue,
  names: readonly string[],
): readonly Chapter[] {
  return names.map((name) => {
    const word = name
      .replace(/^features\//, '')
      .replace(/\/$/, '')
      .toLowerCase();
    const found = chapters.find(({ folder, chapter }) => word === folder || word === chapter.toLowerCase());
    if (found !== undefined) return found;
    const folders = chapters.map(({ folder }) => folder);
    const meant = closest(word, folders);
    const hint = meant === undefined ? `There are ${folders.join(', ')}.` : `Did you mean "${meant}"?`;
    return command.error(`error: there is no chapter "${name}". ${hint}`);
  });
}

interface Coverage {
  of(id: string): string;
  sums(requirements: readonly Requirement[]): string;
}

async function coverageOf(features: string): Promise<Coverage> {
  const { readPlan } = await import('../conformance/plan/index.ts');
  const { readControlCoverage } = await import('../conformance/controls/index.ts');
  const plan = await readPlan(features);
  const scenarios = new Map<string, number>();
  for (const rule of plan.features.flatMap((feature) => feature.rules)) {
    for (const id of rule.ids) scenarios.set(id, (scenarios.get(id) ?? 0) + rule.scenarios.length);
  }
  const controls = await readControlCoverage();
  return {
    of(id) {
      const count = scenarios.get(id) ?? 0;
      const names = controls.breaking(id);
      const reason = controls.reason(id);
      const none = reason === undefined ? 'no control' : `no control: ${reason}`;
      const broken = names.length === 0 ? none : `broken by ${names.join(', ')}`;
      return `${count} ${count === 1 ? 'scenario' : 'scenarios'}; ${broken}`;
    },
    sums(requirements) {
      return ['MUST', 'SHOULD', 'MAY']
        .map((level) => requirements.filter((one) => one.level === level))
        .filter((ofLevel) => ofLevel.length > 0)
        .map((ofLevel) => {
          const tested = ofLevel.filter(({ id }) => (scenarios.get(id) ?? 0) > 0);
          const controlled = tested.filter(({ id }) => controls.breaking(id).length > 0);
          const reasoned = tested.filter(({ id }) => controls.reason(id) !== undefined);
          const told = reasoned.length === 0 ? '' : `, ${reasoned.length} a reason to have none`;
          const reasons = ['planned', 'external', 'person'].flatMap((kind) => {
            const count = ofLevel.filter(({ untested }) => untested?.kind === kind).length;
            return count === 0 ? [] : [`${count} ${kind}`];
          });
          const without = ofLevel.length - tested.length;
          const rest = without === 0 ? '' : `; ${without} without scenario (${reasons.join(', ')})`;
          return `${ofLevel[0]?.level}: ${tested.length} of ${ofLevel.length} have scenarios, ${controlled.length} of these a control${told}${rest}`;
        })
        .join('\n');
    },
  };
}
