import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { z } from 'zod';
import { isUnnoticed, type Report, withStatuses } from './score.ts';

const LIST = new URL('equivalents.yaml', import.meta.url);

const entrySchema = z.strictObject({
  /** Relative to the project. */
  file: z.string(),
  /** The line on which the change begins, without the space around it: numbers of lines move with each edit. */
  line: z.string(),
  /** Stryker's name for the change, such as `ConditionalExpression`. */
  mutator: z.string(),
  /** What it writes there; without it, whatever it writes. */
  replacement: z.string().optional(),
  /** Why nobody could see a difference. */
  why: z.string().min(20),
});
/** Changes after which the program does the same as before, in all that anybody could see. */
export type Equivalent = z.infer<typeof entrySchema>;

/** @throws Error when the list is not in order */
export async function readEquivalents(): Promise<readonly Equivalent[]> {
  return z.array(entrySchema).parse(parse(await readFile(LIST, 'utf8')));
}

/** The report without the unnoticed mutants that are on the list: these count neither for nor against the tests. */
export function withoutEquivalents(report: Report, equivalents: readonly Equivalent[]): Report {
  return withStatuses(report, ({ file, source, mutant }) => {
    const line = source.split('\n')[mutant.location.start.line - 1]?.trim();
    const isListed = equivalents.some(
      (one) =>
        one.file === file &&
        one.line === line &&
        one.mutator === mutant.mutatorName &&
        (one.replacement === undefined || one.replacement === mutant.replacement),
    );
    return isListed && isUnnoticed(mutant) ? 'Ignored' : mutant.status;
  });
}

/** Entries whose line is not in their file any more. */
export function outdated(
  equivalents: readonly Equivalent[],
  sourceOf: (file: string) => string | undefined,
): readonly Equivalent[] {
  return equivalents.filter(
    ({ file, line }) => !(sourceOf(file) ?? '').split('\n').some((each) => each.trim() === line),
  );
}
