export { type ConformanceReport, conformanceReportSchema } from './conformance-report.ts';
export { writeReports } from './write-reports.ts';
