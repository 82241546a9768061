import { createWriteStream } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { CucumberHtmlStream } from '@cucumber/html-formatter';
import type { Envelope as Message } from '@cucumber/messages';
import type { ChapterVerdict } from '../verdicts/index.ts';
import { acceptanceReport } from './acceptance/index.ts';
import { conformanceReport, conformanceYaml } from './conformance-report.ts';
import type { DrawDiagram } from './draw-diagram.ts';
import { engineeringMessages } from './engineering-messages.ts';
import type { ReportFacts } from './report-facts.ts';

export interface ReportsToWrite {
  readonly facts: ReportFacts;
  readonly chapters: readonly ChapterVerdict[];
  readonly messages: readonly Message[];
  /** Where the reports go; made if it is not there. */
  readonly folder: string;
  /** Only what machines read: `conformance.yaml`. */
  readonly brief?: boolean;
  readonly diagram: DrawDiagram;
}

/** Writes the reports that Cucumber doesn't write itself; gives their paths, the readers' one first. */
export async function writeReports(reports: ReportsToWrite): Promise<readonly string[]> {
  const { facts, chapters, messages, folder, diagram } = reports;
  await mkdir(folder, { recursive: true });
  const acceptance = join(folder, 'acceptance.html');
  const engineering = join(folder, 'engineering.html');
  const conformance = join(folder, 'conformance.yaml');
  await writeFile(conformance, conformanceYaml(conformanceReport(facts, chapters)));
  if (reports.brief === true) return [conformance];
  const report = acceptanceReport({ facts, chapters, diagram });
  const engineers = engineeringMessages(messages, diagram, passedAmong(report.drawn, chapters));
  await writeFile(acceptance, report.html(engineers.drawn));
  await pipeline(Readable.from(engineers.messages), new CucumberHtmlStream(), createWriteStream(engineering));
  return [acceptance, engineering, conformance];
}

/** Who looks into a failure wants its diagram beside its steps; those of the rest need to be drawn only once. */
function passedAmong(drawn: ReadonlySet<string>, chapters: readonly ChapterVerdict[]): ReadonlySet<string> {
  const scenarios = chapters.flatMap(({ requirements }) => requirements.flatMap((one) => one.scenarios));
  const passed = scenarios.filter(({ failure, id }) => failure === undefined && drawn.has(id));
  return new Set(passed.map(({ id }) => id));
}
