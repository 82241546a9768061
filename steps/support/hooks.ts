import {
  After,
  AfterStep,
  Before,
  BeforeStep,
  type ITestCaseHookParameter,
  Status,
  setDefaultTimeout,
  setDefinitionFunctionWrapper,
} from '@cucumber/cucumber';
import { PickleStepType } from '@cucumber/messages';
import {
  ENVELOPES_MEDIA_TYPE,
  HARNESS_FAULT_MEDIA_TYPE,
  type StepPhase,
} from '../../src/conformance/run/index.ts';
import { NotOnThisTarget, TargetError } from '../../src/conformance/targets/index.ts';
import { sequenceDiagramMermaid } from '../../src/recording/index.ts';
import { expectMeantFor, isOwnProcess, needsRealTime } from './simulation.ts';
import { abridged, tellTraffic, withoutRepeatedLooks, withSteps } from './tale.ts';
import { troubles } from './troubles.ts';
import type { ScenarioWorld } from './world.ts';

/** What Gherkin's keywords are for; `*` goes with what the scenario does. */
const PHASES: Readonly<Record<PickleStepType, StepPhase>> = {
  [PickleStepType.CONTEXT]: 'given',
  [PickleStepType.ACTION]: 'when',
  [PickleStepType.OUTCOME]: 'then',
  [PickleStepType.UNKNOWN]: 'when',
};

type StepFunction = (...args: unknown[]) => unknown;

// Real time: virtual-time scenarios are done in milliseconds, those with sockets, processes and browsers in a few
// seconds. What waits for something has a shorter limit of its own and tells what it waited for; a busy machine is slow.
setDefaultTimeout(60_000);

Before({ name: 'The scenario begins' }, function (this: ScenarioWorld, { pickle }: ITestCaseHookParameter) {
  const tags = new Set(pickle.tags.map(({ name }) => name));
  // Examples of an outline share a name; their steps tell them apart.
  const steps = pickle.steps.map(({ text }) => text).join(' ');
  this.begin({ uri: pickle.uri, name: pickle.name, steps, tags });
  // Under nock a TLS connection that is destroyed in the midst of a write throws (`write ECANCELED`), and pages that are
  // live hold many: what a browser looks at goes over plain sockets, to this machine by the world's own names.
  if (tags.has('@browser') || this.parameters.target !== undefined) this.network.standAside();
  else this.network.begin(needsRealTime(tags) || isOwnProcess(tags, this.parameters));
  expectMeantFor(tags, this.parameters);
});

// A scenario that the bridge under test can't be shown says nothing about it; its reason stands in the reports.
setDefinitionFunctionWrapper((step: StepFunction) => {
  return async function (this: ScenarioWorld, ...args: unknown[]): Promise<unknown> {
    try {
      return await Reflect.apply(step, this, args);
    } catch (error) {
      // What the description names can't be used: that the scenario went no further is no fault of the bridge.
      const fault = causesOf(error).find((cause) => cause instanceof TargetError);
      if (fault !== undefined) this.attach(fault.message, HARNESS_FAULT_MEDIA_TYPE);
      if (!(error instanceof NotOnThisTarget)) throw error;
      this.log(error.message);
      return 'skipped';
    }
  };
});

/** An error, and what it was wrapped around, from the outside in. */
function causesOf(error: unknown): readonly Error[] {
  return error instanceof Error ? [error, ...causesOf(error.cause)] : [];
}

// Only where time goes on by itself between two sentences that were written for a clock that stands still.
BeforeStep(async function (this: ScenarioWorld) {
  const simulation = await this.openedSimulation();
  await simulation?.quiet?.();
});

// On the last step, not in a hook of the scenario: Cucumber's page hides what hooks attach when they pass. The reports
// draw the sequence diagram from it.
AfterStep(async function (this: ScenarioWorld, { pickle, pickleStep, result }) {
  const isLast = pickleStep.id === pickle.steps.at(-1)?.id;
  const simulation = await this.openedSimulation();
  if (simulation === undefined) return;
  const { text, type = PickleStepType.UNKNOWN } = pickleStep;
  this.endedSteps.push({ phase: PHASES[type], text, last: simulation.journal.last });
  if (!isLast && result.status === Status.PASSED) return;
  const outcome = result.status === Status.PASSED ? 'passed' : 'other';
  const told = withoutRepeatedLooks(simulation.journal.all());
  const envelopes = abridged(withSteps(told, this.endedSteps), outcome);
  this.attach(JSON.stringify(envelopes), ENVELOPES_MEDIA_TYPE);
  if (outcome === 'passed') return;
  this.attach(tellTraffic(envelopes, this.parameters, pickle), 'text/plain');
  // For whoever reports it: issue trackers and wikis draw Mermaid.
  this.attach(sequenceDiagramMermaid(envelopes), {
    mediaType: 'text/plain',
    fileName: 'sequence-diagram.mmd',
  });
});

After({ name: 'The scenario leaves nothing behind' }, async function (this: ScenarioWorld, { result }) {
  // Before the world ends, which must not find somebody who still asks it.
  await this.browsing?.leavePages();
  const strays = this.network.end();
  const simulation = await this.openedSimulation();
  const found = simulation === undefined ? [] : await troubles(this, simulation);
  const all = [...found, ...strays.map((host) => `the host ${host} was called though nobody declared it`)];
  // A failed scenario has its reason; what else went wrong may follow from it.
  if (all.length > 0 && result?.status === Status.PASSED) {
    throw new Error(`The scenario passed, but:\n${all.map((one) => `- ${one}`).join('\n')}`);
  }
});
