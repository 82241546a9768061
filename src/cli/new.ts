import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { PACKAGE_ROOT } from '../conformance/package-root.ts';
import { type Chapter, SOURCE_KINDS } from '../conformance/requirements/index.ts';
import type { Scaffold } from '../conformance/scaffold/index.ts';
import { CAPABILITIES } from '../conformance/targets/index.ts';
import { closest } from '../words/index.ts';
import { choice } from './arguments.ts';

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
  iot-flow-tck new my-chapter "A device is named after its room." --features my-features
                                                                  a chapter of your own; it is made where there is none
  iot-flow-tck new states "A link that is closed stays closed."   in a working copy of the kit
  iot-flow-tck new states "…" --source release-note --section TXIF-1822 --level SHOULD

It adds the row to the chapter's requirements.yaml, which is begun where the chapter is new, and begins a feature with its
Rule and a control. All of them fail until they are written: "test" tells of undefined steps, "controls" of a control that
survives. Where this package is installed, its own features are left alone: give --features.

Exit code: 0 begun; 2 nothing was written, and it says why.`;

/**
 * Adds `iot-flow-tck new`: begins a requirement with its Rule, scenarios and control.
 *
 * @param root the folder of this package
 */
export function addNewCommand(program: Command, root: string = PACKAGE_ROOT): void {
  program
    .command('new')
    .description('begin a requirement: its row, its Rule with scenarios, its control')
    .argument('<chapter>', "the chapter's folder under the features, such as states")
    .argument('<sentence>', 'the requirement in one sentence, for a reader who does not know the code')
    .addOption(
      new Option('--level <level>', 'how binding it is').choices(['MUST', 'SHOULD', 'MAY']).default('MUST'),
    )
    .addOption(choice('--source <kind>', 'where it comes from', SOURCE_KINDS).default('profile'))
    .option(
      '--section <place>',
      'what finds the place in the source again',
      'To be named: where it is written',
    )
    .addOption(
      choice(
        '--capability <name>',
        "what a target has to claim (default: the chapter's last one)",
        CAPABILITIES,
      ),
    )
    .option('--features <folder>', "other features than the kit's; then no control is begun")
    .option('--no-control', 'begin no control')
    .addHelpText('after', EXAMPLES)
    .action((chapter: string, sentence: string, options: NewOptions, command: Command) =>
      begin(root, chapter, sentence, options, command),
    );
}

async function begin(
  root: string,
  named: string,
  sentence: string,
  options: NewOptions,
  command: Command,
): Promise<void> {
  const scaffolding = await import('../conformance/scaffold/index.ts');
  const features = resolve(options.features ?? join(root, 'features'));
  if (isInstalled(features)) {
    command.error(
      `error: ${shown(features)} belongs to an installed package, and the next installation would undo what is written there. Give a folder of your own: --features my-features`,
    );
  }
  const folder = folderIn(features, named);
  const file = join(features, folder, 'requirements.yaml');
  const wanted = {
    text: sentence.trim(),
    level: options.level,
    source: { kind: options.source, section: options.section },
    ...(options.capability === undefined ? {} : { capability: options.capability }),
  };
  const isNew = !existsSync(file);
  const made = isNew
    ? scaffolding.scaffoldChapter(
        folder === '' ? basename(features) : folder,
        await chaptersOf(command, features, folder),
        wanted,
      )
    : await inChapter(command, file, folder, (chapter, text) => scaffolding.scaffold(chapter, text, wanted));
  const feature = join(features, folder, made.featureName);
  const control = join(root, 'controls', made.controlName);
  const hasControl = options.control && options.features === undefined;
  const taken = [feature, ...(hasControl ? [control] : [])].find(existsSync);
  if (taken !== undefined)
    command.error(`error: ${shown(taken)} is there already; it is left as it is, and nothing was written.`);
  await mkdir(dirname(feature), { recursive: true });
  await writeFile(feature, made.feature, { flag: 'wx' });
  if (hasControl) await writeFile(control, made.control, { flag: 'wx' });
  await writeFile(file, made.catalogue, isNew ? { flag: 'wx' } : {});
  const lines = [
    `${made.id}`,
    isNew
      ? `  ${shown(file)}: a new chapter; mend its title and intro, and source and section of the row`
      : `  ${shown(file)}: its row; mend source and section there`,
    `  ${shown(feature)}: its Rule; write the scenarios`,
    ...(hasControl ? [`  ${shown(control)}: its control; write the header first, then the defect`] : []),
    `then: iot-flow-tck test ${shown(feature)}${options.features === undefined ? '' : ` --features ${options.features}`}`,
  ];
  console.log(lines.join('\n'));
}

/** Whether a folder is part of what a package manager put there. */
function isInstalled(path: string): boolean {
  return path.split(/[\\/]/).includes('node_modules');
}

/** The chapter's folder below the features; it may be named from where one stands, as a shell completes it. */
function folderIn(features: string, named: string): string {
  const fromHere = relative(features, resolve(named));
  const isBelow = !isAbsolute(fromHere) && !/^\.\.(?:[\\/]|$)/.test(fromHere);
  return isBelow ? fromHere : relative(features, resolve(features, named));
}

/** The chapters that there are, before another one is begun; ends the command where one of them may have been meant. */
async function chaptersOf(command: Command, features: string, folder: string): Promise<readonly Chapter[]> {
  if (/^\.\.(?:[\\/]|$)/.test(folder)) {
    command.error(`error: "${folder}" is not below ${shown(features)}. Name a chapter's folder in there.`);
  }
  if (!existsSync(features)) return [];
  const { readCatalogue } = await import('../conformance/requirements/index.ts');
  const { chapters, problems } = await readCatalogue(features);
  if (problems.length > 0) command.error(`error: ${problems.join('\n')}`);
  const meant = closest(
    folder,
    chapters.map((chapter) => chapter.folder),
  );
  if (meant !== undefined && !existsSync(join(features, folder))) {
    command.error(
      `error: there is no chapter "${folder}". Did you mean "${meant}"? To begin a chapter of that name, make the folder ${shown(join(features, folder))} first.`,
    );
  }
  return chapters;
}

/** Adds to a catalogue that is there; ends the command where it can't be read, or not be added to. */
async function inChapter(
  command: Command,
  file: string,
  folder: string,
  add: (chapter: Chapter, text: string) => Scaffold,
): Promise<Scaffold> {
  const { parseChapter } = await import('../conformance/requirements/index.ts');
  const text = await readFile(file, 'utf8');
  const parsed = parseChapter(join(folder, 'requirements.yaml'), text);
  if (!parsed.ok) return command.error(`error: ${parsed.problems.join('\n')}`);
  return attempt(command, () => add(parsed.chapter, text));
}

function attempt<T>(command: Command, make: () => T): T {
  try {
    return make();
  } catch (error) {
    return command.error(`error: ${error instanceof Error ? error.message : error}`);
  }
}

function shown(path: string): string {
  return relative(process.cwd(), path) || '.';
}
