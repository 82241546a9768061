export { chapterTable } from './chapter-table.ts';
export { judgeRequirements } from './judge-requirements.ts';
export { exitCodeOf, judgeOutcome, judgeOwnRun, OUTCOMES, type Outcome } from './outcome.ts';
export {
  goneInWords,
  type OutcomeSection,
  outcomeInWords,
  outcomeSections,
  outcomeText,
} from './outcome-in-words.ts';
export { countVerdicts, inWords, type Level, summarise } from './summary.ts';
export { unreached } from './unreached.ts';
export { vacuity } from './vacuity.ts';
export { type ChapterVerdict, type RequirementVerdict, VERDICTS, type Verdict } from './verdict.ts';
