import { randomInt } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { createRealClock, isoTime } from '../clock/index.ts';
import { PACKAGE_ROOT } from '../conformance/package-root.ts';
import type { ConformanceReport } from '../conformance/reports/index.ts';
import type { FeatureRun, Repeat } from '../conformance/run/index.ts';
import { expectControls, expressions, seedText, wholeNumber } from './arguments.ts';
import { COMPARE_HELP, earlierReport } from './earlier-report.ts';
import { namedPaths } from './named-paths.ts';
import { reportRun } from './report-run.ts';
import { processesFor } from './sharing.ts';

interface TestOptions {
  readonly name: readonly string[];
  readonly grep: readonly string[];
  readonly tags: string;
  readonly seed?: string;
  readonly order: 'random' | 'defined';
  readonly failFast?: true;
  readonly parallel?: number;
  readonly shard?: string;
  readonly compare?: string;
  readonly reports: string;
  readonly quiet?: true;
  readonly watch?: true;
  readonly brief?: true;
  readonly control?: string;
  readonly bridge: 'in-process' | 'process';
  readonly features?: string;
  readonly steps?: readonly string[];
}

const EXAMPLES = `
Examples:
  iot-flow-tck test                                       all features, in random order
  iot-flow-tck test features/create                       one chapter
  iot-flow-tck test features/create/request.feature:11    one scenario, by its line
  iot-flow-tck test CREATE-03 --seed 20110                one requirement, as in the run with that seed
  iot-flow-tck test CREATE-03.2                           one scenario of it, as the acceptance report counts them
  iot-flow-tck test features/create --watch               again after each change
  iot-flow-tck test --shard 1/3 --reports shard-1         a third of all; see "iot-flow-tck report merge --help"
  iot-flow-tck test --grep password --fail-fast           scenarios whose name matches, until one fails
  iot-flow-tck test features/create --bridge process      against the bridge as "iot-flow-tck bridge" runs it

Exit code: 0 all well; 1 something failed, or was not tested as planned; 2 the harness itself failed.
Reports: acceptance.html for readers, engineering.html for engineers, junit.xml, messages.ndjson, conformance.yaml.`;

/** Adds `iot-flow-tck test`: runs the features, with these steps of the kit, and writes the reports. */
export function addTestCommand(program: Command, kitSteps: string): void {
  program
    .command('test')
    .description('run the features against the reference bridge and write the reports')
    .argument(
      '[paths...]',
      'feature files or folders, with :line for one scenario, or ids such as CREATE-03 (default: all)',
    )
    .option(
      '--name <pattern>',
      'only scenarios whose name matches this expression; may be repeated',
      expressions,
      [],
    )
    .option('--grep <pattern>', 'the same as --name', expressions, [])
    .option('--tags <expression>', 'only scenarios with these tags, such as "@CREATE-01 or @CREATE-02"', '')
    .option('--seed <seed>', 'repeat a run: order, device ids, radio (default: drawn, and printed)', seedText)
    .addOption(
      new Option('--order <order>', 'of the scenarios').choices(['random', 'defined']).default('random'),
    )
    .option('--fail-fast', 'stop at the first scenario that fails')
    .option(
      '--parallel <count>',
      'processes that share the scenarios; 0: none but this one (default: one more than cores, up to 4, where it takes long; else 0)',
      wholeNumber(0, 64),
    )
    .option(
      '--shard <part>',
      'only this part, such as 1/3; "report merge" puts the parts together',
      shardText,
    )
    .option('--compare <path>', COMPARE_HELP)
    .option(
      '--watch',
      'run again after each change: of a feature that feature, of anything else all that was named',
    )
    .option('--reports <folder>', 'where the reports go', 'reports')
    .option('--quiet', 'print failures and the last line only')
    .addOption(
      new Option(
        '--bridge <kind>',
        'in-process: most scenarios in virtual time; process: as a process of its own, all in real time',
      )
        .choices(['in-process', 'process'])
        .default('in-process'),
    )
    .option('--control <name>', 'break the bridge on purpose with this negative control')
    .option('--features <folder>', 'another folder of features, with their requirements.yaml')
    .option('--steps <globs...>', "other step definitions than the kit's")
    .addOption(new Option('--brief', 'write conformance.yaml only, of the reports').hideHelp())
    .addHelpText('after', EXAMPLES)
    .action(async (paths: readonly string[], options: TestOptions, command: Command) => {
      const named = await namedPaths(paths, featuresOf(options), (text) => command.error(text));
      if (options.control !== undefined) await expectControls(command, [options.control]);
      if (options.control !== undefined && options.bridge === 'process') {
        command.error(
          'error: --control breaks the bridge in its parts, which a process of its own does not show: leave out --bridge process.',
        );
      }
      if (options.watch) return keepWatching(paths, options);
      await test(
        { words: paths, paths: named },
        options,
        kitSteps,
        await earlierReport(command, options.compare),
      );
    });
}

/** What was named on the command line, in its words and as paths. */
interface Named {
  readonly words: readonly string[];
  readonly paths: readonly string[];
}

async function test(
  { words, paths }: Named,
  options: TestOptions,
  kitSteps: string,
  earlier: ConformanceReport | undefined,
): Promise<void> {
  const seed = options.seed ?? String(randomInt(1, 1_000_000));
  if (options.steps !== undefined) await understandTypeScript();
  const run = await import('../conformance/run/index.ts');
  const repeat = repeatOf(words, options, seed, run.testCommand());
  const counts = { passed: 0, failed: 0, skipped: 0 };
  const print = (text: string) => void process.stdout.write(text);
  const say = (text: string) => print(options.quiet ? '' : text);
  const onInterrupt = () => {
    print(`\nInterrupted; seed ${seed}. No report was written.\n${run.lastLine(counts)}\n`);
    process.exit(130);
  };
  process.once('SIGINT', onInterrupt);
  say(`seed ${seed}${options.control === undefined ? '' : `, control ${options.control}`}\n`);
  const progress = run.createProgress(say);
  try {
    const done = await run.runFeatures({
      ...whatToRun(paths, options, kitSteps),
      seed,
      onScenario(result) {
        counts[result.status === 'blocked' ? 'failed' : result.status] += 1;
        progress.scenario(result);
      },
    });
    progress.end();
    const files = await report(done, options, repeat, earlier);
    print(run.describeRun(done, repeat) + (await remarkOn(done, options)));
    say(`${files.map((file) => `report: ${relative(process.cwd(), file)}`).join('\n')}\n`);
    print(`${run.lastLine(done.judgement)}\n`);
    process.exitCode = done.judgement.exitCode;
  } catch (error) {
    progress.end();
    process.exitCode = 2;
    if (error instanceof run.UnusableFilter) {
      console.error(`error: --tags: ${error.message} Write one such as "@CREATE-01 or @CREATE-02".`);
      return;
    }
    console.error(`The features could not be run: ${told(error)}`);
    print(`${run.lastLine(counts)}\n`);
  } finally {
    process.off('SIGINT', onInterrupt);
  }
}

/** Of features of one's own only: a part of the kit's may rightly have no uplink. */
async function remarkOn({ result }: FeatureRun, { features }: TestOptions): Promise<string> {
  const { unreached } = await import('../conformance/verdicts/index.ts');
  const remark = features === undefined ? undefined : unreached(result);
  return remark === undefined ? '' : `Note: ${remark}\n`;
}

/** The first cause stands in front: what is wrapped around it says only where it was met. */
function told(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error
    ? `${error.cause.message}\n${error.stack}`
    : (error.stack ?? error.message);
}

/** Somebody's own steps may be TypeScript. */
async function understandTypeScript(): Promise<void> {
  const { register } = await import('tsx/esm/api');
  register({ tsconfig: join(PACKAGE_ROOT, 'tsconfig.json') });
}

function featuresOf({ features }: TestOptions): string {
  return resolve(features ?? join(PACKAGE_ROOT, 'features'));
}

function whatToRun(paths: readonly string[], options: TestOptions, kitSteps: string) {
  return {
    root: options.features === undefined ? PACKAGE_ROOT : process.cwd(),
    features: featuresOf(options),
    steps: options.steps ?? [kitSteps],
    paths,
    names: [...options.name, ...options.grep],
    tags: options.tags,
    order: options.order,
    failFast: options.failFast === true,
    ...(options.shard === undefined ? {} : { shard: options.shard }),
    parallel: options.parallel ?? usualParallel(paths, options),
    reports: resolve(options.reports),
    ...(options.control === undefined ? {} : { control: options.control }),
    ...(options.bridge === 'process' ? { parameters: { bridge: options.bridge } } : {}),
  };
}

/** A few scenarios are done sooner than further processes have started; somebody's own steps may share something. */
function usualParallel(paths: readonly string[], options: TestOptions): number {
  const isFiltered = options.name.length + options.grep.length > 0 || options.tags !== '';
  if (isFiltered || options.steps !== undefined || options.control !== undefined) return 0;
  return processesFor(paths.length === 0 ? [featuresOf(options)] : paths, availableParallelism());
}

/** Runs them again and again, each time in a process of its own, until Ctrl-C. */
async function keepWatching(paths: readonly string[], options: TestOptions): Promise<void> {
  const { watchFeatures } = await import('./watch.ts');
  const features = featuresOf(options);
  const own = ['steps', 'src', 'mocks', 'controls'].map((room) => join(PACKAGE_ROOT, room));
  const all = process.argv.slice(3).filter((arg) => arg !== '--watch');
  const end = new AbortController();
  process.once('SIGINT', () => end.abort());
  await watchFeatures({
    clock: createRealClock(),
    folders: [features, ...own],
    features,
    all,
    options: all.filter((arg) => !paths.includes(arg)),
    print: (text) => void process.stdout.write(text),
    signal: end.signal,
  });
}

async function report(
  run: FeatureRun,
  options: TestOptions,
  repeat: Repeat,
  earlier: ConformanceReport | undefined,
): Promise<readonly string[]> {
  const { REFERENCE_CAPABILITIES } = await import('../conformance/targets/index.ts');
  const { judgeOwnRun, judgeRequirements } = await import('../conformance/verdicts/index.ts');
  const { wholeCommand } = await import('../conformance/run/index.ts');
  const chapters = judgeRequirements(run.catalogue, run.result, REFERENCE_CAPABILITIES);
  return reportRun({
    run,
    chapters,
    facts: {
      target: options.bridge === 'process' ? 'process' : 'reference',
      capabilities: REFERENCE_CAPABILITIES,
      platform: 'Cumulocity twin of this kit',
      date: isoTime(createRealClock().now()),
      seed: repeat.seed,
      ...(options.control === undefined ? {} : { control: options.control }),
      reproduce: wholeCommand(repeat),
      repeat,
      outcome: judgeOwnRun(run.judgement, chapters, run.full),
    },
    folder: options.reports,
    brief: options.brief === true,
    ...(earlier === undefined ? {} : { earlier }),
    env: process.env,
  });
}

function repeatOf(words: readonly string[], options: TestOptions, seed: string, command: string): Repeat {
  const { features, steps, control, bridge, name, grep, tags, order, failFast, shard } = options;
  return {
    command,
    options: [
      ...(features === undefined ? [] : ['--features', features]),
      ...(steps === undefined ? [] : ['--steps', ...steps]),
      ...(control === undefined ? [] : ['--control', control]),
      ...(bridge === 'process' ? ['--bridge', bridge] : []),
    ],
    filters: [
      ...words,
      ...[...name, ...grep].flatMap((pattern) => ['--grep', pattern]),
      ...(tags === '' ? [] : ['--tags', tags]),
      ...(order === 'random' ? [] : ['--order', order]),
      ...(failFast === undefined ? [] : ['--fail-fast']),
      ...(shard === undefined ? [] : ['--shard', shard]),
    ],
    seed,
  };
}

function shardText(value: string): string {
  const [part = 0, parts = 0] = /^(\d+)\/(\d+)$/.exec(value)?.slice(1).map(Number) ?? [];
  if (part >= 1 && part <= parts) return value;
  throw new InvalidArgumentError('It must be PART/PARTS, such as 1/3 for the first of three.');
}
