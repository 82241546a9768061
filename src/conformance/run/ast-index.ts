import type { Background, Feature, GherkinDocument, Scenario } from '@cucumber/messages';
import { requirementIds } from '../plan/index.ts';

/** What a compiled scenario no longer tells: where it was written, under which rule, with which keywords. */
export interface AstIndex {
  /** Keywords by the id of the written step, such as `Given `. */
  readonly steps: Map<string, string>;
  readonly scenarios: Map<string, WrittenScenario>;
}

interface WrittenScenario {
  readonly feature: string;
  readonly line: number;
  readonly rule?: string;
  /** The id on the rule. */
  readonly requirementId?: string;
}

/** Adds what stands in a document to the index. */
export function indexDocument(document: GherkinDocument, index: AstIndex): void {
  const feature = document.feature;
  if (feature === undefined) return;
  for (const { background, scenario, rule } of feature.children) {
    indexSteps(background, index);
    if (scenario !== undefined) indexScenario(feature, scenario, {}, index);
    const [requirementId] = requirementIds(rule?.tags ?? []);
    const owner = {
      ...(rule === undefined ? {} : { rule: rule.name }),
      ...(requirementId === undefined ? {} : { requirementId }),
    };
    for (const child of rule?.children ?? []) {
      indexSteps(child.background, index);
      if (child.scenario !== undefined) indexScenario(feature, child.scenario, owner, index);
    }
  }
}

function indexScenario(
  feature: Feature,
  scenario: Scenario,
  owner: Pick<WrittenScenario, 'rule' | 'requirementId'>,
  index: AstIndex,
): void {
  index.scenarios.set(scenario.id, { feature: feature.name, line: scenario.location.line, ...owner });
  indexSteps(scenario, index);
}

function indexSteps(owner: Background | Scenario | undefined, index: AstIndex): void {
  for (const { id, keyword } of owner?.steps ?? []) index.steps.set(id, keyword);
}
