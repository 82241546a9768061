import type { Tone } from './tokens.ts';

export interface BarPart {
  readonly tone: Tone;
  readonly label: string;
  readonly count: number;
}

/** Counts as lengths of one bar; its label tells the same in words. Parts of nothing are left out. */
export function StackedBar({ parts }: { readonly parts: readonly BarPart[] }) {
  const shown = parts.filter(({ count }) => count > 0);
  return (
    <div class="bar" role="img" aria-label={shown.map(({ count, label }) => `${count} ${label}`).join(', ')}>
      {shown.map(({ tone, label, count }) => (
        <span key={label} class={tone} style={{ flexGrow: count }} />
      ))}
    </div>
  );
}

/** What the colours of a bar mean, with the counts. */
export function BarLegend({ parts }: { readonly parts: readonly BarPart[] }) {
  return (
    <ul class="legend">
      {parts
        .filter(({ count }) => count > 0)
        .map(({ tone, label, count }) => (
          <li key={label}>
            <span class={`dot ${tone}`} />
            {count} {label}
          </li>
        ))}
    </ul>
  );
}
