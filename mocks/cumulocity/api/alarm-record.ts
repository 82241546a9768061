import { z } from 'zod';
import { normaliseTimestamp, parseTimestamp } from '../dates.ts';
import type { Call } from '../server/call.ts';
import type { AlarmRecord } from '../store/tenant-store.ts';
import { sourceReference } from './sources.ts';
import { mergeFragments, source, timestamp, typeName, validate, without } from './validation.ts';

export const ALARM_LINK = '/alarm/alarms';

const SERVER_SET = new Set([
  'id',
  'self',
  'source',
  'type',
  'status',
  'severity',
  'count',
  'creationTime',
  'lastUpdated',
  'firstOccurrenceTime',
]);

/** Cased as the client likes; kept in capitals (schema `alarm`). */
const status = z
  .string()
  .toUpperCase()
  .pipe(z.enum(['ACTIVE', 'ACKNOWLEDGED', 'CLEARED']));
const severity = z
  .string()
  .toUpperCase()
  .pipe(z.enum(['CRITICAL', 'MAJOR', 'MINOR', 'WARNING']));

/** Mandatory are source, type, text, severity and time (Cumulocity OpenAPI, *Create an alarm*). */
const createSchema = z.looseObject({
  source,
  type: typeName,
  text: z.string(),
  severity,
  status: status.optional(),
  time: timestamp,
});

/** Only source and type are mandatory (schema `alarmUpsert`). */
const upsertSchema = createSchema.partial({ text: true, severity: true, time: true });

/** "Only text, status, severity and custom properties can be modified" (*Update a specific alarm*). */
export const alarmChange = z.looseObject({
  text: z.string().optional(),
  status: status.optional(),
  severity: severity.optional(),
});

export const statusOnly = z.looseObject({ status });

/**
 * A new alarm out of a body.
 *
 * @param defaults what an upsert fills in: text and severity are then not mandatory, nor is the time
 */
export function alarmOf(
  call: Call,
  body: unknown,
  defaults?: { text: string; severity: string },
): AlarmRecord {
  const given =
    defaults === undefined
      ? validate(createSchema, body)
      : { ...defaults, time: new Date(call.now).toISOString(), ...validate(upsertSchema, body) };
  const time = normaliseTimestamp(given.time ?? '', call.unsettled.timeOffset);
  return {
    ...call.store.nextId(),
    sourceId: given.source.id,
    type: given.type,
    at: parseTimestamp(time) ?? call.now,
    created: call.now,
    updated: call.now,
    status: given.status ?? 'ACTIVE',
    severity: given.severity ?? 'MAJOR',
    count: 1,
    firstOccurrence: time,
    fields: { ...without(given, SERVER_SET), time },
  };
}

/** "By incrementing the count property; the time property is also updated. Any other changes are ignored" (*Alarm de-duplication*). */
export function occurredAgain(open: AlarmRecord, fresh: AlarmRecord, now: number): AlarmRecord {
  return {
    ...open,
    at: fresh.at,
    updated: now,
    count: open.count + 1,
    fields: { ...open.fields, time: fresh.fields.time },
  };
}

export function changedAlarm(
  record: AlarmRecord,
  change: z.output<typeof alarmChange>,
  now: number,
): AlarmRecord {
  return {
    ...record,
    updated: now,
    status: change.status ?? record.status,
    severity: change.severity ?? record.severity,
    fields: mergeFragments(record.fields, without(change, new Set([...SERVER_SET, 'time']))),
  };
}

export function alarmView(call: Call, record: AlarmRecord) {
  return {
    ...record.fields,
    ...(call.mode.stores || call.method === 'GET'
      ? { id: record.id, self: `${call.origin}${ALARM_LINK}/${record.id}` }
      : {}),
    source: sourceReference(call, record.sourceId, true),
    type: record.type,
    status: record.status,
    severity: record.severity,
    count: record.count,
    ...(record.count > 1 ? { firstOccurrenceTime: record.firstOccurrence } : {}),
    creationTime: new Date(record.created).toISOString(),
    lastUpdated: new Date(record.updated).toISOString(),
  };
}
