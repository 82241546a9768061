import { Command, CommanderError, Help, Option } from 'commander';
import { packageVersion } from '../conformance/package-root.ts';
import { addBridgeCommand } from './bridge.ts';
import { addControlsCommand } from './controls.ts';
import { addExplainCommand } from './explain.ts';
import { addInitCommand } from './init.ts';
import { addNewCommand } from './new.ts';
import { addRecordCommand } from './record.ts';
import { addReplayCommand } from './replay.ts';
import { addReportCommand } from './report.ts';
import { addRequirementsCommand } from './requirements.ts';
import { addStartCommand } from './start.ts';
import { addTestCommand } from './test.ts';
import { addToFeatureCommand } from './to-feature.ts';
import { addVerifyCommand } from './verify.ts';

/** Exit code of a harness that could not do its work, as against a bridge that failed. */
const HARNESS_FAILED = 2;

/**
 * Runs the command line; the process's exit code tells how it went. Each command loads what it needs when it is called.
 *
 * @param steps glob of the kit's own step definitions, compiled or not
 */
export async function main(argv: readonly string[], steps: string): Promise<void> {
  try {
    await createProgram(steps).parseAsync([...argv]);
  } catch (error) {
    process.exitCode = exitCodeOf(error);
  }
}

/** All commands, with their help; a mistake is thrown, not exited with. */
export function createProgram(steps: string): Command {
  const program = new Command('iot-flow-tck')
    .description('Simulates and judges bridges from ThingPark X IoT Flow to Cumulocity.')
    .version(packageVersion())
    .showHelpAfterError('(--help tells what there is)')
    .configureHelp({ optionDescription })
    .exitOverride();
  addStartCommand(program);
  addTestCommand(program, steps);
  addVerifyCommand(program, steps);
  addInitCommand(program);
  addControlsCommand(program);
  addReportCommand(program);
  addRequirementsCommand(program);
  addNewCommand(program);
  addRecordCommand(program);
  addReplayCommand(program);
  addExplainCommand(program);
  addToFeatureCommand(program);
  addBridgeCommand(program);
  return program;
}

/** Commander's words for an option; an empty list or text as its default tells a reader nothing, a list is no JSON. */
function optionDescription(option: Option): string {
  const shown = Object.assign(new Option(option.flags, option.description), option);
  const { defaultValue } = option;
  if (defaultValue === '' || (Array.isArray(defaultValue) && defaultValue.length === 0))
    shown.default(undefined);
  else if (Array.isArray(defaultValue) && option.defaultValueDescription === undefined)
    shown.default(defaultValue, defaultValue.join(', '));
  return new Help().optionDescription(shown);
}

function exitCodeOf(error: unknown): number {
  // Commander has told the user already; asking for help or the version is no error.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : HARNESS_FAILED;
  console.error(error instanceof Error ? `iot-flow-tck: ${error.stack ?? error.message}` : error);
  return HARNESS_FAILED;
}
