import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { PACKAGE_ROOT } from '../package-root.ts';
import { REQUIREMENT_ID, type Requirement } from '../requirements/index.ts';
import { controlNames, type LoadedControl, loadControl } from './load-control.ts';

const FILE = 'controls/without-control.yaml';

const reasonsSchema = z.record(z.string().regex(REQUIREMENT_ID), z.string().trim().min(1));

/** Which controls break a requirement, or why none does. */
export interface ControlCoverage {
  /** Names of controls. */
  breaking(id: string): readonly string[];
  /** Why no control breaks it, as the list beside the controls has it. */
  reason(id: string): string | undefined;
  /** All that have a reason. */
  readonly reasoned: readonly string[];
}

/** Reads all controls, and the list of what none breaks. @throws Error where the list has another form */
export async function readControlCoverage(): Promise<ControlCoverage> {
  const reasons = reasonsSchema.parse(parse(await readFile(join(PACKAGE_ROOT, FILE), 'utf8')) ?? {});
  return controlCoverage(await Promise.all((await controlNames()).map(loadControl)), reasons);
}

/** The coverage by these controls. */
export function controlCoverage(
  controls: readonly Pick<LoadedControl, 'name' | 'control'>[],
  reasons: Readonly<Record<string, string>>,
): ControlCoverage {
  return {
    breaking: (id) => controls.filter(({ control }) => control.breaks.includes(id)).map(({ name }) => name),
    reason: (id) => reasons[id],
    reasoned: Object.keys(reasons),
  };
}

/** What is wrong with it: each MUST of which there are scenarios has a control or a reason, and none has both. */
export function coverageFaults(
  coverage: ControlCoverage,
  tested: readonly Pick<Requirement, 'id' | 'level'>[],
): readonly string[] {
  const bare = tested.filter(
    ({ id, level }) =>
      level === 'MUST' && coverage.breaking(id).length === 0 && coverage.reason(id) === undefined,
  );
  const idle = coverage.reasoned.filter((id) => !tested.some((one) => one.id === id));
  const both = coverage.reasoned.filter((id) => coverage.breaking(id).length > 0);
  return [
    ...bare.map(({ id }) => `${id} is broken by no control: add one, or its reason to ${FILE}`),
    ...idle.map((id) => `${id} has no scenario: take it from ${FILE}`),
    ...both.map((id) => `${id} is broken by ${coverage.breaking(id).join(', ')}: take it from ${FILE}`),
  ];
}
