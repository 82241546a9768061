import { randomInt } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { createRealClock, isoTime } from '../clock/index.ts';
import { PACKAGE_ROOT } from '../conformance/package-root.ts';
import type { ConformanceReport } from '../conformance/reports/index.ts';
import type { FeatureRun, Repeat } from '../conformance/run/index.ts';
import { expectControls, expression, wholeNumber } from './arguments.ts';
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
  readonly features?: string;
  readonly steps?: readonly string[];
}

const EXAMPLES = `
Examples:
  iot-flow-tck test                                       all features, in random order
  iot-flow-tck test features/create                       one chapter
  iot-flow-tck test features/create/request.feature:12    one scenario, by its line
  iot-flow-tck test CREATE-03 --seed 20110                one requirement, as in the run with that seed
  iot-flow-tck test CREATE-03.2                           one scenario of it, as the acceptance report counts them
  iot-flow-tck test features/create --watch               again after each change
  iot-flow-tck test --shard 1/3 --reports shard-1         a third of all; see "iot-flow-tck report merge --help"
  iot-flow-tck test --grep password --fail-fast           scenarios whose name matches, until one fails

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
      collect,
      [],
    )
    .option('--grep <pattern>', 'the same as --name', collect, [])
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
    .option('--compare <file>', 'the conformance.yaml of an earlier run, to show what has changed since')
    .option(
      '--watch',
      'run again after each change: of a feature that feature, of anything else all that was named',
    )
    .option('--reports <folder>', 'where the reports go', 'reports')
    .option('--quiet', 'print failures and the last line only')
    .option('--control <name>', 'break the bridge on purpose with this negative control')
    .option('--features <folder>', 'another folder of features, with their requirements.yaml')
    .option('--steps <globs...>', "other step definitions than the kit's")
    .addOption(new Option('--brief', 'write conformance.yaml only, of the reports').hideHelp())
    .addHelpText('after', EXAMPLES)
    .action(async (paths: readonly string[], options: TestOptions, command: Command) => {
      const named = await namedPaths(paths, featuresOf(options), (text) => command.error(text));
      if (options.control !== undefined) await expectControls(command, [options.control]);
      if (options.watch) return keepWatching(paths, options);
      await test(named, options, kitSteps, await earlierReport(options, command));
    });
}

async function test(
  paths: readonly string[],
  options: TestOptions,
  kitSteps: string,
  earlier: ConformanceReport | undefined,
): Promise<void> {
  const seed = options.seed ?? String(randomInt(1, 1_000_000));
  const repeat: Repeat = {
    command: repeatCommand(options),
    seed,
    ...(options.control === undefined ? {} : { control: options.control }),
  };
  if (options.steps !== undefined) await understandTypeScript();
  const run = await import('../conformance/run/index.ts');
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
    console.error(`The features could not be run: ${told(error)}`);
    print(`${run.lastLine(counts)}\n`);
    process.exitCode = 2;
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

/** What was of an earlier run; read before this one, which may write to the same folder. */
async function earlierReport(options: TestOptions, command: Command) {
  if (options.compare === undefined) return undefined;
  const { readReport } = await import('../conformance/merging/index.ts');
  return readReport(resolve(options.compare)).catch((error: unknown) =>
    command.error(`error: ${error instanceof Error ? error.message : error}`),
  );
}

async function report(
  run: FeatureRun,
  options: TestOptions,
  repeat: Repeat,
  earlier: ConformanceReport | undefined,
): Promise<readonly string[]> {
  const { REFERENCE_CAPABILITIES } = await import('../conformance/targets/index.ts');
  const shard = options.shard === undefined ? '' : ` --shard ${options.shard}`;
  return reportRun({
    run,
    facts: {
      target: 'reference',
      capabilities: REFERENCE_CAPABILITIES,
      platform: 'Cumulocity twin of this kit',
      date: isoTime(createRealClock().now()),
      seed: repeat.seed,
      ...(repeat.control === undefined ? {} : { control: repeat.control }),
      reproduce: `${repeat.command}${shard} --seed ${repeat.seed}`,
    },
    folder: options.reports,
    brief: options.brief === true,
    ...(earlier === undefined ? {} : { earlier }),
    env: process.env,
  });
}

function repeatCommand(options: TestOptions): string {
  const command = process.cwd() === PACKAGE_ROOT ? 'npm run features --' : 'npx iot-flow-tck test';
  const features = options.features === undefined ? '' : ` --features ${options.features}`;
  const steps = options.steps === undefined ? '' : ` --steps ${options.steps.join(' ')}`;
  return command + features + steps;
}

function collect(value: string, before: readonly string[]): readonly string[] {
  return [...before, expression(value)];
}

function shardText(value: string): string {
  const [part = 0, parts = 0] = /^(\d+)\/(\d+)$/.exec(value)?.slice(1).map(Number) ?? [];
  if (part >= 1 && part <= parts) return value;
  throw new InvalidArgumentError('It must be PART/PARTS, such as 1/3 for the first of three.');
}

function seedText(value: string): string {
  if (/^[\w.-]+$/.test(value)) return value;
  throw new InvalidArgumentError('A seed is made of letters, digits, dots, dashes and underscores.');
}
