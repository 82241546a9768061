import { isAbsolute, join, relative, resolve } from 'node:path';
import type { Envelope as Message } from '@cucumber/messages';
import { checkPlan, readPlan } from '../plan/index.ts';
import { type Catalogue, readCatalogue } from '../requirements/index.ts';
import { judgeRun, type RunJudgement } from './check-run.ts';
import { createCollector } from './collector.ts';
import { type CucumberRun, runInCucumber } from './run-cucumber.ts';
import type { RunResult, ScenarioResult } from './scenario-result.ts';

export interface FeatureRunOptions {
  /** The package's own folder, or that of whoever brings other features: results name paths relative to it. */
  readonly root: string;
  /** The folder of the features, with their catalogue. */
  readonly features: string;
  readonly steps: CucumberRun['steps'];
  /** What to run of the features; empty: all. Absolute, `:line` allowed. */
  readonly paths: readonly string[];
  readonly names: readonly string[];
  readonly tags: string;
  readonly seed: string;
  readonly order: 'random' | 'defined';
  readonly failFast: boolean;
  /** Processes that share the scenarios; 0: all in this one. */
  readonly parallel?: number;
  /** The part to run, as `1/3`. */
  readonly shard?: string;
  readonly reports: string;
  /** The name of a negative control that breaks the bridge under test. */
  readonly control?: string;
  /** What the steps of a run against another bridge are told besides: its file, the run's own name. */
  readonly parameters?: Readonly<Record<string, string>>;
  readonly onScenario: (result: ScenarioResult) => void;
}

export interface FeatureRun {
  readonly catalogue: Catalogue;
  readonly messages: readonly Message[];
  readonly result: RunResult;
  readonly judgement: RunJudgement;
  /** True when nothing was left out by a filter. */
  readonly full: boolean;
}

/** Runs features and judges the run; the plan is checked as a whole, whatever is run of it. */
export async function runFeatures(options: FeatureRunOptions): Promise<FeatureRun> {
  const [catalogue, plan] = await Promise.all([readCatalogue(options.features), readPlan(options.features)]);
  const messages: Message[] = [];
  const collector = createCollector({ failFast: options.failFast });
  const inRoot = (path: string) => (isAbsolute(path) ? relative(options.root, path) : path);
  await runInCucumber(
    {
      root: options.root,
      paths: (options.paths.length === 0 ? [options.features] : options.paths).map(inRoot),
      steps: options.steps,
      names: options.names,
      tags: options.tags,
      order: options.order === 'random' ? `random:${options.seed}` : 'defined',
      failFast: options.failFast,
      parallel: options.parallel ?? 0,
      shard: options.shard ?? '',
      worldParameters: {
        seed: options.seed,
        run: `run-${options.seed}`,
        ...(options.control === undefined ? {} : { control: options.control }),
        ...options.parameters,
      },
      reports: resolve(options.reports),
    },
    (message) => {
      messages.push(message);
      const finished = collector.take(message);
      if (finished !== undefined) options.onScenario(finished);
    },
  );
  const full =
    options.paths.length === 0 &&
    options.names.length === 0 &&
    options.tags === '' &&
    options.shard === undefined;
  const result = collector.result();
  const planProblems = checkPlan(catalogue, plan).map((problem) => withRoot(problem, options));
  return { catalogue, messages, result, full, judgement: judgeRun({ result, planProblems, full }) };
}

/** Plan problems name files below the features' folder; a reader looks for them from the root. */
function withRoot(problem: string, options: FeatureRunOptions): string {
  const folder = relative(options.root, options.features);
  return /^[^\s:]+\.(feature|yaml)\b/.test(problem) ? join(folder, problem) : problem;
}
