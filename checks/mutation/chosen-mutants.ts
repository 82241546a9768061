import { createHash } from 'node:crypto';
import type { Checker, CheckResult } from '@stryker-mutator/api/check';
import { CheckStatus } from '@stryker-mutator/api/check';
import type { Mutant } from '@stryker-mutator/api/core';
import { z } from 'zod';
import { identityOf } from './score.ts';

/** Which mutants are judged: about this share of them, from 0 to 1, in one draw or another; or those that are named. */
export const choiceSchema = z.union([
  z.object({ share: z.number().gt(0).max(1), draw: z.number() }),
  z.object({ only: z.array(z.string()) }),
]);
export type Choice = z.infer<typeof choiceSchema>;

const settingsSchema = z.object({ chosen: choiceSchema });

/**
 * A share takes the same mutants in each run, so that a test that was added shows in it. What tests come to that were
 * written for one draw, only another draw tells.
 */
export function isChosen(choice: Choice, identity: string): boolean {
  if ('only' in choice) return choice.only.includes(identity);
  const drawn = createHash('sha256').update(`${choice.draw} ${identity}`).digest().readUInt32BE() / 2 ** 32;
  return drawn < choice.share;
}

/**
 * Has Stryker judge the chosen mutants alone. The others come out as ones that don't compile, which is how a checker says
 * that a mutant is none to be judged (Stryker's handbook, Checkers); scores leave these out.
 */
export class ChosenMutants implements Checker {
  readonly #choice: Choice;

  constructor(settings: unknown) {
    this.#choice = settingsSchema.parse(settings).chosen;
  }

  async init(): Promise<void> {}

  async check(mutants: readonly Mutant[]): Promise<Record<string, CheckResult>> {
    return Object.fromEntries(mutants.map((mutant) => [mutant.id, this.#resultOf(mutant)]));
  }

  async group(mutants: readonly Mutant[]): Promise<string[][]> {
    return [mutants.map(({ id }) => id)];
  }

  #resultOf({ fileName, mutatorName, replacement, location: { start, end } }: Mutant): CheckResult {
    const file = fileName.replaceAll('\\', '/').replace(/^.*\/(?=src\/bridge\/)/, '');
    // Lines and columns are counted from 0 here, and from 1 in reports.
    const location = { start: oneMore(start), end: oneMore(end) };
    return isChosen(this.#choice, identityOf(file, { mutatorName, replacement, location }))
      ? { status: CheckStatus.Passed }
      : { status: CheckStatus.CompileError, reason: 'not among those that are judged' };
  }
}

function oneMore({ line, column }: Mutant['location']['start']) {
  return { line: line + 1, column: column + 1 };
}
