import type { ComponentChildren } from 'preact';
import { Badge } from '../../../ui/index.ts';
import { placeOf, type Repeat, rerunCommand, type ScenarioResult, type StepResult } from '../../run/index.ts';
import { readableTable, readableText } from '../redacted-text.ts';
import { SCENARIO_WORDS } from './wording.ts';

interface ScenarioProps {
  readonly id: string;
  readonly scenario: ScenarioResult;
  /** `example 2 of 3` for one of an outline's, else empty. */
  readonly example: string;
  readonly repeat: Repeat | undefined;
  /** What was sent, held and seen. */
  readonly children: ComponentChildren;
}

/** One scenario as a reader wants it: plain steps first, then what was sent, and only then what engineers need. */
export function ScenarioEvidence({ id, scenario, example, repeat, children }: ScenarioProps) {
  const wording = SCENARIO_WORDS[scenario.status];
  const bad = scenario.failure !== undefined;
  return (
    <details class="scenario" id={id} open={bad}>
      <summary>
        <span class="title">
          {scenario.name}
          {example === '' ? null : <span class="quiet"> ({example})</span>}
        </span>
        <Badge tone={wording.tone} sign={wording.sign}>
          {wording.word}
        </Badge>
      </summary>
      {scenario.skipReason === undefined ? null : <p class="reason">{scenario.skipReason}</p>}
      <ol class="steps">
        {scenario.steps.map((step, index) => (
          <Step key={`${index} ${step.text}`} step={step} />
        ))}
      </ol>
      {scenario.failure === undefined ? null : <FailureDetails scenario={scenario} />}
      {bad && repeat !== undefined ? (
        <p class="alone">
          This scenario alone: <code>{rerunCommand(scenario, repeat)}</code>
        </p>
      ) : null}
      {children}
      <p class="origin mono">{placeOf(scenario)}</p>
    </details>
  );
}

const STEP_CLASSES: Readonly<Partial<Record<StepResult['status'], string>>> = {
  PASSED: 'done',
  SKIPPED: 'not-reached',
};

function Step({ step }: { readonly step: StepResult }) {
  return (
    <li class={STEP_CLASSES[step.status] ?? 'broken'}>
      <span class="keyword">{step.keyword}</span> <span>{readableText(step.text)}</span>
      {step.docString === undefined ? null : <pre>{readableText(step.docString)}</pre>}
      {step.table === undefined ? null : <StepTable rows={step.table} />}
    </li>
  );
}

function StepTable({ rows }: { readonly rows: readonly (readonly string[])[] }) {
  return (
    <div class="scroll">
      <table>
        <tbody>
          {readableTable(rows).map((row, index) => (
            <tr key={`${index} ${row[0]}`}>
              {row.map((cell, column) => (
                <td key={`${column} ${cell}`}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function FailureDetails({ scenario }: { readonly scenario: ScenarioResult }) {
  const { failure } = scenario;
  if (failure === undefined) return null;
  return (
    <div class="failure">
      <p>
        {scenario.status === 'blocked' ? 'It could not start from: ' : 'It went wrong at: '}
        <strong>{readableText(failure.step)}</strong>
      </p>
      <pre>{readableText(failure.message)}</pre>
      {failure.stack === '' ? null : (
        <details>
          <summary>For engineers</summary>
          <pre>{readableText(failure.stack)}</pre>
        </details>
      )}
    </div>
  );
}
