import type { Catalogue, Requirement } from '../requirements/index.ts';
import type { RunResult, ScenarioResult } from '../run/index.ts';
import type { Capability } from '../targets/index.ts';
import type { ChapterVerdict, RequirementVerdict, Verdict } from './verdict.ts';

/** Judges each requirement of the catalogue by what a run of its scenarios showed on a target of these capabilities. */
export function judgeRequirements(
  catalogue: Catalogue,
  result: RunResult,
  capabilities: ReadonlySet<Capability>,
): ChapterVerdict[] {
  const byRequirement = new Map<string, ScenarioResult[]>();
  for (const scenario of [...result.scenarios].sort(inWrittenOrder)) {
    const id = scenario.requirementId ?? '';
    byRequirement.set(id, [...(byRequirement.get(id) ?? []), scenario]);
  }
  return catalogue.chapters.map((chapter) => ({
    chapter,
    requirements: chapter.requirements.map((requirement) =>
      judgeRequirement(requirement, byRequirement.get(requirement.id) ?? [], capabilities),
    ),
  }));
}

function judgeRequirement(
  requirement: Requirement,
  scenarios: readonly ScenarioResult[],
  capabilities: ReadonlySet<Capability>,
): RequirementVerdict {
  const as = (verdict: Verdict, reason?: string): RequirementVerdict => ({
    requirement,
    verdict,
    scenarios,
    ...(reason === undefined ? {} : { reason }),
  });
  if (requirement.untested !== undefined) return as('not-tested', requirement.untested.why);
  if (!capabilities.has(requirement.capability)) {
    return as('not-applicable', `The target does not claim "${requirement.capability}".`);
  }
  const has = (status: ScenarioResult['status']) => scenarios.some((scenario) => scenario.status === status);
  if (has('failed')) return as('failed');
  if (has('blocked')) return as('blocked');
  if (has('passed')) return as('passed', leftOut(scenarios));
  if (scenarios.length === 0) return as('not-tested', 'It was not part of this run.');
  const reasons = new Set(scenarios.map(({ skipReason }) => skipReason ?? 'Skipped without a reason.'));
  return as('not-tested', [...reasons].join(' '));
}

/** What of a requirement no scenario showed although others did; undefined where all of them ran. */
function leftOut(scenarios: readonly ScenarioResult[]): string | undefined {
  const skipped = scenarios.filter(({ status }) => status === 'skipped');
  if (skipped.length === 0) return undefined;
  const reasons = new Set(skipped.map(({ skipReason }) => skipReason ?? 'Skipped without a reason.'));
  return `${skipped.length} of its ${scenarios.length} scenarios could not be run. ${[...reasons].join(' ')}`;
}

/** Scenarios may run in any order; readers see them in that of the files. */
function inWrittenOrder(a: ScenarioResult, b: ScenarioResult): number {
  return a.uri.localeCompare(b.uri) || a.line - b.line;
}
