import type { Command } from 'commander';
import { foundAt } from './found-at.ts';

/** Where features are, of the kit or of somebody's own, with the lines that were named; undefined where there are none. */
export function featuresAt(path: string): string | undefined {
  const file = path.replace(/(:\d+)+$/, '');
  const found = foundAt(file);
  return found === undefined ? undefined : found + path.slice(file.length);
}

/** Ends the command where a path of features does not exist. */
export function expectPaths(command: Command, paths: readonly string[]): void {
  const missing = paths.filter((path) => featuresAt(path) === undefined);
  if (missing.length > 0) {
    command.error(
      `error: there is no ${missing.join(' and no ')}. Name feature files or folders, such as features/create.`,
    );
  }
}
