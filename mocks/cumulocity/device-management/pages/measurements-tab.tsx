import { Chart, Live } from '../../../../src/ui/index.ts';
import { fragment, type PageAnswer } from '../answers.tsx';
import { When } from '../frame.tsx';
import { answerLive } from '../live-answer.ts';
import { pathTo } from '../paths.ts';
import { type Curve, curvesOf, seriesSchema } from '../series.ts';
import type { Visit } from '../visit.ts';
import { devicePage, requireDevice } from './device-frame.tsx';

const HOUR = 3_600_000;

/** The times one may look back; long ones are condensed, since an answer holds 5000 moments at most. */
const RANGES = {
  '1h': { label: 'Last hour', ms: HOUR, aggregation: undefined },
  '1d': { label: 'Last day', ms: 24 * HOUR, aggregation: undefined },
  '1w': { label: 'Last week', ms: 7 * 24 * HOUR, aggregation: 'HOURLY' },
  '1m': { label: 'Last month', ms: 30 * 24 * HOUR, aggregation: 'HOURLY' },
} as const;
type RangeKey = keyof typeof RANGES;

function isRange(text: string): text is RangeKey {
  return Object.hasOwn(RANGES, text);
}

/** A chart for each series of the device. */
export function measurementsTab(visit: Visit, id: string): PageAnswer {
  requireDevice(visit, id);
  const asked = visit.query.get('range') ?? '1d';
  const range = isRange(asked) ? asked : '1d';
  const { ms, aggregation } = RANGES[range];
  const answer = visit.platform.get(
    '/measurement/measurements/series',
    {
      source: id,
      dateFrom: new Date(visit.now - ms).toISOString(),
      // What bears a time to come is shown as well: devices' clocks are not always right.
      dateTo: new Date(visit.now + ms).toISOString(),
      // Where there are too many, the newest are those that matter.
      revert: 'true',
      ...(aggregation === undefined ? {} : { aggregationType: aggregation }),
    },
    seriesSchema,
  );
  const curves = curvesOf(answer);
  const part = (
    <Live
      id="measurements"
      href={`${pathTo('devices', id, 'measurements')}?range=${range}`}
      shown={curves}
      everySeconds={2}
    >
      {answer.truncated ? <p class="quiet">Only the newest 5000 moments are shown.</p> : null}
      {curves.length === 0 ? (
        <p class="empty">There is no measurement in this time.</p>
      ) : (
        curves.map((curve) => <CurvePanel key={curve.key} device={id} range={range} curve={curve} />)
      )}
    </Live>
  );
  if (visit.isFragment) return answerLive(visit, curves, () => fragment(part));
  return devicePage(visit, {
    id,
    tab: 'measurements',
    charts: true,
    body: (
      <>
        <nav class="choice apart" aria-label="Time range">
          {Object.entries(RANGES).map(([key, { label }]) => (
            <a
              key={key}
              class="button"
              href={`${pathTo('devices', id, 'measurements')}?range=${key}`}
              {...(key === range ? { 'aria-current': 'true' as const } : {})}
            >
              {label}
            </a>
          ))}
        </nav>
        {part}
      </>
    ),
  });
}

interface CurvePanelProps {
  readonly device: string;
  readonly range: string;
  readonly curve: Curve;
}

function CurvePanel({ device, range, curve }: CurvePanelProps) {
  const { key, unit, times, values } = curve;
  const name = unit === undefined ? key : `${key} [${unit}]`;
  const [latest, at] = [values.at(-1), times.at(-1)];
  const chartId = `chart-${device}-${range}-${key.replaceAll(/[^A-Za-z0-9]/g, '-')}`;
  return (
    <section class="panel" aria-labelledby={`${chartId}-name`}>
      <div class="panel-head">
        <h2 id={`${chartId}-name`} class="as-written">
          {name}
        </h2>
        <p class="far quiet">
          latest <strong>{latest}</strong> {unit} {at === undefined ? null : <When at={at} />}
        </p>
      </div>
      <Chart
        id={chartId}
        label={`${name}: ${values.length} values`}
        times={times}
        series={[{ label: name, tone: 'info', shape: 'line', values }]}
      />
    </section>
  );
}
