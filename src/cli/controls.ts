import { randomInt } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { relative, resolve } from 'node:path';
import type { Command } from 'commander';
import { expectControls, expectWireControl, seedText, wholeNumber } from './arguments.ts';
import { expectTwin, readTargetFile } from './target-file.ts';

interface ControlsOptions {
  readonly target?: string;
  readonly full?: true;
  readonly seed?: string;
  readonly parallel?: number;
  readonly reports: string;
  readonly list?: true;
}

const EXAMPLES = `
Examples:
  iot-flow-tck controls                                    every control, the scenarios concerned
  iot-flow-tck controls latitude-and-longitude-swapped     one of them
  iot-flow-tck controls --full                             every control against every scenario
  iot-flow-tck controls --list                             what there is
  iot-flow-tck controls --target my-bridge.yaml            on a bridge of yours that is running: its traffic is corrupted

A control is a bridge broken on purpose. Exit code: 0 each failed on exactly what it names; 1 one did not; 2 one could not
be judged. On a bridge of yours only those controls can be tried that corrupt traffic, one after the other, and each counts
as noticed when something that it names fails and nothing else that your bridge keeps otherwise.`;

/** Adds `iot-flow-tck controls`: proves that the features notice bridges that are broken on purpose. */
export function addControlsCommand(program: Command): void {
  program
    .command('controls')
    .description('break the bridge on purpose and see that the features notice')
    .argument('[names...]', 'controls, files of controls/ without their ending (default: all)')
    .option('--target <file>', 'the YAML file of a running bridge of yours, in place of the reference bridge')
    .option('--full', 'run all scenarios, not only the chapters concerned')
    .option('--seed <seed>', 'the seed of each run (default: drawn, and printed)', seedText)
    .option('--parallel <count>', 'controls at a time (default: one a core)', wholeNumber(1, 64))
    .option('--reports <folder>', 'where controls.md and the runs go', 'reports')
    .option('--list', 'only list the controls')
    .addHelpText('after', EXAMPLES)
    .action(controls);
}

async function controls(names: readonly string[], options: ControlsOptions, command: Command): Promise<void> {
  await expectControls(command, names);
  const kit = await import('../conformance/controls/index.ts');
  const { allNoticed, matrixText } = await import('../conformance/controls/kill-matrix.ts');
  const { runControls } = await import('../conformance/controls/run-controls.ts');
  const target =
    options.target === undefined ? undefined : await expectOnTarget(command, names, options.target);
  const wanted = names.length > 0 ? names : await namesFor(options, kit);
  if (options.list) {
    for (const { name, control } of await Promise.all(wanted.map(kit.loadControl))) {
      console.log(
        `${name}\n    ${control.title} (${control.seenAs})\n    breaks ${control.breaks.join(' ')}`,
      );
    }
    return;
  }
  const seed = options.seed ?? String(randomInt(1, 1_000_000));
  const abort = new AbortController();
  const onInterrupt = () => abort.abort();
  process.once('SIGINT', onInterrupt);
  console.log(`${wanted.length === 1 ? 'one control' : `${wanted.length} controls`}, seed ${seed}`);
  try {
    const run = await runControls({
      names: wanted,
      seed,
      full: options.full === true,
      // A bridge that is there once is asked by one at a time.
      parallel: target === undefined ? (options.parallel ?? availableParallelism()) : 1,
      ...(target === undefined ? {} : { target }),
      reports: resolve(options.reports),
      onVerdict: ({ name, outcome }) => console.log(`  ${outcome.padEnd(14)} ${name}`),
      signal: abort.signal,
    });
    if (!run.ok) {
      console.error(`The bridge that is not broken can't be used for comparison: ${run.reason}`);
      process.exitCode = 2;
      return;
    }
    const { verdicts } = run;
    console.log(`\n${matrixText(verdicts)}`);
    console.log(`report: ${relative(process.cwd(), resolve(options.reports, 'controls.md'))}`);
    const unjudged = verdicts.some(({ outcome }) => outcome === 'not-judged');
    process.exitCode = unjudged ? 2 : allNoticed(verdicts) ? 0 : 1;
  } catch (error) {
    if (!abort.signal.aborted) throw error;
    console.log('Interrupted.');
    process.exitCode = 130;
  } finally {
    process.off('SIGINT', onInterrupt);
  }
}

/** Where the file of the target is. */
async function expectOnTarget(command: Command, names: readonly string[], target: string): Promise<string> {
  for (const name of names) await expectWireControl(command, name);
  const loaded = await readTargetFile(command, target);
  expectTwin(command, loaded);
  return loaded.file;
}

async function namesFor({ target }: ControlsOptions, kit: typeof import('../conformance/controls/index.ts')) {
  const names = await kit.controlNames();
  if (target === undefined) return names;
  const loaded = await Promise.all(names.map(kit.loadControl));
  return loaded.flatMap(({ name, control }) => ('wire' in control ? [name] : []));
}
