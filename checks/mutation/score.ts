import { z } from 'zod';

/** Stryker's report, as far as it is counted (mutation-testing-report-schema 2). */
const reportSchema = z.object({
  files: z.record(
    z.string(),
    z.object({
      mutants: z.array(
        z.object({
          status: z.enum([
            'Killed',
            'Timeout',
            'Survived',
            'NoCoverage',
            'RuntimeError',
            'CompileError',
            'Ignored',
            'Pending',
          ]),
        }),
      ),
    }),
  ),
});

export interface Score {
  /** Noticed by a scenario, or so broken that it never came to an end. */
  readonly noticed: number;
  readonly survived: number;
  /** Reached by no scenario of the chapters. */
  readonly unreached: number;
  /** Left out: not a program any more, or marked as the same program. */
  readonly leftOut: number;
}

/** @throws {z.ZodError} when this is no report of Stryker's */
export function scoreOf(report: unknown): Score {
  const { files } = reportSchema.parse(report);
  const statuses = Object.values(files).flatMap(({ mutants }) => mutants.map(({ status }) => status));
  const count = (...wanted: readonly string[]) => statuses.filter((status) => wanted.includes(status)).length;
  return {
    noticed: count('Killed', 'Timeout'),
    survived: count('Survived'),
    unreached: count('NoCoverage'),
    leftOut: count('RuntimeError', 'CompileError', 'Ignored', 'Pending'),
  };
}

export function sum(scores: readonly Score[]): Score {
  return scores.reduce(
    (all, one) => ({
      noticed: all.noticed + one.noticed,
      survived: all.survived + one.survived,
      unreached: all.unreached + one.unreached,
      leftOut: all.leftOut + one.leftOut,
    }),
    { noticed: 0, survived: 0, unreached: 0, leftOut: 0 },
  );
}

/** The share of the mutants that were noticed, in percent; undefined where there was none. */
export function percent({ noticed, survived, unreached }: Score): number | undefined {
  const judged = noticed + survived + unreached;
  return judged === 0 ? undefined : (100 * noticed) / judged;
}
