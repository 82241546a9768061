export { compareRuns } from './compare-runs.ts';
export {
  type ConformanceReport,
  conformanceJsonSchema,
  conformanceReportSchema,
} from './conformance-report.ts';
export type { ReportFacts } from './report-facts.ts';
export { stepSummary, summaryWithoutRun } from './step-summary.ts';
export { writeReports } from './write-reports.ts';
