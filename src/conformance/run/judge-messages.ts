import { join, relative } from 'node:path';
import type { Envelope as Message } from '@cucumber/messages';
import { checkPlan, readPlan } from '../plan/index.ts';
import { readCatalogue } from '../requirements/index.ts';
import { judgeRun } from './check-run.ts';
import { createCollector } from './collector.ts';
import type { FeatureRun } from './run-features.ts';

export interface MessagesToJudge {
  /** From where results name their files. */
  readonly root: string;
  /** The folder of the features, with their catalogue. */
  readonly features: string;
  /** What is known already to be wrong. */
  readonly more: readonly string[];
}

/** Judges messages that were written earlier as the run of all features; what none of them ran is a problem. */
export async function judgeMessages(
  messages: readonly Message[],
  { root, features, more }: MessagesToJudge,
): Promise<FeatureRun> {
  const [catalogue, plan] = await Promise.all([readCatalogue(features), readPlan(features)]);
  const collector = createCollector();
  for (const message of messages) collector.take(message);
  const result = collector.result();
  const read = new Set(messages.flatMap(({ gherkinDocument }) => gherkinDocument?.uri ?? []));
  const unread = plan.features
    .map(({ uri }) => join(relative(root, features), uri).replaceAll('\\', '/'))
    .filter((uri) => !read.has(uri))
    .map((uri) => `${uri} is in none of these runs.`);
  const planProblems = [...checkPlan(catalogue, plan), ...more, ...unread];
  const full = unread.length === 0 && result.unfinished.length === 0;
  return { catalogue, messages, result, full, judgement: judgeRun({ result, planProblems, full: true }) };
}
