export { UnlikeRuns } from './join-messages.ts';
export { type MergedRun, mergeRuns } from './merge-runs.ts';
export { readReport, readRun, UnreadableRun } from './read-run.ts';
