import type { Attachment, PickleStep, TestStepResult } from '@cucumber/messages';
import { HARNESS_FAULT_MEDIA_TYPE } from './harness-faults.ts';
import type { Failure, ScenarioStatus, StepStatus } from './scenario-result.ts';

/** A step or hook of an attempt with its outcome; a hook has no pickle step. */
export interface RanStep {
  readonly pickleStep?: PickleStep;
  readonly hookName?: string;
  /** The step as it is written, with its keyword; for a hook its name. */
  readonly label: string;
  readonly result: TestStepResult | undefined;
  readonly attachments: readonly Attachment[];
}

export interface Judgement {
  readonly status: ScenarioStatus;
  readonly failure?: Failure;
  readonly skipReason?: string;
}

/** The media type of what a step says with `this.log`. */
const LOG = 'text/x.cucumber.log+plain';

/** Statuses that say that the features are not finished, which never counts as a mere obstacle. */
const UNFINISHED: readonly StepStatus[] = ['UNDEFINED', 'PENDING', 'AMBIGUOUS', 'UNKNOWN'];

/** Says how a scenario went from how its steps went, in order: the first that is not passed decides. */
export function judgeScenario(steps: readonly RanStep[]): Judgement {
  const [firstBad] = steps.filter((step) => isBad(statusOf(step)));
  if (firstBad !== undefined) {
    return { status: isObstacle(firstBad, steps) ? 'blocked' : 'failed', failure: failureOf(firstBad) };
  }
  const skipped = steps.find((step) => statusOf(step) === 'SKIPPED');
  if (skipped === undefined) return { status: 'passed' };
  const reason = reasonFor(skipped);
  return { status: 'skipped', ...(reason === undefined ? {} : { skipReason: reason }) };
}

/** A step's status; one that never finished is unknown. */
export function statusOf(step: RanStep): StepStatus {
  return step.result?.status ?? 'UNKNOWN';
}

function isBad(status: StepStatus): boolean {
  return status !== 'PASSED' && status !== 'SKIPPED';
}

function isObstacle(step: RanStep, steps: readonly RanStep[]): boolean {
  if (UNFINISHED.includes(statusOf(step))) return false;
  if (step.attachments.some(({ mediaType }) => mediaType === HARNESS_FAULT_MEDIA_TYPE)) return true;
  if (step.pickleStep !== undefined) return step.pickleStep.type === 'Context';
  const firstStep = steps.findIndex(({ pickleStep }) => pickleStep !== undefined);
  return steps.indexOf(step) < firstStep;
}

function failureOf(step: RanStep): Failure {
  const status = statusOf(step);
  const whole = step.result?.message ?? '';
  const lines = whole.split('\n');
  const firstFrame = lines.findIndex((line) => /^\s+at\s/.test(line));
  const message = withoutEcho((firstFrame === -1 ? lines : lines.slice(0, firstFrame)).join('\n').trim());
  return {
    step: step.label,
    status,
    message:
      status === 'UNDEFINED'
        ? 'No step definition matches this step.'
        : message || `The step is ${status.toLowerCase()}.`,
    stack: firstFrame === -1 ? '' : lines.slice(firstFrame).join('\n').trimEnd(),
  };
}

/** Where Cucumber's formatter shows once more what an assertion compared. */
const COMPARED = /\n\s*\+ expected - actual\n(?<diff>[\s\S]*)$/;

/** A message without the comparison below it, where that tells nothing that the message does not say. */
function withoutEcho(message: string): string {
  const found = COMPARED.exec(message);
  if (found === null) return message;
  const said = message.slice(0, found.index).trim();
  const rows = (found.groups?.diff ?? '').split('\n').map((row) => row.trim());
  const values = rows.filter((row) => row !== '').map((row) => row.slice(1).trim());
  // That something is not so is all that `false` instead of `true` means.
  const isMereTruth = values.join(' ') === 'false true';
  // Node's own comparison, which stands above.
  const isTwice = /\n\+ actual - expected\b|\n\n.+ !== .+$/.test(said);
  const words = said.split(/[\s,;:"'()]+/);
  const isSaid =
    values.length <= 2 &&
    values.every((value) => words.includes(value) || (value.length > 3 && said.includes(value)));
  return isMereTruth || isTwice || isSaid ? said : message;
}

function reasonFor(step: RanStep): string | undefined {
  const logged = step.attachments.find(({ mediaType }) => mediaType === LOG)?.body.trim();
  const reason = logged ?? step.result?.message?.trim();
  return reason === '' ? undefined : reason;
}
