import { placeOf } from './check-run.ts';
import { describeFailure } from './describe-failure.ts';
import type { Repeat } from './repeat.ts';
import type { FeatureRun } from './run-features.ts';
import type { ScenarioResult } from './scenario-result.ts';

/** Failures told in full; of further ones the place is enough for a terminal, the reports have them all. */
const TOLD_IN_FULL = 20;

/** All that kept a run from being good, for a terminal; empty when nothing did. Ends with a line feed. */
export function describeRun(run: FeatureRun, repeat: Repeat): string {
  const bad = run.result.scenarios.filter(({ failure }) => failure !== undefined);
  const skipped = run.result.scenarios.filter(({ status }) => status === 'skipped');
  const reasons = new Set(skipped.map(({ skipReason }) => skipReason ?? 'no reason was given'));
  return [
    ...bad.slice(0, TOLD_IN_FULL).map((scenario) => `${describeFailure(scenario, repeat)}\n\n`),
    ...bad.slice(TOLD_IN_FULL).map(briefly),
    ...[...reasons].map(
      (reason) =>
        `skipped (${skipped.filter(({ skipReason }) => (skipReason ?? 'no reason was given') === reason).length}): ${reason}\n`,
    ),
    ...run.judgement.problems.map((problem) => `! ${problem}\n`),
  ].join('');
}

function briefly(scenario: ScenarioResult): string {
  const { requirementId = 'no requirement', status, name } = scenario;
  return `${status === 'blocked' ? '⊘' : '✗'} ${requirementId}  ${placeOf(scenario)}  ${name}\n`;
}
