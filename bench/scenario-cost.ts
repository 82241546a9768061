import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { type Duration, type Envelope, PickleStepType } from '@cucumber/messages';
import { readRun } from '../src/conformance/merging/index.ts';

/** Where the time of a scenario goes: what it starts from, what is done, what is looked at, and the hooks around it. */
const PARTS = ['hooks', 'Given', 'When', 'Then'] as const;
type Part = (typeof PARTS)[number];

export interface ScenarioCost {
  readonly scenarios: number;
  /** Milliseconds a scenario, in all and by part. */
  readonly ms: number;
  readonly parts: Readonly<Record<Part, number>>;
}

/** Runs chapters of the kit in one process, as `iot-flow-tck test` does, and says what a scenario of them takes. */
export async function scenarioCost(
  root: string,
  chapters: readonly string[],
  reports: string,
): Promise<ScenarioCost> {
  const { status, stdout } = spawnSync(
    process.execPath,
    [
      join(root, 'src/cli/bin.mjs'),
      ...['test', ...chapters.map((chapter) => join(root, 'features', chapter))],
      ...['--seed', '1', '--parallel', '0', '--brief', '--reports', reports],
    ],
    { cwd: root, encoding: 'utf8' },
  );
  if (status !== 0)
    throw new Error(`The chapters ${chapters.join(', ')} did not pass:\n${stdout.slice(-2000)}`);
  return costOf((await readRun(reports)).messages);
}

function costOf(messages: readonly Envelope[]): ScenarioCost {
  const kinds = new Map<string, Part>();
  for (const { pickle } of messages)
    for (const step of pickle?.steps ?? []) kinds.set(step.id, partOf(step.type));
  const steps = new Map<string, Part>();
  for (const { testCase } of messages) {
    for (const { id, pickleStepId } of testCase?.testSteps ?? []) {
      steps.set(id, kinds.get(pickleStepId ?? '') ?? 'hooks');
    }
  }
  const sums: Record<Part, number> = { hooks: 0, Given: 0, When: 0, Then: 0 };
  for (const { testStepFinished } of messages) {
    if (testStepFinished === undefined) continue;
    sums[steps.get(testStepFinished.testStepId) ?? 'hooks'] += inMs(testStepFinished.testStepResult.duration);
  }
  const scenarios = messages.filter(({ testCaseFinished }) => testCaseFinished !== undefined).length;
  for (const part of PARTS) sums[part] /= scenarios;
  return { scenarios, ms: PARTS.reduce((sum, part) => sum + sums[part], 0), parts: sums };
}

function partOf(type: PickleStepType | undefined): Part {
  if (type === PickleStepType.ACTION) return 'When';
  return type === PickleStepType.OUTCOME ? 'Then' : 'Given';
}

function inMs({ seconds, nanos }: Duration): number {
  return seconds * 1000 + nanos / 1e6;
}
