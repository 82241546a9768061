import type uPlot from 'uplot';

declare global {
  interface Window {
    /** Set by uPlot's own script, where a page has one. */
    readonly uPlot?: typeof uPlot;
  }
}

/** What stands in `data-chart` of an element; see `Chart` of the components. */
interface ChartData {
  /** Seconds since 1970. */
  readonly times: readonly number[];
  readonly series: readonly {
    readonly label: string;
    readonly tone: string;
    readonly values: readonly (number | null)[];
    readonly shape: 'bars' | 'line';
  }[];
}

interface Drawn {
  readonly chart: uPlot;
  readonly shape: string;
}

const HEIGHT = 230;

/**
 * Draws the charts: an element with `data-chart-in="<id>"` holds the values, the element of that id the drawing, which
 * stays when a fragment brings new values.
 */
export function followCharts(): void {
  const drawn = new Map<string, Drawn>();
  const drawAll = (root: ParentNode) => {
    for (const source of root.querySelectorAll<HTMLElement>('[data-chart-in]')) draw(source, drawn);
  };
  document.addEventListener('htmx:load', ({ target }) => {
    if (target instanceof Element) drawAll(target.parentElement ?? target);
  });
  new ResizeObserver(() => {
    for (const { chart } of drawn.values()) {
      const width = chart.root.parentElement?.clientWidth ?? 0;
      if (width > 0 && width !== chart.width) chart.setSize({ width, height: HEIGHT });
    }
  }).observe(document.body);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
    for (const { chart } of drawn.values()) chart.destroy();
    drawn.clear();
    drawAll(document);
  });
  drawAll(document);
}

function draw(source: HTMLElement, drawn: Map<string, Drawn>): void {
  const id = source.dataset.chartIn ?? '';
  const place = document.getElementById(id);
  const Plot = window.uPlot;
  if (place === null || Plot === undefined) return;
  const data: ChartData = JSON.parse(source.dataset.chart ?? '{"times":[],"series":[]}');
  const values: uPlot.AlignedData = [[...data.times], ...data.series.map(({ values }) => [...values])];
  const shape = JSON.stringify(data.series.map(({ label, tone }) => [label, tone]));
  const before = drawn.get(id);
  if (before !== undefined && before.shape === shape && place.contains(before.chart.root)) {
    before.chart.setData(values);
    return;
  }
  before?.chart.destroy();
  drawn.set(id, { chart: new Plot(optionsOf(data, place, Plot), values, place), shape });
}

function optionsOf(data: ChartData, place: HTMLElement, Plot: typeof uPlot): uPlot.Options {
  const style = getComputedStyle(document.documentElement);
  const colour = (name: string) => style.getPropertyValue(`--${name}`).trim();
  const axis = {
    stroke: colour('quiet'),
    grid: { stroke: colour('edge'), width: 1 },
    ticks: { stroke: colour('edge'), width: 1 },
    font: '12px system-ui, sans-serif',
  };
  const bars = Plot.paths.bars?.({ size: [0.7, 40] });
  const isCount = data.series.some(({ shape }) => shape === 'bars');
  return {
    width: Math.max(place.clientWidth, 200),
    height: HEIGHT,
    tzDate: (seconds) => Plot.tzDate(new Date(seconds * 1000), 'Etc/UTC'),
    cursor: { y: false, drag: { setScale: false } },
    scales: {
      x: { time: true, ...(isCount ? { range: roomForBars } : {}) },
      y: { range: isCount ? countRange : valueRange },
    },
    axes: [
      { ...axis, values: clockTimes },
      isCount
        ? {
            ...axis,
            size: 44,
            incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 100_000],
          }
        : { ...axis, size: 56 },
    ],
    series: [
      { label: 'Time (UTC)', value: (_chart, at) => (at === null ? '–' : moment(at)) },
      ...data.series.map(({ label, tone, shape }) => ({
        label,
        stroke: colour(`${tone}-solid`),
        ...(shape === 'bars' && bars !== undefined
          ? { fill: colour(`${tone}-solid`), width: 0, paths: bars, points: { show: false } }
          : { width: 2, points: { show: false } }),
        value: (_chart: uPlot, value: number | null) => (value === null ? '–' : String(value)),
      })),
    ],
  };
}

/** The first and the last bar are as wide as the others. */
function roomForBars(chart: uPlot, min: number, max: number): [number, number] {
  const [first = 0, second = first] = chart.data[0];
  const half = (second - first) / 2;
  return [min - half, max + half];
}

/** Counts stand on zero. */
function countRange(_chart: uPlot, _min: number | null, max: number | null): [number, number] {
  return [0, Math.max(max ?? 0, 4) * 1.08];
}

/** Measured values fill the height; one that does not change lies in the middle. */
function valueRange(_chart: uPlot, min: number | null, max: number | null): [number, number] {
  const [low, high] = [min ?? 0, max ?? 0];
  const margin = (high - low) * 0.08 || Math.abs(high) * 0.1 || 1;
  return [low - margin, high + margin];
}

const DAY_S = 86_400;

/** As much of the moments as tells them apart. */
function clockTimes(_chart: uPlot, splits: number[]): string[] {
  const step = (splits[1] ?? 0) - (splits[0] ?? 0);
  const [from, to] = step < 60 ? [11, 19] : step < DAY_S ? [11, 16] : [5, 10];
  return splits.map((at) => isoOf(at).slice(from, to));
}

function moment(seconds: number): string {
  return isoOf(seconds).slice(0, 19).replace('T', ' ');
}

/** In UTC, as all times on the pages. */
function isoOf(seconds: number): string {
  return new Date(seconds * 1000).toISOString();
}
