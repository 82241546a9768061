export { type ConformanceReport, conformanceReportSchema } from './conformance-report.ts';
export type { ReportFacts } from './report-facts.ts';
export { writeReports } from './write-reports.ts';
