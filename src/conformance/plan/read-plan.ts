import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { generateMessages } from '@cucumber/gherkin';
import { type Feature, type Scenario, SourceMediaType, type Tag } from '@cucumber/messages';
import { REQUIREMENT_ID } from '../requirements/index.ts';
import type { Plan, PlannedFeature, PlannedRule, PlannedScenario } from './plan.ts';

/** Reads every feature file below `features`, whatever is to be run: the plan is judged as a whole. */
export async function readPlan(features: string): Promise<Plan> {
  const entries = await readdir(features, { recursive: true });
  const uris = entries
    .filter((path) => path.endsWith('.feature'))
    .map((path) => path.replaceAll('\\', '/'))
    .sort();
  const plans = await Promise.all(
    uris.map(async (uri) => parsePlan(uri, await readFile(join(features, uri), 'utf8'))),
  );
  return {
    features: plans.flatMap((plan) => plan.features),
    errors: plans.flatMap((plan) => plan.errors),
  };
}

/** Reads one feature file's text. */
export function parsePlan(uri: string, text: string): Plan {
  let ids = 0;
  const messages = generateMessages(text, uri, SourceMediaType.TEXT_X_CUCUMBER_GHERKIN_PLAIN, {
    defaultDialect: 'en',
    includeSource: false,
    includeGherkinDocument: true,
    includePickles: false,
    newId: () => String(ids++),
  });
  return {
    features: messages.flatMap(({ gherkinDocument }) =>
      gherkinDocument?.feature === undefined ? [] : [plannedFeature(uri, gherkinDocument.feature)],
    ),
    errors: messages.flatMap(({ parseError }) =>
      parseError === undefined ? [] : [`${uri}: ${parseError.message}`],
    ),
  };
}

/** The requirement ids among tags, without their `@`. */
export function requirementIds(tags: readonly { readonly name: string }[]): string[] {
  return tags.map(({ name }) => name.replace(/^@/, '')).filter((name) => REQUIREMENT_ID.test(name));
}

function plannedFeature(uri: string, feature: Feature): PlannedFeature {
  return {
    uri,
    line: feature.location.line,
    name: feature.name,
    ownIds: requirementIds(feature.tags),
    loose: feature.children.flatMap(({ scenario }) =>
      scenario === undefined ? [] : [plannedScenario(uri, scenario)],
    ),
    rules: feature.children.flatMap(({ rule }): PlannedRule[] =>
      rule === undefined
        ? []
        : [
            {
              uri,
              line: rule.location.line,
              name: rule.name,
              ids: requirementIds(rule.tags),
              scenarios: rule.children.flatMap(({ scenario }) =>
                scenario === undefined ? [] : [plannedScenario(uri, scenario)],
              ),
            },
          ],
    ),
  };
}

function plannedScenario(uri: string, scenario: Scenario): PlannedScenario {
  const tags: Tag[] = [...scenario.tags, ...scenario.examples.flatMap((examples) => examples.tags)];
  const { line } = scenario.location;
  const rows = scenario.examples.flatMap(({ tableBody }) => tableBody.map(({ location }) => location.line));
  const runs = scenario.examples.length === 0 ? [line] : rows;
  return { uri, line, name: scenario.name, ownIds: requirementIds(tags), runs };
}
