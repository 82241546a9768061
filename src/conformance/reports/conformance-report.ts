import { stringify } from 'yaml';
import { z } from 'zod';
import { CAPABILITIES } from '../targets/index.ts';
import {
  type ChapterVerdict,
  OUTCOMES,
  type Outcome,
  outcomeInWords,
  summarise,
  VERDICTS,
} from '../verdicts/index.ts';
import type { ReportFacts } from './report-facts.ts';

const count = z.number().int().nonnegative();
const verdictSchema = z.enum(VERDICTS);
const levelSchema = z.enum(['MUST', 'SHOULD', 'MAY']);

const outcomeSchema = z.object({
  verdict: z.enum(OUTCOMES),
  /** Up to which requirements had to be kept: `MAY` stands for all. */
  level: levelSchema,
  /** The same in words, with how much was tested, as the other reports say it. */
  sentence: z.string(),
  /** Why it is not judged, or what was wrong after the run. */
  why: z.string().optional(),
  /** What the target's file says not to be kept. */
  knownDeviations: z.array(
    z.object({
      requirement: z.string(),
      comment: z.string(),
      /** `kept`: it no longer happens, and keeps the target from being conformant until it is taken out of the file. */
      found: z.enum(['not-kept', 'kept', 'not-tested']),
    }),
  ),
});

/** The machine's form of a conformance report, `conformance.yaml`. */
export const conformanceReportSchema = z.object({
  /** The form of this document. */
  version: z.literal(1),
  tool: z.object({ name: z.literal('iot-flow-tck'), version: z.string() }),
  target: z.object({
    kind: z.enum(['reference', 'process', 'external']),
    /** What its author calls it; only of a bridge that the kit does not host. */
    name: z.string().optional(),
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
  /** Absent from reports of kits that did not tell it yet. */
  outcome: outcomeSchema.optional(),
  scenarios: z.object({ passed: count, failed: count, skipped: count }),
  /** Everything besides failed scenarios that keeps the run from being good. */
  problems: z.array(z.string()),
  levels: z.array(
    z.object({
      level: levelSchema,
      total: count,
      verdicts: z.record(verdictSchema, count),
    }),
  ),
  requirements: z.array(
    z.object({
      id: z.string(),
      level: levelSchema,
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
    target: {
      kind: facts.target,
      ...(facts.targetName === undefined ? {} : { name: facts.targetName }),
      capabilities: [...facts.capabilities],
    },
    platform: facts.platform,
    date: facts.date,
    seed: facts.seed,
    ...(facts.control === undefined ? {} : { control: facts.control }),
    full: facts.full,
    reproduce: facts.reproduce,
    outcome: reportedOutcome(facts.outcome),
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

function reportedOutcome(outcome: Outcome): z.infer<typeof outcomeSchema> {
  const { verdict, level, deviations, outdated, unseen } = outcome;
  const why = outcome.why ?? outcome.gone;
  return {
    verdict,
    level,
    sentence: outcomeInWords(outcome),
    ...(why === undefined ? {} : { why }),
    knownDeviations: [
      ...deviations.map((one) => ({ ...one, found: 'not-kept' as const })),
      ...outdated.map((one) => ({ ...one, found: 'kept' as const })),
      ...unseen.map((one) => ({ ...one, found: 'not-tested' as const })),
    ],
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
