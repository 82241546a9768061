/** The middle of what was measured, and its ends. */
export interface Spread {
  readonly min: number;
  readonly median: number;
  readonly max: number;
}

export function spreadOf(values: readonly number[]): Spread {
  const sorted = values.filter((value) => Number.isFinite(value)).sort((a, b) => a - b);
  return {
    min: sorted[0] ?? Number.NaN,
    median: sorted[Math.floor(sorted.length / 2)] ?? Number.NaN,
    max: sorted.at(-1) ?? Number.NaN,
  };
}

/** The value below which so many per cent of the others lie. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * percent) / 100))] ?? Number.NaN;
}

/** One line of the result. */
export interface Figure {
  readonly what: string;
  readonly values: readonly number[];
  readonly unit: 'x' | '/s' | 'µs' | 'ms';
  /** The median must not be less, or not more. */
  readonly atLeast?: number;
  readonly atMost?: number;
}

export function lineOf({ what, values, unit, atLeast, atMost }: Figure): string {
  const { min, median, max } = spreadOf(values);
  const shown = [min, median, max].map((value) => numberText(value).padStart(9)).join(' ');
  const limit =
    atLeast !== undefined ? `at least ${atLeast}` : atMost !== undefined ? `at most ${atMost}` : '';
  return `${what.padEnd(58)} ${shown} ${unit.padEnd(3)} ${limit}`.trimEnd();
}

/** What keeps a figure from being good enough, if anything does. */
export function missOf({ what, values, atLeast, atMost }: Figure): string | undefined {
  const { median } = spreadOf(values);
  const isGood = (atLeast === undefined || median >= atLeast) && (atMost === undefined || median <= atMost);
  return isGood ? undefined : `${what}: ${numberText(median)} misses its target`;
}

function numberText(value: number): string {
  if (!Number.isFinite(value)) return '–';
  return value >= 1000 ? String(Math.round(value)) : value.toPrecision(3);
}
