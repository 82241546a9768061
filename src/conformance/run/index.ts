export { judgeRun, lastLine, placeOf, type RunJudgement } from './check-run.ts';
export type { Repeat } from './describe-failure.ts';
export { describeRun } from './describe-run.ts';
export { judgeMessages } from './judge-messages.ts';
export { createProgress } from './progress.ts';
export { loadSteps } from './run-cucumber.ts';
export { type FeatureRun, runFeatures } from './run-features.ts';
export type { Picture, RunResult, ScenarioResult, ScenarioStatus, StepResult } from './scenario-result.ts';
export { ENVELOPES_MEDIA_TYPE, trafficOf } from './traffic.ts';
