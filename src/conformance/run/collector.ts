import type {
  Attachment,
  Envelope as Message,
  Pickle,
  TestCase,
  TestCaseStarted,
  TestStepResult,
  Timestamp,
} from '@cucumber/messages';
import type { Envelope } from '../../recording/index.ts';
import { type AstIndex, indexDocument } from './ast-index.ts';
import { HARNESS_FAULT_MEDIA_TYPE } from './harness-faults.ts';
import { judgeScenario, type RanStep, statusOf } from './judge-scenario.ts';
import type { Picture, RunResult, ScenarioResult, StepResult } from './scenario-result.ts';
import { trafficOf } from './traffic.ts';

interface Attempt {
  readonly started: TestCaseStarted;
  readonly results: Map<string, TestStepResult>;
  readonly attachments: Map<string, Attachment[]>;
}

/** Takes Cucumber's messages one after the other and makes results of them. */
export interface Collector {
  /** Gives the scenario that this message finished, if it finished one. */
  take(message: Message): ScenarioResult | undefined;
  result(): RunResult;
}

/** Makes a collector for one run; with `failFast`, Cucumber skips all that follows a failure, which is then the reason. */
export function createCollector(options: { readonly failFast?: boolean } = {}): Collector {
  const index: AstIndex = { steps: new Map(), scenarios: new Map() };
  const pickles = new Map<string, Pickle>();
  const testCases = new Map<string, TestCase>();
  const hooks = new Map<string, string>();
  const attempts = new Map<string, Attempt>();
  const finished = new Map<string, ScenarioResult>();
  const harnessFaults: string[] = [];

  const finish = (attempt: Attempt, at: Timestamp): ScenarioResult | undefined => {
    const testCase = testCases.get(attempt.started.testCaseId);
    const pickle = testCase === undefined ? undefined : pickles.get(testCase.pickleId);
    if (testCase === undefined || pickle === undefined) return undefined;
    const ran = testCase.testSteps.map((step): RanStep => {
      const pickleStep = pickle.steps.find(({ id }) => id === step.pickleStepId);
      const keyword = index.steps.get(pickleStep?.astNodeIds[0] ?? '') ?? '';
      const hook = hooks.get(step.hookId ?? '') ?? 'a hook';
      return {
        ...(pickleStep === undefined ? { hookName: hook } : { pickleStep }),
        label: pickleStep === undefined ? hook : `${keyword}${pickleStep.text}`,
        result: attempt.results.get(step.id),
        attachments: attempt.attachments.get(step.id) ?? [],
      };
    });
    const traffic = trafficOf([...attempt.attachments.values()].flat());
    for (const fault of traffic.faults) harnessFaults.push(`${pickle.uri}: ${fault}`);
    const result = scenarioResult(
      attempt.started.id,
      pickle,
      index,
      ran,
      traffic.envelopes,
      between(attempt.started.timestamp, at),
    );
    const known = options.failFast === true ? explainSkip(result, [...finished.values()]) : result;
    finished.set(pickle.id, known);
    return known;
  };

  return {
    take(message) {
      if (message.gherkinDocument !== undefined) indexDocument(message.gherkinDocument, index);
      if (message.pickle !== undefined) pickles.set(message.pickle.id, message.pickle);
      if (message.testCase !== undefined) testCases.set(message.testCase.id, message.testCase);
      if (message.hook !== undefined) hooks.set(message.hook.id, message.hook.name ?? 'a hook');
      harnessFaults.push(...faultsIn(message));
      note(attempts, message);
      const done = message.testCaseFinished;
      const attempt = done === undefined ? undefined : attempts.get(done.testCaseStartedId);
      if (done === undefined || attempt === undefined || done.willBeRetried) return undefined;
      return finish(attempt, done.timestamp);
    },
    result: () => ({
      scenarios: [...finished.values()],
      unfinished: [...pickles.values()]
        .filter(({ id }) => !finished.has(id))
        .map(({ uri, location, name }) => `${uri}:${location?.line ?? 1} ${name}`),
      // The same fault mostly meets every scenario of a run.
      harnessFaults: [...new Set(harnessFaults)],
    }),
  };
}

function explainSkip(result: ScenarioResult, before: readonly ScenarioResult[]): ScenarioResult {
  const failed = before.some(({ status }) => status === 'failed' || status === 'blocked');
  return failed && result.status === 'skipped' && result.skipReason === undefined
    ? { ...result, skipReason: 'Not run: an earlier scenario failed, and the run was to stop there.' }
    : result;
}

function note(attempts: Map<string, Attempt>, message: Message): void {
  const { testCaseStarted, testStepFinished, attachment } = message;
  if (testCaseStarted !== undefined) {
    attempts.set(testCaseStarted.id, {
      started: testCaseStarted,
      results: new Map(),
      attachments: new Map(),
    });
  }
  if (testStepFinished !== undefined) {
    attempts
      .get(testStepFinished.testCaseStartedId)
      ?.results.set(testStepFinished.testStepId, testStepFinished.testStepResult);
  }
  const attempt = attempts.get(attachment?.testCaseStartedId ?? '');
  if (attachment?.testStepId !== undefined && attempt !== undefined) {
    const others = attempt.attachments.get(attachment.testStepId) ?? [];
    attempt.attachments.set(attachment.testStepId, [...others, attachment]);
  }
}

function faultsIn(message: Message): string[] {
  const faults: string[] = [];
  if (message.parseError !== undefined) {
    faults.push(`${message.parseError.source.uri ?? 'a feature'}: ${message.parseError.message}`);
  }
  const hook = message.testRunHookFinished?.result;
  if (hook !== undefined && hook.status !== 'PASSED') {
    faults.push(`A hook of the whole run failed: ${hook.message ?? hook.status}`);
  }
  if (message.testRunFinished?.exception !== undefined) {
    faults.push(`The run broke off: ${message.testRunFinished.exception.message ?? 'no reason given'}`);
  }
  if (message.attachment?.mediaType === HARNESS_FAULT_MEDIA_TYPE) faults.push(textOf(message.attachment));
  return faults;
}

function textOf({ body, contentEncoding }: Attachment): string {
  return contentEncoding === 'BASE64' ? Buffer.from(body, 'base64').toString('utf8') : body;
}

function scenarioResult(
  id: string,
  pickle: Pickle,
  index: AstIndex,
  ran: readonly RanStep[],
  envelopes: readonly Envelope[],
  durationMs: number,
): ScenarioResult {
  const written = index.scenarios.get(pickle.astNodeIds[0] ?? '');
  return {
    id,
    uri: pickle.uri,
    line: pickle.location?.line ?? written?.line ?? 1,
    feature: written?.feature ?? '',
    ...(written?.rule === undefined ? {} : { rule: written.rule }),
    name: pickle.name,
    tags: pickle.tags.map(({ name }) => name),
    ...(written?.requirementId === undefined ? {} : { requirementId: written.requirementId }),
    ...judgeScenario(ran),
    steps: ran.flatMap((step): StepResult[] => (step.pickleStep === undefined ? [] : [stepResult(step)])),
    envelopes,
    durationMs,
  };
}

function stepResult(step: RanStep): StepResult {
  const { docString, dataTable } = step.pickleStep?.argument ?? {};
  const text = step.pickleStep?.text ?? '';
  const picture = pictureIn(step.attachments);
  return {
    keyword: step.label.slice(0, step.label.length - text.length).trim(),
    text,
    ...(docString === undefined ? {} : { docString: docString.content }),
    ...(dataTable === undefined
      ? {}
      : { table: dataTable.rows.map((row) => row.cells.map(({ value }) => value)) }),
    status: statusOf(step),
    ...(picture === undefined ? {} : { picture }),
  };
}

/** The last one attached: that is how the screen was left. */
function pictureIn(attachments: readonly Attachment[]): Picture | undefined {
  const found = attachments.findLast(
    ({ mediaType, contentEncoding }) => mediaType.startsWith('image/') && contentEncoding === 'BASE64',
  );
  return found === undefined ? undefined : { mediaType: found.mediaType, base64: found.body };
}

function between(from: Timestamp, to: Timestamp): number {
  return (to.seconds - from.seconds) * 1000 + (to.nanos - from.nanos) / 1e6;
}
