import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { ConformanceReport } from '../conformance/reports/index.ts';

/** What `--compare` says of itself. */
export const COMPARE_HELP =
  'the conformance.yaml of an earlier run, or the folder that holds it, to show what has changed since';

/**
 * Reads what was of an earlier run; ends the command where there is none. To be called before a run, which may write to the
 * same folder.
 */
export async function earlierReport(
  command: Command,
  path: string | undefined,
): Promise<ConformanceReport | undefined> {
  if (path === undefined) return undefined;
  const { readReport, UnreadableRun } = await import('../conformance/merging/index.ts');
  try {
    return await readReport(resolve(path));
  } catch (error) {
    if (error instanceof UnreadableRun) command.error(`error: ${error.message}`);
    throw error;
  }
}
