import { randomBytes, randomInt } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { createRealClock, isoTime } from '../clock/index.ts';
import { PACKAGE_ROOT } from '../conformance/package-root.ts';
import type { Catalogue } from '../conformance/requirements/index.ts';
import type { FeatureRun, Repeat } from '../conformance/run/index.ts';
import type { LoadedDescription, TargetDescription } from '../conformance/targets/index.ts';
import type { ChapterVerdict, Level } from '../conformance/verdicts/index.ts';
import type { ReachedTarget } from '../simulation/index.ts';
import { expectWireControl, expression } from './arguments.ts';
import { reportRun } from './report-run.ts';
import { expectTwin, readTargetFile } from './target-file.ts';

interface VerifyOptions {
  readonly target: string;
  readonly chapter: readonly string[];
  readonly grep: readonly string[];
  readonly level: Level;
  readonly seed?: string;
  readonly reports: string;
  readonly quiet?: true;
  readonly control?: string;
  readonly brief?: true;
}

const EXAMPLES = `
Examples:
  iot-flow-tck init my-bridge.yaml                                  write a target file with comments, then fill it in
  iot-flow-tck verify --target my-bridge.yaml                       everything that the bridge claims
  iot-flow-tck verify --target my-bridge.yaml --chapter create --chapter mapping
  iot-flow-tck verify --target my-bridge.yaml --grep latitude       scenarios whose name matches
  iot-flow-tck verify --target my-bridge.yaml features/delete/delete.feature:5

Scenarios run in real time, one after the other. What a bridge that the kit does not host can't be shown, such as an hour
that passes, is told as not tested. Connections bear the run's name and are removed, after Ctrl-C too. The bridge's
Cumulocity is the kit's twin, or a tenant of yours (platform.kind in the file).

Exit code: 0 conformant; 1 not conformant; 2 the kit could not judge, and says why. How to write a target file, and what
the verdicts mean: docs/judge-your-bridge.md.`;

/** It could not be judged: the target is out of reach, nothing reached it, or the kit itself failed. */
const NOT_JUDGED = 2;
/** As shells tell an end by SIGINT. */
const INTERRUPTED = 130;

/** Adds `iot-flow-tck verify`: judges a bridge that the kit does not host. */
export function addVerifyCommand(program: Command, kitSteps: string): void {
  program
    .command('verify')
    .description('judge a bridge of yours, described in a file, and write the reports')
    .argument('[paths...]', 'feature files or folders, with :line for one scenario (default: all)')
    .requiredOption('--target <file>', 'the YAML file that describes the bridge; `init` writes one')
    .option('--chapter <folder>', 'only this chapter, a folder of features/; may be repeated', collect, [])
    .option(
      '--grep <pattern>',
      'only scenarios whose name matches this expression; may be repeated',
      grep,
      [],
    )
    .addOption(
      new Option('--level <level>', 'up to which level requirements have to be kept')
        .choices(['MUST', 'SHOULD', 'MAY'])
        .default('MUST'),
    )
    .option('--seed <seed>', 'repeat the order and values of a run (default: drawn, and printed)')
    .option('--reports <folder>', 'where the reports go', 'reports')
    .option('--quiet', 'print the table and the verdict only')
    .option(
      '--control <name>',
      'corrupt what passes between the bridge and its neighbours as this negative control does; see "controls --target"',
    )
    .addOption(new Option('--brief', 'write conformance.yaml only, of the reports').hideHelp())
    .addHelpText('after', EXAMPLES)
    .action(async (paths: readonly string[], options: VerifyOptions, command: Command) => {
      if (options.control !== undefined) await expectWireControl(command, options.control);
      const loaded = await readTargetFile(command, options.target);
      if (options.control !== undefined) expectTwin(command, loaded);
      process.exitCode = await verify(loaded, paths, options, kitSteps, (text) => command.error(text));
    });
}

/** Who makes objects at a tenant beside the bridge; undefined where the platform is the twin. */
function lookerOf({ platform }: TargetDescription): string | undefined {
  return platform.kind === 'twin' ? undefined : platform.operator.username;
}

function platformInWords({ platform }: TargetDescription): string {
  if (platform.kind === 'twin') return 'Cumulocity twin of this kit';
  return `Cumulocity tenant ${platform.tenantId} at ${platform.baseUrl}`;
}

async function verify(
  loaded: LoadedDescription,
  paths: readonly string[],
  options: VerifyOptions,
  kitSteps: string,
  refuse: (text: string) => never,
): Promise<number> {
  const { readCatalogue } = await import('../conformance/requirements/index.ts');
  const { openLedger, TargetError } = await import('../conformance/targets/index.ts');
  const { reachTarget } = await import('../simulation/index.ts');
  const catalogue = await readCatalogue(join(PACKAGE_ROOT, 'features'));
  await expectKnown(loaded, options, catalogue, refuse);
  const seed = options.seed ?? String(randomInt(1, 1_000_000));
  const name = `tck-${randomBytes(3).toString('hex')}`;
  const print = (text: string) => void process.stdout.write(text);
  const say = (text: string) => print(options.quiet ? '' : text);
  const folder = await mkdtemp(join(tmpdir(), 'iot-flow-tck-verify-'));
  const ledger = join(folder, 'ledger');
  const kept = openLedger(ledger);
  let target: ReachedTarget | undefined;
  const tidy = async () => {
    try {
      const left = (await target?.tidy()) ?? [];
      for (const one of left) console.error(`could not be removed: ${one}`);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  };
  let interrupted = false;
  // The scenario is let end, so that nothing is made any more while what it has made is removed.
  const onInterrupt = () => {
    interrupted = true;
    print('\nInterrupted: ending the scenario and removing what the run has made. No report is written.\n');
    kept.end().catch((error: unknown) => console.error(error));
  };
  process.once('SIGINT', onInterrupt).once('SIGTERM', onInterrupt);
  say(
    `${loaded.description.name} at ${loaded.description.baseUrl}, ${platformInWords(loaded.description)}, seed ${seed}, run ${name}\n`,
  );
  try {
    target = await reachTarget(loaded, kept, name);
    const unfit = await target.unfit();
    if (interrupted) return INTERRUPTED;
    if (unfit !== undefined) return notJudged(print, unfit);
    const done = await run({ loaded, paths, options, kitSteps, catalogue, seed, name, ledger, say });
    if (interrupted) return INTERRUPTED;
    const platformGone = await target.platformUnfit();
    const gone = await target.gone();
    return await conclude({
      loaded,
      options,
      done,
      seed,
      print,
      say,
      ...(gone === undefined ? {} : { gone }),
      ...(platformGone === undefined ? {} : { platformGone }),
    });
  } catch (error) {
    if (error instanceof TargetError) return notJudged(print, error.message);
    return notJudged(print, error instanceof Error ? (error.stack ?? error.message) : String(error));
  } finally {
    await tidy();
    process.off('SIGINT', onInterrupt).off('SIGTERM', onInterrupt);
  }
}

function notJudged(print: (text: string) => void, why: string): number {
  print(`NOT JUDGED: ${why}\n`);
  return NOT_JUDGED;
}

interface Run {
  readonly loaded: LoadedDescription;
  readonly paths: readonly string[];
  readonly options: VerifyOptions;
  readonly kitSteps: string;
  readonly catalogue: Catalogue;
  readonly seed: string;
  readonly name: string;
  readonly ledger: string;
  readonly say: (text: string) => void;
}

async function run(wanted: Run): Promise<FeatureRun> {
  const { loaded, paths, options, kitSteps, catalogue, seed, name, ledger, say } = wanted;
  const { createProgress, runFeatures } = await import('../conformance/run/index.ts');
  const { allRequirements } = await import('../conformance/requirements/index.ts');
  const claimed = new Set(loaded.description.capabilities);
  const foreign = allRequirements(catalogue).filter(
    ({ requirement }) => !claimed.has(requirement.capability),
  );
  const features = join(PACKAGE_ROOT, 'features');
  const progress = createProgress(say);
  const done = await runFeatures({
    root: PACKAGE_ROOT,
    features,
    steps: [kitSteps],
    paths: [
      ...paths.map((path) => resolve(path)),
      ...options.chapter.map((chapter) => join(features, chapter)),
    ],
    names: options.grep,
    tags: foreign.map(({ requirement }) => `not @${requirement.id}`).join(' and '),
    seed,
    order: 'random',
    failFast: false,
    reports: resolve(options.reports),
    parameters: {
      run: name,
      target: loaded.file,
      ledger,
      ...(options.control === undefined ? {} : { control: options.control }),
    },
    onScenario: (result) => progress.scenario(result),
  });
  progress.end();
  return { ...done, full: paths.length + options.chapter.length + options.grep.length === 0 };
}

interface Conclusion {
  readonly loaded: LoadedDescription;
  readonly options: VerifyOptions;
  readonly done: FeatureRun;
  readonly seed: string;
  readonly print: (text: string) => void;
  readonly say: (text: string) => void;
  /** Why the target can't be reached any more. */
  readonly gone?: string;
  /** Why a platform that the kit does not host can't be used any more: what failed may have failed by that. */
  readonly platformGone?: string;
}

async function conclude(conclusion: Conclusion): Promise<number> {
  const { loaded, options, done, seed, print, say, gone, platformGone } = conclusion;
  const { describeRun } = await import('../conformance/run/index.ts');
  const verdicts = await import('../conformance/verdicts/index.ts');
  const { description } = loaded;
  const capabilities = new Set(description.capabilities);
  const chapters = verdicts.judgeRequirements(done.catalogue, done.result, capabilities);
  const control = options.control === undefined ? '' : ` --control ${options.control}`;
  const repeat: Repeat = { command: `npx iot-flow-tck verify --target ${options.target}${control}`, seed };
  const files = await reportRun({
    run: done,
    facts: {
      target: 'external',
      targetName: description.name,
      capabilities,
      platform: platformInWords(description),
      date: isoTime(createRealClock().now()),
      seed,
      ...(options.control === undefined ? {} : { control: options.control }),
      reproduce: `${repeat.command} --seed ${seed}`,
    },
    folder: options.reports,
    brief: options.brief === true,
    env: process.env,
  });
  say(describeRun(done, repeat));
  print(`\n${verdicts.chapterTable(shown(chapters, done.full))}\n`);
  print(`${files.map((file) => `report: ${relative(process.cwd(), file)}`).join('\n')}\n\n`);
  const { scenarios, harnessFaults } = done.result;
  const vacuous =
    harnessFaults[0] ??
    platformGone ??
    (scenarios.every(({ status }) => status === 'skipped')
      ? 'no scenario could be run on this target; the reasons stand in the reports.'
      : verdicts.vacuity(done.result, lookerOf(description)));
  if (vacuous !== undefined) return notJudged(print, vacuous);
  const judged = verdicts.judgeConformance(chapters, description.knownDeviations, options.level);
  print(verdicts.verdictInWords(judged, { level: options.level, ...(gone === undefined ? {} : { gone }) }));
  return judged.conformant && gone === undefined ? 0 : 1;
}

/** Of a part of the features only the chapters that it touched. */
function shown(chapters: readonly ChapterVerdict[], full: boolean): readonly ChapterVerdict[] {
  return full
    ? chapters
    : chapters.filter(({ requirements }) => requirements.some(({ scenarios }) => scenarios.length > 0));
}

/** Ends the command where a chapter or a requirement that is named does not exist. */
async function expectKnown(
  { description, file }: LoadedDescription,
  { chapter }: VerifyOptions,
  catalogue: Catalogue,
  refuse: (text: string) => never,
): Promise<void> {
  const { allRequirements, closest } = await import('../conformance/requirements/index.ts');
  const check = (word: string, known: readonly string[], what: string) => {
    if (known.includes(word)) return;
    const meant = closest(word, known);
    refuse(`error: ${what} "${word}".${meant === undefined ? '' : ` Did you mean "${meant}"?`}`);
  };
  const folders = catalogue.chapters.map(({ folder }) => folder);
  for (const one of chapter) check(one, folders, 'There is no chapter');
  const ids = allRequirements(catalogue).map(({ requirement }) => requirement.id);
  for (const { requirement } of description.knownDeviations) {
    check(requirement, ids, `${file}: knownDeviations: there is no requirement`);
  }
}

function collect(value: string, before: readonly string[]): readonly string[] {
  return [...before, value.replace(/^features\//, '').replace(/\/$/, '')];
}

function grep(value: string, before: readonly string[]): readonly string[] {
  return [...before, expression(value)];
}
