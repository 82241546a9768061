export { chapterTable } from './chapter-table.ts';
export { judgeConformance, verdictInWords } from './conformance.ts';
export { judgeRequirements } from './judge-requirements.ts';
export { countVerdicts, inWords, type Level, summarise } from './summary.ts';
export { unreached } from './unreached.ts';
export { vacuity } from './vacuity.ts';
export { type ChapterVerdict, type RequirementVerdict, VERDICTS, type Verdict } from './verdict.ts';
