import { closest } from '../../words/index.ts';
import { allRequirements, type Catalogue, type Requirement } from '../requirements/index.ts';
import type { Place, Plan, PlannedFeature, PlannedRule } from './plan.ts';

/**
 * Holds the features and the catalogue against each other: each requirement has scenarios or a reason why not, each
 * tag a row, and each scenario stands under exactly one requirement. Gives one sentence a problem, none when all is well.
 */
export function checkPlan(catalogue: Catalogue, plan: Plan): string[] {
  const requirements = allRequirements(catalogue).map(({ requirement }) => requirement);
  const known = new Set(requirements.map(({ id }) => id));
  const rules = plan.features.flatMap((feature) => feature.rules);
  return [
    ...catalogue.problems,
    ...plan.errors,
    ...repeatedIds(requirements),
    ...plan.features.flatMap(misplaced),
    ...rules.flatMap((rule) => ruleProblems(rule, known)),
    ...requirements.flatMap((requirement) => coverageProblems(requirement, rules)),
  ];
}

function repeatedIds(requirements: readonly Requirement[]): string[] {
  const seen = new Set<string>();
  return requirements.flatMap(({ id }) => {
    if (seen.has(id)) return [`${id} is the id of two requirements; an id is never used again.`];
    seen.add(id);
    return [];
  });
}

function misplaced(feature: PlannedFeature): string[] {
  const onFeature = feature.ownIds.map(
    (id) => `${at(feature)}: @${id} stands on the feature; put it on the Rule that states it.`,
  );
  const scenarios = [...feature.loose, ...feature.rules.flatMap((rule) => rule.scenarios)];
  const onScenarios = scenarios.flatMap((scenario) =>
    scenario.ownIds.map(
      (id) =>
        `${at(scenario)}: @${id} stands on a scenario; a scenario belongs to the requirement of its Rule.`,
    ),
  );
  const loose = feature.loose.map(
    (scenario) =>
      `${at(scenario)}: "${scenario.name}" stands outside any Rule, so it belongs to no requirement.`,
  );
  return [...onFeature, ...onScenarios, ...loose];
}

function ruleProblems(rule: PlannedRule, known: ReadonlySet<string>): string[] {
  const problems: string[] = [];
  if (rule.ids.length === 0) {
    problems.push(
      `${at(rule)}: the Rule "${rule.name}" has no requirement; tag it with an id such as @CREATE-01.`,
    );
  }
  if (rule.ids.length > 1) {
    problems.push(
      `${at(rule)}: the Rule "${rule.name}" has ${rule.ids.length} requirements; it may have one.`,
    );
  }
  if (rule.scenarios.length === 0) problems.push(`${at(rule)}: the Rule "${rule.name}" has no scenario.`);
  for (const id of rule.ids.filter((candidate) => !known.has(candidate))) {
    const meant = closest(id, known);
    const hint = meant === undefined ? 'Add it to the chapter.' : `Did you mean @${meant}?`;
    problems.push(`${at(rule)}: @${id} is in no requirements.yaml. ${hint}`);
  }
  return problems;
}

function coverageProblems(requirement: Requirement, rules: readonly PlannedRule[]): string[] {
  const tested = rules.some((rule) => rule.ids.includes(requirement.id) && rule.scenarios.length > 0);
  if (!tested && requirement.untested === undefined) {
    return [`${requirement.id} has no scenario and no reason (untested) why not.`];
  }
  if (tested && requirement.untested !== undefined) {
    return [`${requirement.id} is said to be untested (${requirement.untested.kind}) but has scenarios.`];
  }
  return [];
}

function at(place: Place): string {
  return `${place.uri}:${place.line}`;
}
