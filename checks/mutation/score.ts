import { z } from 'zod';

const placeSchema = z.object({ line: z.number(), column: z.number() });
const mutantSchema = z.object({
  mutatorName: z.string(),
  replacement: z.string().optional(),
  location: z.object({ start: placeSchema, end: placeSchema }),
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
});
type Mutant = z.infer<typeof mutantSchema>;

/** Stryker's report, as far as it is counted (mutation-testing-report-schema 2). */
export const reportSchema = z.object({
  files: z.record(z.string(), z.object({ source: z.string(), mutants: z.array(mutantSchema) })),
});
export type Report = z.infer<typeof reportSchema>;

export interface Score {
  /** Noticed by a test, or so broken that it never came to an end. */
  readonly noticed: number;
  readonly survived: number;
  /** Reached by no test. */
  readonly unreached: number;
  /** Left out: not a program any more, or marked as the same program. */
  readonly leftOut: number;
}

const NOTICED: readonly Mutant['status'][] = ['Killed', 'Timeout'];
const UNNOTICED: readonly Mutant['status'][] = ['Survived', 'NoCoverage'];

export function scoreOf(report: Report): Score {
  const statuses = eachMutant(report).map(({ mutant }) => mutant.status);
  const count = (...wanted: readonly string[]) => statuses.filter((status) => wanted.includes(status)).length;
  return {
    noticed: count(...NOTICED),
    survived: count('Survived'),
    unreached: count('NoCoverage'),
    leftOut: count('RuntimeError', 'CompileError', 'Ignored', 'Pending'),
  };
}

export function isUnnoticed({ status }: Pick<Mutant, 'status'>): boolean {
  return UNNOTICED.includes(status);
}

/** The mutants that went unnoticed, by their identities. */
export function unnoticed(report: Report): readonly string[] {
  return eachMutant(report).flatMap(({ file, mutant }) =>
    isUnnoticed(mutant) ? [identityOf(file, mutant)] : [],
  );
}

/** What a report comes to when another judge has looked at what went unnoticed: a mutant is noticed if either noticed it. */
export function together(report: Report, second: Report): Report {
  const noticed = new Set(
    eachMutant(second).flatMap(({ file, mutant }) =>
      NOTICED.includes(mutant.status) ? [identityOf(file, mutant)] : [],
    ),
  );
  return withStatuses(report, ({ file, mutant }) =>
    noticed.has(identityOf(file, mutant)) ? 'Killed' : mutant.status,
  );
}

/** A mutant where it stands. */
interface Placed {
  readonly file: string;
  /** The text of that file. */
  readonly source: string;
  readonly mutant: Mutant;
}

/** The report with each mutant's status as it is told anew. */
export function withStatuses(report: Report, statusOf: (placed: Placed) => Mutant['status']): Report {
  const files = Object.entries(report.files).map(([file, { source, mutants }]) => {
    const judged = mutants.map((mutant) => ({ ...mutant, status: statusOf({ file, source, mutant }) }));
    return [file, { source, mutants: judged }] as const;
  });
  return { files: Object.fromEntries(files) };
}

/** What went unnoticed, a line each, for people. */
export function unnoticedLines(report: Report): readonly string[] {
  return eachMutant(report).flatMap(
    ({ file, mutant: { status, mutatorName, replacement = '', location } }) => {
      if (!UNNOTICED.includes(status)) return [];
      const [first = ''] = replacement.split('\n');
      return [
        `${file}:${location.start.line}:${location.start.column}  ${status}  ${mutatorName}  ${first.slice(0, 100)}`,
      ];
    },
  );
}

function eachMutant({ files }: Report) {
  return Object.entries(files).flatMap(([file, { mutants }]) => mutants.map((mutant) => ({ file, mutant })));
}

/** What makes a mutant that mutant in every run, whatever number it bears there. */
export function identityOf(
  file: string,
  {
    mutatorName,
    replacement,
    location: { start, end },
  }: Pick<Mutant, 'mutatorName' | 'replacement' | 'location'>,
): string {
  return JSON.stringify([file, mutatorName, replacement, start.line, start.column, end.line, end.column]);
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

/**
 * How far from the score of all mutants that of a share may be, in percentage points: nineteen shares in twenty come no
 * further from it (normal approximation of the binomial distribution). Undefined where there was none.
 */
export function marginOf(score: Score): number | undefined {
  const part = percent(score);
  if (part === undefined) return undefined;
  const judged = score.noticed + score.survived + score.unreached;
  return 1.96 * Math.sqrt((part * (100 - part)) / judged);
}
