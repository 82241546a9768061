import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import {
  type ISupportCodeLibrary,
  loadConfiguration,
  loadSupport,
  runCucumber,
} from '@cucumber/cucumber/api';
import type { Envelope as Message } from '@cucumber/messages';

/** What is to be run, and where its raw reports go. */
export interface CucumberRun {
  /** Paths in results are relative to it. */
  readonly root: string;
  /** Feature files or folders, `:line` allowed; relative to the root, or absolute. */
  readonly paths: readonly string[];
  /** Globs of the step definitions, or these once loaded: a process can load them only once. */
  readonly steps: readonly string[] | ISupportCodeLibrary;
  /** Regular expressions; a scenario's name has to match one, where there are any. */
  readonly names: readonly string[];
  /** A Cucumber tag expression, or empty. */
  readonly tags: string;
  readonly order: 'defined' | `random:${string}`;
  readonly failFast: boolean;
  /** Processes that share the scenarios; 0: all in this one. Needs step definitions by their globs. */
  readonly parallel: number;
  /** The part to run, as `1/3`; empty: all. */
  readonly shard: string;
  readonly worldParameters: Readonly<Record<string, string>>;
  /** Gets `messages.ndjson` and `junit.xml`. */
  readonly reports: string;
}

/** What was to be left out can't be understood; the message says why. */
export class UnusableFilter extends Error {
  override readonly name = 'UnusableFilter';
}

/**
 * Runs features in this process and hands on each message as it comes. Where steps are TypeScript, whoever calls this has
 * registered tsx.
 * @throws UnusableFilter when the tag expression is none
 * @throws Error when the steps or a path can't be loaded.
 */
export async function runInCucumber(run: CucumberRun, onMessage: (message: Message) => void): Promise<void> {
  await mkdir(run.reports, { recursive: true });
  const environment = { cwd: run.root, env: {} };
  const { runConfiguration } = await loadConfiguration(
    {
      file: false,
      provided: {
        paths: [...run.paths],
        import: 'originalCoordinates' in run.steps ? [] : [...run.steps],
        name: [...run.names],
        tags: run.tags,
        order: run.order,
        failFast: run.failFast,
        parallel: run.parallel,
        shard: run.shard,
        publish: false,
        worldParameters: { ...run.worldParameters },
        format: [['junit', join(run.reports, 'junit.xml')]],
        formatOptions: { junit: { suiteName: 'iot-flow-tck' } },
      },
    },
    environment,
  );
  // The raw messages take the place of Cucumber's own console output; what the console shows is made from them.
  const messages = createWriteStream(join(run.reports, 'messages.ndjson'));
  try {
    const formats = { ...runConfiguration.formats, stdout: 'message' };
    const support = 'originalCoordinates' in run.steps ? run.steps : runConfiguration.support;
    await runCucumber(
      { ...runConfiguration, formats, support },
      { ...environment, env: workersEnvironment(run.steps), stdout: messages },
      onMessage,
    );
  } catch (error) {
    throw unusableFilter(run.tags, error) ?? error;
  } finally {
    messages.end();
    await finished(messages);
  }
}

/** Cucumber tells of a tag expression that it can't parse only once it filters by it, within an error of its own. */
function unusableFilter(tags: string, error: unknown): UnusableFilter | undefined {
  const cause = error instanceof Error ? (error.cause ?? error) : undefined;
  const why = /^Tag expression [\s\S]* because of syntax error: (.*)$/.exec(
    cause instanceof Error ? cause.message : '',
  )?.[1];
  return why === undefined
    ? undefined
    : new UnusableFilter(`"${tags}" is no tag expression: ${why}`, { cause: error });
}

/** What the processes of a parallel run are given: they load the steps anew, and name the sources' places as this one. */
function workersEnvironment(steps: CucumberRun['steps']): NodeJS.ProcessEnv {
  const isTypeScript = !('originalCoordinates' in steps) && steps.some((glob) => glob.endsWith('.ts'));
  const options = [
    process.env.NODE_OPTIONS ?? '',
    '--enable-source-maps',
    // A world's objects live for some milliseconds: with room for them, collecting takes a twentieth less time.
    '--max-semi-space-size=32',
    isTypeScript ? `--import=${import.meta.resolve('tsx')}` : '',
  ];
  return { ...process.env, NODE_OPTIONS: options.join(' ').trim() };
}

/** Loads step definitions for several runs in this process. */
export async function loadSteps(root: string, steps: readonly string[]): Promise<ISupportCodeLibrary> {
  const environment = { cwd: root, env: {} };
  const { runConfiguration } = await loadConfiguration(
    { file: false, provided: { import: [...steps] } },
    environment,
  );
  return loadSupport(runConfiguration, environment);
}
