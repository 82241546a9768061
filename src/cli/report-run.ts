import { appendFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { packageVersion } from '../conformance/package-root.ts';
import type { ConformanceReport, ReportFacts } from '../conformance/reports/index.ts';
import type { FeatureRun } from '../conformance/run/index.ts';
import type { ChapterVerdict } from '../conformance/verdicts/index.ts';

/** A run, and what its reports say of where it came from. */
export interface RunToReport {
  readonly run: FeatureRun;
  readonly facts: Pick<
    ReportFacts,
    | 'target'
    | 'targetName'
    | 'capabilities'
    | 'platform'
    | 'date'
    | 'seed'
    | 'control'
    | 'reproduce'
    | 'repeat'
    | 'outcome'
  >;
  /** The verdicts on its requirements, from which the outcome was made. */
  readonly chapters: readonly ChapterVerdict[];
  readonly folder: string;
  /** Only `conformance.yaml`. */
  readonly brief: boolean;
  /** The report of an earlier run, to say what has changed since. */
  readonly earlier?: ConformanceReport;
  /** The environment: where `GITHUB_STEP_SUMMARY` names a file, the job's summary is added to it. */
  readonly env: NodeJS.ProcessEnv;
}

/** Writes all reports of a run; gives their paths, the readers' one first. */
export async function reportRun(wanted: RunToReport): Promise<readonly string[]> {
  const { run, chapters, folder, brief, earlier, env } = wanted;
  const { sequenceDiagramSvg } = await import('../recording/index.ts');
  const { compareRuns, stepSummary, writeReports } = await import('../conformance/reports/index.ts');
  const facts: ReportFacts = {
    ...wanted.facts,
    toolVersion: packageVersion(),
    full: run.full,
    judgement: run.judgement,
    ...(earlier === undefined ? {} : { comparison: compareRuns(earlier, chapters, run.full) }),
  };
  const files = await writeReports({
    facts,
    chapters,
    messages: run.messages,
    folder: resolve(folder),
    diagram: sequenceDiagramSvg,
    brief,
  });
  if (!brief) await addToJobSummary(env, () => stepSummary(facts, chapters));
  return files;
}

/** Adds a text to the summary of the job that this runs in, where there is one. */
export async function addToJobSummary(
  { GITHUB_STEP_SUMMARY: file }: NodeJS.ProcessEnv,
  text: () => string | Promise<string>,
): Promise<void> {
  if (file !== undefined && file !== '') await appendFile(file, await text());
}
