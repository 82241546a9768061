import { join } from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import { PACKAGE_ROOT } from '../conformance/package-root.ts';
import { expression } from './arguments.ts';

interface RequirementsOptions {
  readonly level?: string;
  readonly source?: string;
  readonly untested?: true;
  readonly grep?: string;
}

const EXAMPLES = `
Examples:
  iot-flow-tck requirements                              all of them, chapter by chapter
  iot-flow-tck requirements --level MUST --untested      the binding ones that no scenario tests, and why
  iot-flow-tck requirements --source founding            those of the founding document
  iot-flow-tck requirements --grep password              those whose sentence matches`;

/** Adds `iot-flow-tck requirements`: lists what a bridge has to keep. */
export function addRequirementsCommand(program: Command): void {
  program
    .command('requirements')
    .description('list what a bridge has to keep')
    .option('--level <level>', 'MUST, SHOULD or MAY', levelName)
    .option('--source <kind>', 'where it comes from, such as founding or release-note')
    .option('--untested', 'only those that no scenario tests')
    .option('--grep <pattern>', 'only those whose id or sentence matches this expression', expression)
    .addHelpText('after', EXAMPLES)
    .action(list);
}

async function list(options: RequirementsOptions): Promise<void> {
  const { allRequirements, readCatalogue } = await import('../conformance/requirements/index.ts');
  const catalogue = await readCatalogue(join(PACKAGE_ROOT, 'features'));
  const pattern = new RegExp(options.grep ?? '', 'i');
  const wanted = allRequirements(catalogue).filter(
    ({ requirement }) =>
      requirement.level === (options.level ?? requirement.level) &&
      requirement.source.kind === (options.source ?? requirement.source.kind) &&
      (!options.untested || requirement.untested !== undefined) &&
      pattern.test(`${requirement.id} ${requirement.text}`),
  );
  let chapterTold = '';
  for (const { chapter, requirement } of wanted) {
    if (chapter.chapter !== chapterTold) console.log(`\n${chapter.chapter}`);
    chapterTold = chapter.chapter;
    const { id, level, source, text, untested } = requirement;
    console.log(`  ${id.padEnd(11)} ${level.padEnd(6)} ${text}`);
    console.log(`  ${' '.repeat(18)} ${source.kind}, ${source.section}`);
    if (untested !== undefined) console.log(`  ${' '.repeat(18)} ${untested.kind}: ${untested.why}`);
  }
  console.log(`\n${wanted.length} of ${allRequirements(catalogue).length} requirements`);
  for (const problem of catalogue.problems) console.error(problem);
  if (catalogue.problems.length > 0) process.exitCode = 2;
}

function levelName(text: string): string {
  const level = text.toUpperCase();
  if (['MUST', 'SHOULD', 'MAY'].includes(level)) return level;
  throw new InvalidArgumentError('It must be MUST, SHOULD or MAY.');
}
