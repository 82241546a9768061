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
  readonly worldParameters: Readonly<Record<string, string>>;
  /** Gets `messages.ndjson` and `junit.xml`. */
  readonly reports: string;
}

/**
 * Runs features in this process and hands on each message as it comes. Where steps are TypeScript, whoever calls this has
 * registered tsx.
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
      { ...environment, env: workersEnvironment(), stdout: messages },
      onMessage,
    );
  } finally {
    messages.end();
    await finished(messages);
  }
}

/** What the processes of a parallel run are given: places in their messages are those of the sources, as in this one. */
function workersEnvironment(): NodeJS.ProcessEnv {
  const options = [process.env.NODE_OPTIONS, '--enable-source-maps'].filter((one) => one !== undefined);
  return { ...process.env, NODE_OPTIONS: options.join(' ') };
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
