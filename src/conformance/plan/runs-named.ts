import type { Place, Plan } from './plan.ts';

/** What a word such as `CREATE-03` or `CREATE-03.2` names: the number counts the requirement's scenarios from 1. */
const NAMED = /^@?([a-z]+(?:-[a-z]+)*-\d+)(?:\.(\d+))?$/i;

/**
 * The runs of a requirement's scenarios, by its id, or the one of them that a number after a dot names; they are counted
 * as the acceptance report counts them: in the order of the files, each example of an outline by itself. Undefined where
 * the word is no id of the plan; empty where the requirement has no scenario of that number.
 */
export function runsNamed(word: string, plan: Plan): readonly Place[] | undefined {
  const [, id = '', number] = NAMED.exec(word) ?? [];
  const rules = plan.features
    .flatMap((feature) => feature.rules)
    .filter(({ ids }) => ids.includes(id.toUpperCase()));
  if (rules.length === 0) return undefined;
  const runs = rules
    .flatMap((rule) => rule.scenarios)
    .flatMap((scenario) => scenario.runs.map((line): Place => ({ uri: scenario.uri, line })))
    .sort((a, b) => a.uri.localeCompare(b.uri) || a.line - b.line);
  return number === undefined ? runs : runs.slice(Number(number) - 1, Number(number));
}
