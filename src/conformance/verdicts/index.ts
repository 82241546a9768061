export { judgeRequirements } from './judge-requirements.ts';
export { countVerdicts, inWords, summarise } from './summary.ts';
export { type ChapterVerdict, type RequirementVerdict, VERDICTS, type Verdict } from './verdict.ts';
