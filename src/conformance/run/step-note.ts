import { z } from 'zod';
import type { Envelope } from '../../recording/index.ts';

/** What a step is for: to prepare, to act, to look. */
const phaseSchema = z.enum(['given', 'when', 'then']);
export type StepPhase = z.infer<typeof phaseSchema>;

const bodySchema = z.object({ step: phaseSchema });

/** A note in a scenario's traffic: what follows happened during this step. `first` is the envelope that it stands before. */
export function stepNote(
  step: { readonly phase: StepPhase; readonly text: string },
  first: Envelope,
): Envelope {
  const { body: _body, outcome: _outcome, ...rest } = first;
  return {
    ...rest,
    from: 'operator',
    to: 'operator',
    kind: 'note',
    title: `${step.phase.charAt(0).toUpperCase()}${step.phase.slice(1)} ${step.text}`,
    correlation: {},
    body: { step: step.phase },
    redaction: 'public',
  };
}

/** What the step is for at which the traffic comes to this note; undefined where it is none of a step. */
export function stepPhase({ kind, body }: Envelope): StepPhase | undefined {
  return kind === 'note' ? bodySchema.safeParse(body).data?.step : undefined;
}
