import { Chart, type ChartProps, Live } from '../../../ui/index.ts';
import type { ConnectionMetrics, MetricsHistory, MetricsSpan } from '../../connections/connection-metrics.ts';

import { pathTo } from '../paths.ts';

export interface MetricsShown {
  readonly span: MetricsSpan;
  readonly metrics: ConnectionMetrics;
  readonly history: MetricsHistory;
}

const SPANS = [
  { span: 'hour', label: '1H', name: 'Last hour' },
  { span: 'day', label: '1D', name: 'Last day' },
] as const;

const hrefOf = (id: string, span: MetricsSpan) => `${pathTo('connections', id, 'metrics')}?span=${span}`;

export interface SpanChoiceProps {
  readonly id: string;
  readonly span: MetricsSpan;
  /** Whether it joins a page that is open, in the place of the one there. */
  readonly beside?: boolean;
}

/** Last hour or last day. Stands beside what is live: a button that is brought anew can't be pressed meanwhile. */
export function SpanChoice({ id, span, beside = false }: SpanChoiceProps) {
  return (
    <div class="choice far" id="metrics-span" {...(beside ? { 'hx-swap-oob': 'true' } : {})}>
      {SPANS.map((one) => (
        <button
          key={one.span}
          type="button"
          class="button"
          id={`span-${one.span}`}
          aria-label={`${one.label}: ${one.name}`}
          aria-pressed={one.span === span}
          hx-get={hrefOf(id, one.span)}
          hx-target="#metrics"
          hx-swap="outerHTML"
        >
          {one.label}
        </button>
      ))}
    </div>
  );
}

/** The documented counters as numbers and as a chart, of the last hour or the last day. */
export function ConnectionMetricsPanel({ id, shown }: { readonly id: string; readonly shown: MetricsShown }) {
  const { span, history } = shown;
  const counts = countsOf(shown);
  const times = history.uplinks.map((_count, index) => history.from + index * history.stepMs);
  return (
    <Live id="metrics" href={hrefOf(id, span)} shown={shown} everySeconds={2}>
      <dl class="tiles">
        {counts.map(({ label, count, note }) => (
          <div class="tile" key={label}>
            <dt>{label}</dt>
            <dd>
              {count}
              {note === undefined ? null : <span class="note">{note}</span>}
            </dd>
          </div>
        ))}
      </dl>
      <Chart
        id="metrics-chart"
        label={`Chart: ${counts.map(({ label, count }) => `${label.toLowerCase()} ${count}`).join(', ')}`}
        times={times}
        series={seriesOf(history)}
      />
    </Live>
  );
}

/** The uplinks, and of the others what there is any of. */
function seriesOf(history: MetricsHistory): ChartProps['series'] {
  const all: ChartProps['series'] = [
    { label: 'Uplinks', tone: 'passed', shape: 'bars', values: history.uplinks },
    { label: 'Failed uplinks', tone: 'failed', shape: 'line', values: history.uplinksFailed },
    { label: 'Downlinks', tone: 'info', shape: 'line', values: history.downlinks },
    { label: 'Failed downlinks', tone: 'blocked', shape: 'line', values: history.downlinksFailed },
  ];
  return all.filter(({ values }, index) => index === 0 || values.some((value) => value !== 0));
}

function countsOf({ span, metrics }: MetricsShown) {
  const of = <T,>(hour: T, day: T) => (span === 'hour' ? hour : day);
  const failed = (count: number) => `${count} failed`;
  return [
    {
      label: 'ACTIVE DEVICES',
      count: of(metrics.activeThingsLast1h, metrics.activeThingsLast24h),
      note: undefined,
    },
    {
      label: 'UPLINKS',
      count: of(metrics.uplinksLast1h, metrics.uplinksLast24h),
      note: failed(of(metrics.uplinksLast1hFailed, metrics.uplinksLast24hFailed)),
    },
    {
      label: 'DOWNLINKS',
      count: of(metrics.downlinksLast1h, metrics.downlinksLast24h),
      note: failed(of(metrics.downlinksLast1hFailed, metrics.downlinksLast24hFailed)),
    },
    { label: 'LOST OR FILTERED', count: metrics.messagesLost, note: 'since the start' },
  ];
}
