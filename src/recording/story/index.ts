export { type Diagnosis, diagnose } from './diagnose.ts';
export { type Exchange, exchangesOf, succeeded } from './exchanges.ts';
export type { Finding } from './finding.ts';
export type { Held, HeldDatum, HeldObject, HeldOperation } from './held.ts';
export { list, member, members, text } from './json.ts';
export { overviewOf } from './overview.ts';
export { findingsText, overviewText, storyText } from './story-text.ts';
export { type Story, tellStory } from './tell-story.ts';
export { bringsPayload, type Trail } from './trails.ts';
