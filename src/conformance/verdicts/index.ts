export { judgeRequirements } from './judge-requirements.ts';
export { countVerdicts, inWords, type LevelSummary, summarise } from './summary.ts';
export { type ChapterVerdict, type RequirementVerdict, VERDICTS, type Verdict } from './verdict.ts';
