import { type Command, InvalidArgumentError, Option } from 'commander';
import { createRealClock } from '../clock/index.ts';
import { expectControls } from './arguments.ts';
import { CAPTURE_ARGUMENT, captureAt, onCapture } from './capture-input.ts';

interface ReplayCommandOptions {
  /** How many times faster than it was recorded; infinite: at once. */
  readonly speed: number;
  readonly save?: string;
  readonly control?: string;
}

const EXAMPLES = `
Examples:
  iot-flow-tck replay trouble.ndjson                   at once, with the distances that were recorded
  iot-flow-tck replay trouble.ndjson --speed original  as long as it took, each act told as it happens
  iot-flow-tck replay trouble.ndjson --save now.ndjson keep what happened this time, for explain
  iot-flow-tck replay pasted.json                      what becomes of uplinks as they were pasted

Exit code: 0 all came as recorded (or nothing was there to compare with), 1 something went otherwise, 2 it can't be read.`;

/** Adds `iot-flow-tck replay`: lets a capture happen again and compares. */
export function addReplayCommand(program: Command): void {
  program
    .command('replay')
    .description('let a capture happen again in a fresh world, and tell what went otherwise than recorded')
    .argument('<file>', CAPTURE_ARGUMENT)
    .addOption(
      new Option('--speed <speed>', 'max, original, or times as fast, such as 10x')
        .argParser(speedOf)
        .default(Number.POSITIVE_INFINITY, 'max: at once'),
    )
    .option('--save <file>', 'write what happened this time as a capture')
    .option('--control <name>', 'break the bridge on purpose with this negative control')
    .addHelpText('after', EXAMPLES)
    .action(async (path: string, options: ReplayCommandOptions, command: Command) => {
      if (options.control !== undefined) await expectControls(command, [options.control]);
      await onCapture('replay', () => replay(path, options));
    });
}

async function replay(path: string, { speed, save, control }: ReplayCommandOptions): Promise<void> {
  const reproduction = await import('../reproduction/index.ts');
  const recording = await import('../recording/index.ts');
  const capture = await captureAt(path);
  for (const note of capture.notes) console.log(note);
  const clock = createRealClock();
  const inRealTime = {
    pause: (ms: number) => clock.sleep(ms / speed, { name: 'replay' }),
    onAct: (act: Parameters<typeof reproduction.actTitle>[0]) =>
      console.log(`${new Date(act.at).toISOString()}  ${reproduction.actTitle(act)}`),
  };
  const done = await reproduction.replay(capture, {
    ...(Number.isFinite(speed) ? inRealTime : {}),
    ...(await breakage(control)),
  });
  if (done.missing !== undefined) console.log(`Not all of it can happen again: ${done.missing}.\n`);
  console.log(recording.overviewText(recording.overviewOf(done.now)));
  console.log(`\n${reproduction.comparisonText(done)}`);
  console.log(recording.findingsText(done.now.findings, 'What went wrong this time'));
  if (save !== undefined) {
    const { created, tool, pseudonymised } = capture.header;
    const file = reproduction.openCaptureFile(save, {
      created,
      tool,
      source: 'world',
      note: `replay of ${path}`,
    });
    for (const envelope of done.envelopes) file.write(envelope);
    file.close();
    console.log(`capture: ${save}${pseudonymised ? ' (of pseudonyms)' : ''}`);
  }
  process.exitCode = done.differences.length === 0 ? 0 : 1;
}

async function breakage(control: string | undefined) {
  if (control === undefined) return {};
  const { loadControl } = await import('../conformance/controls/index.ts');
  const { defect } = await loadControl(control);
  return defect === undefined ? {} : { defect };
}

function speedOf(text: string): number {
  if (text === 'max') return Number.POSITIVE_INFINITY;
  if (text === 'original') return 1;
  const times = Number(/^(\d+(?:\.\d+)?)x$/.exec(text)?.[1]);
  if (times > 0) return times;
  throw new InvalidArgumentError('It must be max, original, or a number of times such as 10x.');
}
