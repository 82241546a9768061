import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { PACKAGE_ROOT } from '../conformance/package-root.ts';
import { SOURCE_KINDS } from '../conformance/requirements/index.ts';
import { CAPABILITIES } from '../conformance/targets/index.ts';

interface NewOptions {
  readonly level: 'MUST' | 'SHOULD' | 'MAY';
  readonly source: (typeof SOURCE_KINDS)[number];
  readonly section: string;
  readonly capability?: (typeof CAPABILITIES)[number];
  readonly features?: string;
  readonly control: boolean;
}

const EXAMPLES = `
Examples:
  iot-flow-tck new states "A link that is closed stays closed."
  iot-flow-tck new states "…" --source release-note --section TXIF-1822 --level SHOULD
  iot-flow-tck new my-chapter "…" --features my-features --no-control

It adds the row to the chapter's requirements.yaml, and begins a feature with its Rule and a control. All of them fail until
they are written: "test" tells of undefined steps, "controls" of a control that survives.`;

/** Adds `iot-flow-tck new`: begins a requirement with its Rule, scenarios and control. */
export function addNewCommand(program: Command): void {
  program
    .command('new')
    .description('begin a requirement: its row, its Rule with scenarios, its control')
    .argument('<chapter>', "the chapter's folder under the features, such as states")
    .argument('<sentence>', 'the requirement in one sentence, for a reader who does not know the code')
    .addOption(
      new Option('--level <level>', 'how binding it is').choices(['MUST', 'SHOULD', 'MAY']).default('MUST'),
    )
    .addOption(new Option('--source <kind>', 'where it comes from').choices(SOURCE_KINDS).default('profile'))
    .option(
      '--section <place>',
      'what finds the place in the source again',
      'To be named: where it is written',
    )
    .addOption(
      new Option('--capability <name>', "what a target has to claim (default: the chapter's last)").choices(
        CAPABILITIES,
      ),
    )
    .option('--features <folder>', "other features than the kit's; then no control is begun")
    .option('--no-control', 'begin no control')
    .addHelpText('after', EXAMPLES)
    .action(begin);
}

async function begin(folder: string, sentence: string, options: NewOptions, command: Command): Promise<void> {
  const { parseChapter } = await import('../conformance/requirements/index.ts');
  const { scaffold } = await import('../conformance/scaffold/index.ts');
  const features = resolve(options.features ?? join(PACKAGE_ROOT, 'features'));
  const file = join(features, folder, 'requirements.yaml');
  if (!existsSync(file)) {
    command.error(`error: there is no ${shown(file)}. Name a folder of ${shown(features)} that has one.`);
  }
  const text = await readFile(file, 'utf8');
  const parsed = parseChapter(`${folder}/requirements.yaml`, text);
  if (!parsed.ok) command.error(`error: ${parsed.problems.join('\n')}`);
  const made = attempt(command, () =>
    scaffold(parsed.chapter, text, {
      text: sentence.trim(),
      level: options.level,
      source: { kind: options.source, section: options.section },
      ...(options.capability === undefined ? {} : { capability: options.capability }),
    }),
  );
  const feature = join(features, folder, made.featureName);
  const control = join(PACKAGE_ROOT, 'controls', made.controlName);
  const hasControl = options.control && options.features === undefined;
  const taken = [feature, ...(hasControl ? [control] : [])].find(existsSync);
  if (taken !== undefined)
    command.error(`error: ${shown(taken)} is there already; it is left as it is, and nothing was written.`);
  await writeFile(feature, made.feature, { flag: 'wx' });
  if (hasControl) await writeFile(control, made.control, { flag: 'wx' });
  await writeFile(file, made.catalogue);
  const lines = [
    `${made.id}`,
    `  ${shown(file)}: its row; mend source and section there`,
    `  ${shown(feature)}: its Rule; write the scenarios`,
    ...(hasControl ? [`  ${shown(control)}: its control; write the header first, then the defect`] : []),
    `then: iot-flow-tck test ${shown(feature)}${options.features === undefined ? '' : ` --features ${options.features}`}`,
  ];
  console.log(lines.join('\n'));
}

function attempt<T>(command: Command, make: () => T): T {
  try {
    return make();
  } catch (error) {
    return command.error(`error: ${error instanceof Error ? error.message : error}`);
  }
}

function shown(path: string): string {
  return relative(process.cwd(), path);
}
