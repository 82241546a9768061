import { placeOf } from './check-run.ts';
import { type Repeat, rerunCommand } from './repeat.ts';
import type { ScenarioResult } from './scenario-result.ts';

/** A failed or blocked scenario as an engineer wants to read it in a terminal. */
export function describeFailure(scenario: ScenarioResult, repeat: Repeat): string {
  const { failure } = scenario;
  const head = `${scenario.status === 'blocked' ? '⊘ blocked' : '✗ failed'}  ${scenario.requirementId ?? 'no requirement'}  ${scenario.name}`;
  const frames = failure?.stack.split('\n').slice(0, 3).join('\n') ?? '';
  return [
    head,
    indent(`${scenario.feature}${scenario.rule === undefined ? '' : ` › ${scenario.rule}`}`),
    indent(placeOf(scenario)),
    indent(`at the step: ${failure?.step ?? 'unknown'} (${(failure?.status ?? 'UNKNOWN').toLowerCase()})`),
    indent(failure?.message ?? '', 6),
    ...(frames === '' ? [] : [indent(frames, 6)]),
    indent(`alone: ${rerunCommand(scenario, repeat)}`),
  ].join('\n');
}

function indent(text: string, width = 4): string {
  return text
    .split('\n')
    .map((line) => `${' '.repeat(width)}${line}`)
    .join('\n');
}
