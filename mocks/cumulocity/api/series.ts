import { PlatformError } from '../errors.ts';
import type { Answer, Call, Route } from '../server/call.ts';
import type { StoredRecord } from '../store/records.ts';
import { type Bucketing, bucketingOf, isAggregateName, summarise } from './aggregation.ts';
import { seriesOf } from './fragments.ts';
import { timeWindow } from './sources.ts';
import { isObject } from './validation.ts';

/** "If no aggregation is specified, the response contains a maximum of 5,000 values." */
const MAX_VALUES = 5000;

interface Column {
  readonly type: string;
  readonly name: string;
  unit: string | undefined;
}

/** Values by time, then by `fragment.series`. */
type Table = Map<string, Map<string, number[]>>;

function required(call: Call, name: string): string {
  const value = call.query.text(name);
  if (value === undefined)
    throw new PlatformError('missingParameter', { resource: 'measurement', names: name });
  return value;
}

function series(call: Call): Answer {
  const source = required(call, 'source');
  required(call, 'dateFrom');
  required(call, 'dateTo');
  const wanted = new Set(call.query.all('series').flatMap((value) => value.split(',')));
  const functions = functionsOf(call);
  const bucketing = bucketingOf(call.query);
  const revert = call.query.flag('revert') ?? call.unsettled.measurementStore === 'time-series';
  const records = call.store.measurements.range({
    ...timeWindow(call),
    sources: [source],
    order: revert ? 'newest' : 'oldest',
  });
  const { table, columns, truncated } = tabulate(records, wanted, bucketing);
  const keys = [...columns.keys()];
  const values = Object.fromEntries(
    [...table].map(([time, row]) => [
      time,
      keys.map((key) => {
        const numbers = row.get(key);
        return numbers === undefined ? null : summarise(numbers, functions);
      }),
    ]),
  );
  const described = [...columns.values()].map(({ type, name, unit }) => ({
    ...(unit === undefined ? {} : { unit }),
    name,
    type,
  }));
  return { status: 200, body: { values, series: described, truncated } };
}

function tabulate(
  records: Iterable<StoredRecord>,
  wanted: ReadonlySet<string>,
  bucketing: Bucketing | undefined,
) {
  const table: Table = new Map();
  const columns = new Map<string, Column>();
  let truncated = false;
  for (const record of records) {
    const found = [...seriesIn(record)].filter(({ key }) => wanted.size === 0 || wanted.has(key));
    if (found.length === 0) continue;
    const time = bucketing === undefined ? String(record.fields.time) : bucketing(record.at);
    if (bucketing === undefined && !table.has(time) && table.size >= MAX_VALUES) {
      truncated = true;
      break;
    }
    const row = table.get(time) ?? new Map<string, number[]>();
    table.set(time, row);
    for (const { key, type, name, value, unit } of found) {
      const numbers = row.get(key) ?? [];
      numbers.push(value);
      row.set(key, numbers);
      const column = columns.get(key) ?? { type, name, unit };
      column.unit ??= unit;
      columns.set(key, column);
    }
  }
  return { table, columns, truncated };
}

function* seriesIn(record: StoredRecord) {
  for (const [type, fragment] of Object.entries(record.fields)) {
    for (const [name, value] of Object.entries(isObject(fragment) ? fragment : {})) {
      const valid = seriesOf(value);
      if (valid !== undefined)
        yield { key: `${type}.${name}`, type, name, value: valid.value, unit: valid.unit };
    }
  }
}

/** Only a time-series store computes more than min and max; the legacy one ignores what was asked for. */
function functionsOf(call: Call) {
  const asked = call.query.all('aggregationFunction');
  const fallback = ['min', 'max'] as const;
  if (asked.length === 0 || call.unsettled.measurementStore === 'legacy') return fallback;
  if (!call.query.has('aggregationInterval')) {
    throw new PlatformError('aggregationParameter', {
      detail: 'aggregationFunction is valid only with aggregationInterval',
    });
  }
  return asked.map((name) => {
    if (isAggregateName(name)) return name;
    throw new PlatformError('aggregationParameter', { detail: `There is no aggregationFunction ${name}` });
  });
}

export const seriesRoute: Route = {
  method: 'GET',
  path: '/measurement/measurements/series',
  produces: ['application/json'],
  permissions: ['ROLE_MEASUREMENT_READ'],
  owned: (call) => call.query.all('source'),
  handle: series,
};
