import type { Call } from '../server/call.ts';
import type { AlarmRecord } from '../store/tenant-store.ts';
import { timeWindow, wantedSources } from './sources.ts';

const SEVERITIES = ['CRITICAL', 'MAJOR', 'MINOR', 'WARNING'];
const STATUSES = ['ACTIVE', 'ACKNOWLEDGED', 'CLEARED'];

function oneOf(call: Call, name: string, known: readonly string[]): ReadonlySet<string> | undefined {
  const values = call.query.list(name)?.map((value) => value.toUpperCase());
  const wrong = values?.find((value) => !known.includes(value));
  if (wrong !== undefined) throw call.query.invalid(name, wrong, `it must be one of ${known.join(', ')}`);
  return values === undefined ? undefined : new Set(values);
}

/** `resolved` goes before `status` (Cumulocity OpenAPI, *Retrieve all alarms*). */
function wantedStatuses(call: Call): ReadonlySet<string> | undefined {
  const resolved = call.query.flag('resolved');
  if (resolved === undefined) return oneOf(call, 'status', STATUSES);
  return new Set(resolved ? ['CLEARED'] : ['ACTIVE', 'ACKNOWLEDGED']);
}

/** The alarms that a request's filters select, the newest first. */
export function* selectedAlarms(call: Call): Generator<AlarmRecord> {
  const statuses = wantedStatuses(call);
  const severities = oneOf(call, 'severity', SEVERITIES);
  const types = call.query.list('type');
  const sources = wantedSources(call);
  const window = timeWindow(call);
  const range = { ...window, ...(sources ? { sources } : {}), order: 'newest' as const };
  for (const record of call.store.alarms.range(range)) {
    if (statuses !== undefined && !statuses.has(record.status)) continue;
    if (severities !== undefined && !severities.has(record.severity)) continue;
    if (types !== undefined && !types.includes(record.type)) continue;
    if (window.holds(record)) yield record;
  }
}
