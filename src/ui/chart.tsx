import type { Tone } from './tokens.ts';

export interface ChartProps {
  /** Unique in the page. */
  readonly id: string;
  /** What the chart shows, for who doesn't see it. */
  readonly label: string;
  /** Milliseconds since 1970. */
  readonly times: readonly number[];
  readonly series: readonly {
    readonly label: string;
    readonly tone: Tone;
    readonly shape: 'bars' | 'line';
    readonly values: readonly (number | null)[];
  }[];
}

/** A chart over time, drawn in the browser. It stays when the fragment around it is brought anew, with new values. */
export function Chart({ id, label, times, series }: ChartProps) {
  const data = JSON.stringify({ times: times.map((at) => at / 1000), series });
  return (
    <div role="img" aria-label={label}>
      <div class="chart" id={id} hx-preserve="true" />
      <div hidden data-chart-in={id} data-chart={data} />
    </div>
  );
}
