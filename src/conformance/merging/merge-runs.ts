import type { Envelope as Message } from '@cucumber/messages';
import type { ConformanceReport } from '../reports/index.ts';
import { type FeatureRun, judgeMessages } from '../run/index.ts';
import { joinMessages, UnlikeRuns } from './join-messages.ts';
import type { WrittenRun } from './read-run.ts';

/** What the merged runs have in common, and what they came to together. */
export interface MergedRun {
  readonly run: FeatureRun;
  /** The first run's report, for what is the same in all. */
  readonly common: ConformanceReport;
  readonly seeds: readonly string[];
}

/**
 * Judges several runs as one: the shards of a suite, or its chapters. Each planned scenario must have run in exactly one.
 * @param features the folder of the features, and `root` from where results name it
 * @throws UnlikeRuns when they are not of the same kit, target and features
 */
export async function mergeRuns(
  runs: readonly WrittenRun[],
  where: { readonly root: string; readonly features: string },
): Promise<MergedRun> {
  const [first] = runs;
  if (first === undefined) throw new UnlikeRuns('There is no run to merge.');
  for (const { folder, report } of runs) {
    const unlike = differences(first.report, report);
    if (unlike.length > 0)
      throw new UnlikeRuns(`${folder} differs from ${first.folder} in ${unlike.join(', ')}.`);
  }
  const messages = joinMessages(runs.map((run) => run.messages));
  const run = await judgeMessages(messages, { ...where, more: runTwice(messages) });
  return { run, common: first.report, seeds: [...new Set(runs.map(({ report }) => report.seed))] };
}

function differences(one: ConformanceReport, other: ConformanceReport): string[] {
  const facts = ({ tool, target, platform, control }: ConformanceReport) =>
    new Map([
      ["the kit's version", tool.version],
      ['the target', target.kind],
      ["the target's capabilities", [...target.capabilities].sort().join(' ')],
      ['the platform', platform],
      ['the control', control ?? 'none'],
    ]);
  const known = facts(one);
  return [...facts(other)]
    .filter(([name, value]) => known.get(name) !== value)
    .map(([name, value]) => `${name} (${value} instead of ${known.get(name)})`);
}

/** A scenario that two runs hold would be counted twice. */
function runTwice(messages: readonly Message[]): string[] {
  const places = new Map(
    messages.flatMap(({ pickle }) =>
      pickle === undefined
        ? []
        : [[pickle.id, `${pickle.uri}:${pickle.location?.line ?? 1} ${pickle.name}`] as const],
    ),
  );
  const seen = new Set<string>();
  return messages.flatMap(({ testCase }) => {
    if (testCase === undefined) return [];
    const again = seen.has(testCase.pickleId);
    seen.add(testCase.pickleId);
    return again
      ? [`${places.get(testCase.pickleId) ?? 'A scenario'} is in more than one of these runs.`]
      : [];
  });
}
