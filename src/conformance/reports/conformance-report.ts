import { stringify } from 'yaml';
import { z } from 'zod';
import { CAPABILITIES } from '../targets/index.ts';
import { type ChapterVerdict, summarise, VERDICTS } from '../verdicts/index.ts';
import type { ReportFacts } from './report-facts.ts';

const count = z.number().int().nonnegative();
const verdictSchema = z.enum(VERDICTS);

/** The machine's form of a conformance report, `conformance.yaml`. */
export const conformanceReportSchema = z.object({
  /** The form of this document. */
  version: z.literal(1),
  tool: z.object({ name: z.literal('iot-flow-tck'), version: z.string() }),
  target: z.object({
    kind: z.enum(['reference', 'process', 'external']),
    capabilities: z.array(z.enum(CAPABILITIES)),
  }),
  platform: z.string(),
  /** ISO 8601, UTC: when the run ended. */
  date: z.string(),
  seed: z.string(),
  /** The negative control that broke the bridge on purpose, where one did. */
  control: z.string().optional(),
  /** False where a filter left scenarios out. */
  full: z.boolean(),
  reproduce: z.string(),
  scenarios: z.object({ passed: count, failed: count, skipped: count }),
  /** Everything besides failed scenarios that keeps the run from being good. */
  problems: z.array(z.string()),
  levels: z.array(
    z.object({
      level: z.enum(['MUST', 'SHOULD', 'MAY']),
      total: count,
      verdicts: z.record(verdictSchema, count),
    }),
  ),
  requirements: z.array(
    z.object({
      id: z.string(),
      level: z.enum(['MUST', 'SHOULD', 'MAY']),
      verdict: verdictSchema,
      scenarios: count,
      reason: z.string().optional(),
    }),
  ),
});
export type ConformanceReport = z.infer<typeof conformanceReportSchema>;

/** Makes the report of a run as a value. */
export function conformanceReport(
  facts: ReportFacts,
  chapters: readonly ChapterVerdict[],
): ConformanceReport {
  const { passed, failed, skipped, problems } = facts.judgement;
  return {
    version: 1,
    tool: { name: 'iot-flow-tck', version: facts.toolVersion },
    target: { kind: facts.target, capabilities: [...facts.capabilities] },
    platform: facts.platform,
    date: facts.date,
    seed: facts.seed,
    ...(facts.control === undefined ? {} : { control: facts.control }),
    full: facts.full,
    reproduce: facts.reproduce,
    scenarios: { passed, failed, skipped },
    problems: [...problems],
    levels: summarise(chapters).map(({ level, total, verdicts }) => ({ level, total, verdicts })),
    requirements: chapters.flatMap((chapter) =>
      chapter.requirements.map(({ requirement, verdict, reason, scenarios }) => ({
        id: requirement.id,
        level: requirement.level,
        verdict,
        scenarios: scenarios.length,
        ...(reason === undefined ? {} : { reason }),
      })),
    ),
  };
}

/** Writes the report as YAML. */
export function conformanceYaml(report: ConformanceReport): string {
  return stringify(report, { lineWidth: 110 });
}

/** The JSON Schema of `conformance.yaml`, for readers in other languages. */
export function conformanceJsonSchema(): string {
  const schema = {
    title: 'Conformance report of iot-flow-tck',
    ...z.toJSONSchema(conformanceReportSchema, { target: 'draft-2020-12' }),
  };
  return `${JSON.stringify(schema, undefined, 2)}\n`;
}
