import { PACKAGE_ROOT } from '../package-root.ts';
import { placeOf } from './check-run.ts';
import type { ScenarioResult } from './scenario-result.ts';

/** How a run is repeated on a command line. */
export interface Repeat {
  /** Program and command, such as `npx iot-flow-tck test`. */
  readonly command: string;
  /** Which bridge and which features: words that hold for one scenario as well as for all. */
  readonly options: readonly string[];
  /** What was left out: paths first, then filters. */
  readonly filters: readonly string[];
  readonly seed: string;
}

/** How `iot-flow-tck test` is called from where this process was: within the kit's own folder npm knows it by another name. */
export function testCommand(): string {
  return process.cwd() === PACKAGE_ROOT ? 'npm run features --' : 'npx iot-flow-tck test';
}

/** The command that runs the same scenarios once more, in the same order and worlds. */
export function wholeCommand({ filters, ...repeat }: Repeat): string {
  return commandLine(repeat, filters);
}

/** The command that runs one scenario alone, in the same world as before. */
export function rerunCommand(scenario: Pick<ScenarioResult, 'uri' | 'line'>, repeat: Repeat): string {
  return commandLine(repeat, [placeOf(scenario)]);
}

/** Paths stand in front: an option that takes several values would take them for its own. */
function commandLine(
  { command, options, seed }: Omit<Repeat, 'filters'>,
  filters: readonly string[],
): string {
  return [command, ...[...filters, ...options, '--seed', seed].map(quoted)].join(' ');
}

/** A word as a POSIX shell has to be given it. */
function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
