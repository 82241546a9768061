import type { RunResult, ScenarioResult } from './scenario-result.ts';

/** What a run came to: counts over scenarios, and everything that keeps it from being good. */
export interface RunJudgement {
  readonly passed: number;
  /** Blocked ones included. */
  readonly failed: number;
  readonly skipped: number;
  /** One sentence each; a run with any of them is not good, even where no scenario failed. */
  readonly problems: readonly string[];
  /** 0: good, 1: not good, 2: the harness itself failed, so that nothing can be said. */
  readonly exitCode: 0 | 1 | 2;
}

export interface RunToJudge {
  readonly result: RunResult;
  readonly planProblems: readonly string[];
  /** True when all scenarios were meant to run: then each that did not is a problem. */
  readonly full: boolean;
}

/** Judges a run. Cucumber calls a run of no scenario good, and one of skipped ones too; this doesn't. */
export function judgeRun({ result, planProblems, full }: RunToJudge): RunJudgement {
  const { scenarios, unfinished, harnessFaults } = result;
  const problems = [
    ...planProblems,
    ...(scenarios.length === 0 ? ['No scenario ran: no feature was found, or the filter leaves none.'] : []),
    ...scenarios
      .filter(withoutReason)
      .map(
        (scenario) =>
          `${placeOf(scenario)}: "${scenario.name}" was skipped without a reason; log one (this.log) before returning 'skipped'.`,
      ),
    ...(scenarios.length > 0 && scenarios.every(({ status }) => status === 'skipped')
      ? ['Every scenario was skipped: nothing was tested.']
      : []),
    ...(full ? unfinished.map((name) => `${name} is planned but did not run.`) : []),
  ];
  const failed = scenarios.filter(({ status }) => status === 'failed' || status === 'blocked').length;
  const good = failed === 0 && problems.length === 0;
  return {
    passed: scenarios.filter(({ status }) => status === 'passed').length,
    failed,
    skipped: scenarios.filter(({ status }) => status === 'skipped').length,
    problems: [...new Set([...harnessFaults, ...problems])],
    exitCode: harnessFaults.length > 0 ? 2 : good ? 0 : 1,
  };
}

/** The last line of every run. */
export function lastLine(counts: Pick<RunJudgement, 'passed' | 'failed' | 'skipped'>): string {
  return `${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`;
}

/** `features/create/name.feature:12`, as the command line takes it. */
export function placeOf(scenario: Pick<ScenarioResult, 'uri' | 'line'>): string {
  return `${scenario.uri}:${scenario.line}`;
}

function withoutReason(scenario: ScenarioResult): boolean {
  return scenario.status === 'skipped' && scenario.skipReason === undefined;
}
