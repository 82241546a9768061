import type { ComponentChildren } from 'preact';
import type { Tone } from './tokens.ts';

export interface BadgeProps {
  readonly tone: Tone;
  /** A sign in front, so that the meaning does not hang on the colour alone. */
  readonly sign?: string;
  readonly children: ComponentChildren;
}

/** A short word on a coloured ground. */
export function Badge({ tone, sign, children }: BadgeProps) {
  return (
    <span class={`badge ${tone}`}>
      {sign === undefined ? null : <span aria-hidden="true">{sign}</span>}
      <span>{children}</span>
    </span>
  );
}
