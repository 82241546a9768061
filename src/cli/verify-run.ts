import { join, relative, resolve } from 'node:path';
import { createRealClock, isoTime } from '../clock/index.ts';
import { PACKAGE_ROOT } from '../conformance/package-root.ts';
import type { ConformanceReport } from '../conformance/reports/index.ts';
import type { Catalogue } from '../conformance/requirements/index.ts';
import type { FeatureRun, Repeat } from '../conformance/run/index.ts';
import type { LoadedDescription, TargetDescription } from '../conformance/targets/index.ts';
import type { ChapterVerdict, Level } from '../conformance/verdicts/index.ts';
import { reportRun } from './report-run.ts';

/** What `iot-flow-tck verify` is told. */
export interface VerifyOptions {
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

/** A run against a bridge that the kit does not host. */
export interface VerifyRun {
  readonly loaded: LoadedDescription;
  /** What was named on the command line, and where that is. */
  readonly words: readonly string[];
  readonly paths: readonly string[];
  readonly options: VerifyOptions;
  /** Glob of the kit's steps. */
  readonly kitSteps: string;
  readonly catalogue: Catalogue;
  readonly seed: string;
  /** The run's own name, which what it makes bears. */
  readonly name: string;
  /** Where it keeps what it has made. */
  readonly ledger: string;
  readonly earlier: ConformanceReport | undefined;
  readonly print: (text: string) => void;
  /** Prints what `--quiet` leaves out. */
  readonly say: (text: string) => void;
}

/** What is not as it was before the run: of the bridge, and of a platform that the kit does not host. */
export interface AfterRun {
  readonly gone: string | undefined;
  readonly platformGone: string | undefined;
}

/** What stands on the Cumulocity side, for readers. */
export function platformInWords({ platform }: TargetDescription): string {
  if (platform.kind === 'twin') return 'Cumulocity twin of this kit';
  return `Cumulocity tenant ${platform.tenantId} at ${platform.baseUrl}`;
}

/** Runs what was asked for of the kit's features, without what the bridge does not claim. */
export async function runVerify(wanted: VerifyRun): Promise<FeatureRun> {
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
    paths: [...paths, ...options.chapter.map((chapter) => join(features, chapter))],
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

/** Judges a run, writes its reports and prints the verdict. @returns the exit code */
export async function concludeVerify(wanted: VerifyRun, done: FeatureRun, after: AfterRun): Promise<number> {
  const { loaded, options, seed, earlier, print, say } = wanted;
  const { describeRun, wholeCommand } = await import('../conformance/run/index.ts');
  const verdicts = await import('../conformance/verdicts/index.ts');
  const { description } = loaded;
  const capabilities = new Set(description.capabilities);
  const chapters = verdicts.judgeRequirements(done.catalogue, done.result, capabilities);
  const why = await whyNotJudged(wanted, done, after);
  const outcome = verdicts.judgeOutcome({
    ...{ chapters, known: description.knownDeviations, level: options.level, full: done.full },
    ...(why === undefined ? {} : { why }),
    ...(after.gone === undefined ? {} : { gone: after.gone }),
  });
  const repeat = repeatOf(wanted);
  const files = await reportRun({
    run: done,
    chapters,
    facts: {
      target: 'external',
      targetName: description.name,
      capabilities,
      platform: platformInWords(description),
      date: isoTime(createRealClock().now()),
      seed,
      ...(options.control === undefined ? {} : { control: options.control }),
      reproduce: wholeCommand(repeat),
      repeat,
      outcome,
    },
    folder: options.reports,
    brief: options.brief === true,
    ...(earlier === undefined ? {} : { earlier }),
    env: process.env,
  });
  say(describeRun(done, repeat));
  print(`\n${verdicts.chapterTable(shown(chapters, done.full))}\n`);
  print(`${files.map((file) => `report: ${relative(process.cwd(), file)}`).join('\n')}\n\n`);
  print(verdicts.outcomeText(outcome));
  return verdicts.exitCodeOf(outcome);
}

/** Why a run says nothing about the bridge, however its scenarios ended. */
async function whyNotJudged(
  { loaded: { description }, paths, options }: VerifyRun,
  { result }: FeatureRun,
  { platformGone }: AfterRun,
): Promise<string | undefined> {
  const { harnessFaultsOf } = await import('../conformance/run/index.ts');
  const { vacuity } = await import('../conformance/verdicts/index.ts');
  const [fault, ...more] = harnessFaultsOf(result);
  if (fault !== undefined) return more.length === 0 ? fault : `${fault}\n(and ${more.length} more)`;
  if (platformGone !== undefined) return platformGone;
  if (result.scenarios.length === 0) {
    const asked = [
      ...paths,
      ...options.chapter.map((one) => `--chapter ${one}`),
      ...options.grep.map((one) => `--grep ${one}`),
    ].join(', ');
    const ofLine = paths.some((path) => /:\d+$/.test(path))
      ? ' A scenario is named by the line on which it begins.'
      : '';
    return asked === ''
      ? "no scenario is about what the bridge claims. Check capabilities in the target's file."
      : `no scenario matches ${asked}, or those that do are about capabilities that the target's file does not claim.${ofLine}`;
  }
  if (result.scenarios.every(({ status }) => status === 'skipped')) {
    return 'no scenario could be run on this target; the reasons stand in the reports.';
  }
  const { platform } = description;
  // At a tenant somebody makes objects beside the bridge.
  return vacuity(result, platform.kind === 'twin' ? undefined : platform.operator.username);
}

function repeatOf({ words, options, seed }: VerifyRun): Repeat {
  const { target, level, control, chapter, grep } = options;
  return {
    command: 'npx iot-flow-tck verify',
    options: [
      ...['--target', target],
      ...(level === 'MUST' ? [] : ['--level', level]),
      ...(control === undefined ? [] : ['--control', control]),
    ],
    filters: [
      ...words,
      ...chapter.flatMap((one) => ['--chapter', one]),
      ...grep.flatMap((one) => ['--grep', one]),
    ],
    seed,
  };
}

/** Of a part of the features only the chapters that it touched. */
function shown(chapters: readonly ChapterVerdict[], full: boolean): readonly ChapterVerdict[] {
  return full
    ? chapters
    : chapters.filter(({ requirements }) => requirements.some(({ scenarios }) => scenarios.length > 0));
}
