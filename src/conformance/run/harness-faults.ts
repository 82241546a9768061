import { placeOf } from './check-run.ts';
import type { RunResult, StepStatus } from './scenario-result.ts';

/** Attached by a step that went wrong by the harness itself, not by the bridge under test: what happened, as text. */
export const HARNESS_FAULT_MEDIA_TYPE = 'text/vnd.iot-flow-tck.harness-fault+plain';

/** How a step is told that the kit has not finished. */
const UNFINISHED: Readonly<Partial<Record<StepStatus, string>>> = {
  UNDEFINED: 'no step definition matches',
  PENDING: 'it is pending',
  AMBIGUOUS: 'several step definitions match',
};

/**
 * Why a run of the kit's own features says nothing about a bridge, one sentence each: beside the faults of the harness,
 * steps that the kit has not finished. For an author of features such steps are failures like others.
 */
export function harnessFaultsOf({ scenarios, harnessFaults }: RunResult): readonly string[] {
  const unfinished = scenarios.flatMap((scenario) => {
    const { failure } = scenario;
    const why = failure === undefined ? undefined : UNFINISHED[failure.status];
    return failure === undefined || why === undefined
      ? []
      : [
          `${placeOf(scenario)}: the kit can't carry out "${failure.step}": ${why}. This is a fault of the kit.`,
        ];
  });
  return [...new Set([...harnessFaults, ...unfinished])];
}
