import { z } from 'zod';

/** The answer of `GET /measurement/measurements/series` (Cumulocity OpenAPI, *Measurements series*). */
export const seriesSchema = z.object({
  values: z.record(
    z.string(),
    z.array(z.object({ min: z.number().nullish(), max: z.number().nullish() }).nullable()),
  ),
  series: z.array(z.object({ type: z.string(), name: z.string(), unit: z.string().optional() })),
  truncated: z.boolean(),
});
export type Series = z.infer<typeof seriesSchema>;

/** What one chart shows. */
export interface Curve {
  readonly key: string;
  readonly unit: string | undefined;
  /** Milliseconds since 1970, ascending. */
  readonly times: readonly number[];
  readonly values: readonly number[];
}

/** One curve a series, each with its own moments, in the order of their names. */
export function curvesOf({ values, series }: Series): readonly Curve[] {
  const moments = Object.entries(values)
    .map(([time, row]) => ({ at: Date.parse(time), row }))
    .sort((a, b) => a.at - b.at);
  const curves = series.map(({ type, name, unit }, index): Curve => {
    const points = moments.flatMap(({ at, row }) => {
      const value = middle(row[index]);
      return value === undefined ? [] : [{ at, value }];
    });
    return {
      key: `${type}.${name}`,
      unit,
      times: points.map(({ at }) => at),
      values: points.map(({ value }) => value),
    };
  });
  return curves.filter(({ times }) => times.length > 0).sort((a, b) => (a.key < b.key ? -1 : 1));
}

function middle(cell: Series['values'][string][number] | undefined): number | undefined {
  const { min, max } = cell ?? {};
  return typeof min === 'number' && typeof max === 'number' ? (min + max) / 2 : undefined;
}
