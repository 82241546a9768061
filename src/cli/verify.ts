import { randomBytes, randomInt } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Command, Option } from 'commander';
import { PACKAGE_ROOT } from '../conformance/package-root.ts';
import type { ConformanceReport } from '../conformance/reports/index.ts';
import type { Catalogue } from '../conformance/requirements/index.ts';
import type { LoadedDescription } from '../conformance/targets/index.ts';
import type { ReachedTarget } from '../simulation/index.ts';
import { closest } from '../words/index.ts';
import { expectWireControl, expressions, seedText } from './arguments.ts';
import { COMPARE_HELP, earlierReport } from './earlier-report.ts';
import { namedPaths } from './named-paths.ts';
import { addToJobSummary } from './report-run.ts';
import { expectTwin, readTargetFile } from './target-file.ts';
import { concludeVerify, platformInWords, runVerify, type VerifyOptions } from './verify-run.ts';

/** As they are given: the target may be missing, which is told only after a misspelt option. */
type GivenOptions = Omit<VerifyOptions, 'target'> & { readonly target?: string; readonly compare?: string };

const EXAMPLES = `
Examples:
  iot-flow-tck init my-bridge.yaml                                  write a target file with comments, then fill it in
  iot-flow-tck verify --target my-bridge.yaml                       everything that the bridge claims
  iot-flow-tck verify --target my-bridge.yaml --chapter create --chapter mapping
  iot-flow-tck verify --target my-bridge.yaml --grep latitude       scenarios whose name matches
  iot-flow-tck verify --target my-bridge.yaml features/delete/delete.feature:6
  iot-flow-tck verify --target my-bridge.yaml MAP-09                one requirement

Scenarios run in real time, one after the other. What a bridge that the kit does not host can't be shown, such as an hour
that passes, is told as not tested. Connections bear the run's name and are removed, after Ctrl-C too. The bridge's
Cumulocity is the kit's twin, or a tenant of yours (platform.kind in the file).

Exit code: 0 conformant, of a part of the scenarios: nothing in it speaks against it; 1 not conformant; 2 the kit could not
judge, and says why. How to write a target file, and what the verdicts mean: docs/judge-your-bridge.md.`;

/** It could not be judged: the target is out of reach, nothing reached it, or the kit itself failed. */
const NOT_JUDGED = 2;
/** As shells tell an end by SIGINT. */
const INTERRUPTED = 130;

/** Adds `iot-flow-tck verify`: judges a bridge that the kit does not host. */
export function addVerifyCommand(program: Command, kitSteps: string): void {
  program
    .command('verify')
    .description('judge a bridge of yours, described in a file, and write the reports')
    .argument(
      '[paths...]',
      'feature files or folders, with :line for one scenario, or ids of requirements (default: all)',
    )
    .option('--target <file>', 'the YAML file that describes the bridge; `init` writes one; always needed')
    .option('--chapter <folder>', 'only this chapter, a folder of features/; may be repeated', collect, [])
    .option(
      '--grep <pattern>',
      'only scenarios whose name matches this expression; may be repeated',
      expressions,
      [],
    )
    .addOption(
      new Option('--level <level>', 'up to which level requirements have to be kept')
        .choices(['MUST', 'SHOULD', 'MAY'])
        .default('MUST'),
    )
    .option('--seed <seed>', 'repeat the order and values of a run (default: drawn, and printed)', seedText)
    .option('--compare <path>', COMPARE_HELP)
    .option('--reports <folder>', 'where the reports go', 'reports')
    .option('--quiet', 'print the table and the verdict only')
    .option(
      '--control <name>',
      'corrupt what passes between the bridge and its neighbours as this negative control does; see "controls --target"',
    )
    .addOption(new Option('--brief', 'write conformance.yaml only, of the reports').hideHelp())
    .addHelpText('after', EXAMPLES)
    .action(async (paths: readonly string[], given: GivenOptions, command: Command) => {
      const { target } = given;
      // Commander would look for it before it looks at what it does not know, such as --taget.
      if (target === undefined) {
        return command.error(
          'error: no bridge to judge: name its file, --target <file>. `iot-flow-tck init` writes one.',
        );
      }
      const options = { ...given, target };
      const named = await namedPaths(paths, join(PACKAGE_ROOT, 'features'), (text) => command.error(text));
      if (options.control !== undefined) await expectWireControl(command, options.control);
      const loaded = await readTargetFile(command, target);
      if (options.control !== undefined) expectTwin(command, loaded);
      const earlier = await earlierReport(command, options.compare);
      const wanted = { loaded, words: paths, paths: named, options, kitSteps, earlier };
      process.exitCode = await verify(wanted, (text) => command.error(text));
    });
}

interface ToVerify {
  readonly loaded: LoadedDescription;
  readonly words: readonly string[];
  readonly paths: readonly string[];
  readonly options: VerifyOptions;
  readonly kitSteps: string;
  readonly earlier: ConformanceReport | undefined;
}

async function verify(wanted: ToVerify, refuse: (text: string) => never): Promise<number> {
  const { loaded, options } = wanted;
  const { readCatalogue } = await import('../conformance/requirements/index.ts');
  const { openLedger, TargetError } = await import('../conformance/targets/index.ts');
  const { reachTarget } = await import('../simulation/index.ts');
  const catalogue = await readCatalogue(join(PACKAGE_ROOT, 'features'));
  await expectKnown(loaded, options, catalogue, refuse);
  const seed = options.seed ?? String(randomInt(1, 1_000_000));
  const name = `tck-${randomBytes(3).toString('hex')}`;
  const print = (text: string) => void process.stdout.write(text);
  const say = (text: string) => print(options.quiet ? '' : text);
  // A run that another command makes has no place of its own in the job's summary.
  const environment = options.brief === undefined ? process.env : {};
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
    if (unfit !== undefined) return await notJudged(print, environment, unfit);
    const run = { ...wanted, catalogue, seed, name, ledger, print, say };
    const done = await runVerify(run);
    if (interrupted) return INTERRUPTED;
    const platformGone = await target.platformUnfit();
    const gone = await target.gone();
    return await concludeVerify(run, done, { gone, platformGone });
  } catch (error) {
    if (error instanceof TargetError) return await notJudged(print, environment, error.message);
    return await notJudged(
      print,
      environment,
      error instanceof Error ? (error.stack ?? error.message) : String(error),
    );
  } finally {
    await tidy();
    process.off('SIGINT', onInterrupt).off('SIGTERM', onInterrupt);
  }
}

async function notJudged(
  print: (text: string) => void,
  environment: NodeJS.ProcessEnv,
  why: string,
): Promise<number> {
  await addToJobSummary(environment, async () => {
    const { summaryWithoutRun } = await import('../conformance/reports/index.ts');
    return summaryWithoutRun(why);
  });
  print(`NOT JUDGED: ${why}\nNo report was written.\n`);
  return NOT_JUDGED;
}

/** Ends the command where a chapter or a requirement that is named does not exist. */
async function expectKnown(
  { description, file }: LoadedDescription,
  { chapter }: VerifyOptions,
  catalogue: Catalogue,
  refuse: (text: string) => never,
): Promise<void> {
  const { allRequirements } = await import('../conformance/requirements/index.ts');
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
