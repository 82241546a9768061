import type { BarPart } from '../../../ui/index.ts';
import type { RequirementVerdict } from '../../verdicts/index.ts';
import { UNTESTED_WORDS, VERDICT_WORDS, wordingOf } from './wording.ts';

/** Counts requirements by what their badge says, in an order that puts what needs attention beside what holds. */
export function barParts(requirements: readonly RequirementVerdict[]): BarPart[] {
  const order = [
    VERDICT_WORDS.passed,
    VERDICT_WORDS.failed,
    VERDICT_WORDS.blocked,
    ...Object.values(UNTESTED_WORDS),
    VERDICT_WORDS['not-tested'],
    VERDICT_WORDS['not-applicable'],
  ];
  return order.map(({ word, tone }) => ({
    tone,
    label: word,
    count: requirements.filter((requirement) => wordingOf(requirement).word === word).length,
  }));
}
