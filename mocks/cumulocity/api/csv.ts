import type { Call } from '../server/call.ts';
import type { StoredRecord } from '../store/records.ts';
import { seriesOf } from './fragments.ts';
import { isObject } from './validation.ts';

export const CSV = 'text/csv';

const HEADER = 'time,source,device_name,fragment.series,value,unit';

/** A line a series (Cumulocity OpenAPI, *Measurements specifics*: data as CSV). */
export function csvOf(call: Call, records: readonly StoredRecord[]): string {
  const lines = records.flatMap((record) => {
    const name = call.store.objects.get(record.sourceId)?.fields.name;
    return Object.entries(record.fields).flatMap(([fragment, value]) =>
      Object.entries(isObject(value) ? value : {}).flatMap(([series, given]) => {
        const valid = seriesOf(given);
        if (valid === undefined) return [];
        const cells = [
          record.fields.time,
          record.sourceId,
          name,
          `${fragment}.${series}`,
          valid.value,
          valid.unit,
        ];
        return [cells.map(cell).join(',')];
      }),
    );
  });
  return [HEADER, ...lines, ''].join('\n');
}

function cell(value: unknown): string {
  const text = value === undefined ? '' : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
